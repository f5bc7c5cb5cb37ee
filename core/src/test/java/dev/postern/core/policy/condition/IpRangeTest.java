package dev.postern.core.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IpRangeTest {
  @Test
  void blocksHoldTheAddressesThatShareTheirPrefix() throws UnknownHostException {
    Random random = new Random(3);
    for (int i = 0; i < 50_000; i++) {
      byte[] base = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(base);
      byte[] other = base.clone();
      int bits = base.length * 8;
      int changed = random.nextInt(bits);
      other[changed / 8] ^= (byte) (128 >> changed % 8);
      int length = random.nextInt(bits + 1);
      IpRange range = IpRange.parse(text(base) + "/" + length).orElseThrow();
      IpRange address = IpRange.address(text(other)).orElseThrow();
      assertThat(range.contains(address)).as("%s/%d, %s", text(base), length, text(other)).isEqualTo(changed >= length);
      assertThat(range.contains(IpRange.address(text(base)).orElseThrow())).isTrue();
      if (base.length == 4) {
        assertThat(range.containsV4(new BigInteger(1, other).longValue())).isEqualTo(changed >= length);
      }
    }
  }

  /** The platform would read the bytes of a mapped address as IPv4. */
  private static String text(byte[] address) throws UnknownHostException {
    return InetAddress.getByAddress(address).getHostAddress();
  }

  @Test
  void shortFormsAreRead() {
    assertThat(IpRange.address("::1")).isEqualTo(IpRange.address("0:0:0:0:0:0:0:1")).isPresent();
    assertThat(IpRange.address("2001:DB8::")).isEqualTo(IpRange.address("2001:db8:0:0:0:0:0:0")).isPresent();
    assertThat(IpRange.address("::ffff:10.0.0.1")).isEqualTo(IpRange.address("::ffff:a00:1")).isPresent();
    assertThat(IpRange.parse("10.1.2.3/8")).isEqualTo(IpRange.parse("10.0.0.0/8")).isPresent();
  }

  @Test
  void whatIsNoBlockIsRefused() {
    for (String text : new String[] {"", "10.0.0", "10.0.0.0.0", "10.0.0.256", "010.0.0.1", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/08", "1::2::3", ":::",
        "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "::/129", "g::", "12345::", "10.0.0.0/8/8", "1:2:3:4:5:6:7::8"}) {
      assertThat(IpRange.parse(text)).as(text).isEmpty();
    }
  }
}
