package dev.postern.core.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6Test {
  @ParameterizedTest
  @CsvSource({
    "::/0, ::/0",
    "2001:DB8:0:0::1/64, 2001:db8::/64",
    "2001:db8:0:0:1:0:0:1/128, 2001:db8::1:0:0:1/128",
    "1:2:3:4:5:6:7:8/128, 1:2:3:4:5:6:7:8/128",
    "1:0:3:4:5:6:7:8/128, 1:0:3:4:5:6:7:8/128",
    "ffff::/3, e000::/3",
    "fe80::1/128, fe80::1/128",
    "1:2:3:4:5:6:7::/112, 1:2:3:4:5:6:7:0/112"
  })
  void blocksHaveOneForm(String given, String canonical) {
    assertThat(Ipv6.canonicalCidr(given)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"::", "::/129", "1::2::3/64", "1:2:3/64", "1:2:3:4:5:6:7:8:9/64", "g::/16", ":/0", "10.0.0.0/8", "12345::/16", "::/01"})
  void otherTextIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Ipv6.canonicalCidr(text));
  }
}
