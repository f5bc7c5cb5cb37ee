package dev.postern.core.action.iam;

import dev.postern.core.action.Seed;
import java.util.Optional;

/**
 * An access key id names its account, as AWS's do: a prefix of four letters and 80 bits in base 32, of which bits 1 to 40 are the account.
 * So a key is found without knowing whose it is, and {@code GetAccessKeyInfo} needs no table.
 */
public record AccessKeyId(String text) {
  private static final int LENGTH = 20;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  /** Of a user. */
  public static AccessKeyId permanent(Seed seed, String account) {
    return of("AKIA", seed, account);
  }

  /** Of a session. */
  public static AccessKeyId temporary(Seed seed, String account) {
    return of("ASIA", seed, account);
  }

  /** The account in the id; empty when the text is no such id. */
  public Optional<String> account() {
    if (!isOne()) {
      return Optional.empty();
    }
    long bits = 0;
    for (int i = 4; i < 14; i++) {
      bits = bits << 5 | BASE32.indexOf(text.charAt(i));
    }
    String digits = Long.toString(bits >>> 9 & (1L << 40) - 1);
    return Optional.of("0".repeat(Math.max(0, 12 - digits.length())) + digits);
  }

  /** Without a regular expression: every request with a signature comes here. */
  private boolean isOne() {
    if (text.length() != LENGTH || !text.startsWith("AKIA") && !text.startsWith("ASIA")) {
      return false;
    }
    for (int i = 4; i < LENGTH; i++) {
      if (BASE32.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The first ten characters hold 50 bits: a one, the account's 40, and 9 that are random like the rest. */
  private static AccessKeyId of(String prefix, Seed seed, String account) {
    long bits = 1L << 49 | Long.parseLong(account) << 9 | seed.below(512);
    StringBuilder text = new StringBuilder(prefix);
    for (int shift = 45; shift >= 0; shift -= 5) {
      text.append(BASE32.charAt((int) (bits >>> shift & 31)));
    }
    return new AccessKeyId(text + seed.text(BASE32, 6));
  }
}
