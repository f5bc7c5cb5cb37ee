package dev.postern.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ExcessTest {
  @Test
  void aDocumentOfExactlyTheLimitIsShortEnough() {
    assertThat(Excess.of(PolicyType.SESSION, "x".repeat(2_048))).isEmpty();
    assertThat(Excess.of(PolicyType.SESSION, "x".repeat(2_049))).hasToString("Optional[(2049 characters, and the limit is crossed at line 1, column 2049)]");
  }

  @Test
  void thePlaceIsThatOfTheFirstCharacterThatIsTooMuch() {
    String text = "x".repeat(100) + "\n" + "y".repeat(100) + "\n" + "z".repeat(100);
    Excess excess = Excess.of(PolicyType.SCP, text, 150, 0).orElseThrow();
    assertThat(excess.place()).hasToString("line 2, column 50");
    assertThat(excess.length()).isEqualTo(302);
  }

  @Test
  void whiteSpaceDoesNotCountWhereAwsDoesNotCountIt() {
    String text = " \n".repeat(1_000) + "x".repeat(10);
    assertThat(Excess.of(PolicyType.IDENTITY, text, 10, 0)).isEmpty();
    assertThat(Excess.of(PolicyType.IDENTITY, text, 9, 0).orElseThrow()).hasToString("(10 characters without white space, and the limit is crossed at line 1001, column 10)");
  }

  @Test
  void bytesAreThoseOfUtf8() {
    assertThat(Excess.of(PolicyType.RESOURCE, "\u20AC\uD83D\uDE00", 7, 0)).isEmpty();
    assertThat(Excess.of(PolicyType.RESOURCE, "\u20AC\uD83D\uDE00", 6, 0).orElseThrow().length()).isEqualTo(7);
  }

  @Test
  void othersTakeOfTheLimitToo() {
    Excess excess = Excess.of(PolicyType.IDENTITY, "x".repeat(10), 100, 95).orElseThrow();
    assertThat(excess).hasToString("(105 characters without white space, and the limit is crossed at line 1, column 6)");
    assertThat(Excess.of(PolicyType.IDENTITY, "x", 100, 200).orElseThrow().place()).hasToString("line 1, column 1");
  }

  @Test
  void aReaderOfDocumentsSaysThePlaceToo() {
    String text = "{\n" + " ".repeat(2_100) + "}";
    assertThatThrownBy(() -> PolicyDocument.parse(PolicyType.SESSION, text))
        .hasMessage("line 2, column 2047: the session policy has 2103 characters, more than the limit of 2048");
  }
}
