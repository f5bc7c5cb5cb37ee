package dev.postern.core.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class IpTest {
  private static final String OCTET = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
  private static final Pattern ADDRESS = Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);

  @Test
  void textIsReadBack() {
    for (String text : new String[] {"0.0.0.0", "10.0.0.5", "169.254.169.254", "255.255.255.255"}) {
      assertThat(Ip.text(Ip.parse(text))).isEqualTo(text);
    }
    assertThat(Ip.parse("1.2.3.4")).isEqualTo(0x01020304);
  }

  @Test
  void fourOctetsWithoutLeadingZerosAreAnAddressAndNothingElseIs() {
    Random random = new Random(7);
    String[] pieces = {"0", "00", "1", "01", "25", "255", "256", "999", "1000", "", "a", "-1", " 1", "\u0661"};
    int addresses = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(pieces[random.nextInt(pieces.length)]);
      int dots = random.nextInt(8) == 0 ? random.nextInt(6) : 3;
      for (int dot = 0; dot < dots; dot++) {
        text.append('.').append(random.nextBoolean() ? String.valueOf(random.nextInt(300)) : pieces[random.nextInt(pieces.length)]);
      }
      String given = text.toString();
      if (ADDRESS.matcher(given).matches()) {
        addresses++;
        assertThat(Ip.text(Ip.parse(given))).isEqualTo(given);
      } else {
        assertThatThrownBy(() -> Ip.parse(given)).as(given).isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThat(addresses).isGreaterThan(100);
  }
}
