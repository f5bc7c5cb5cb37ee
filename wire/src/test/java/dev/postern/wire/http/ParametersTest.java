package dev.postern.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
  @Test
  void orderAndDuplicatesAreKept() {
    assertThat(Parameters.parse("b=1&a=2&b=3&acl&&c=x=y").orElseThrow().entries())
        .isEqualTo(List.of(Map.entry("b", "1"), Map.entry("a", "2"), Map.entry("b", "3"), Map.entry("acl", ""), Map.entry("c", "x=y")));
    assertThat(Parameters.parse("").orElseThrow().entries()).isEmpty();
  }

  @Test
  void namesAndValuesAreDecoded() {
    assertThat(Parameters.parse("a%20b=c+d%2B%E8%AA%9E%F0%9F%98%80").orElseThrow().first("a b")).contains("c d+語\uD83D\uDE00");
  }

  @Test
  void brokenTextIsNoParameters() {
    for (String text : new String[] {"a=%", "a=%4", "a=%zz", "a=%C3", "%ff=1", "=1", "a=1&=2"}) {
      assertThat(Parameters.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void encodingKeepsOnlyUnreservedCharacters() {
    assertThat(Percent.encode("a-._~Z/ +*'ä\uD83D\uDE00", false)).isEqualTo("a-._~Z%2F%20%2B%2A%27%C3%A4%F0%9F%98%80");
    assertThat(Percent.encode("/a b", true)).isEqualTo("/a%20b");
  }

  @Test
  void whatIsEncodedDecodesToItself() {
    for (String text : new String[] {"", "plain", "a b", "100%", "+", "\u0000\uFFFF", "語\uD83D\uDE00"}) {
      assertThat(Percent.decode(Percent.encode(text, false), true)).contains(text);
    }
  }

  @Test
  void rawCharactersBesideEscapesAreKept() {
    assertThat(Percent.decode("語\uD83D\uDE00%20ä", false)).contains("語\uD83D\uDE00 ä");
  }
}
