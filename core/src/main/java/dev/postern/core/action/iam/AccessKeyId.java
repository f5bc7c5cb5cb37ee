package dev.postern.core.action.iam;

import dev.postern.core.action.Seed;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An access key id names its account, as AWS's do: a prefix of four letters and 80 bits in base 32, of which bits 1 to 40 are the account.
 * So a key is found without knowing whose it is, and {@code GetAccessKeyInfo} needs no table.
 */
public record AccessKeyId(String text) {
  private static final Pattern ID = Pattern.compile("A[KS]IA[A-Z2-7]{16}");
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
    if (!ID.matcher(text).matches()) {
      return Optional.empty();
    }
    long bits = 0;
    for (int i = 4; i < 14; i++) {
      bits = bits << 5 | BASE32.indexOf(text.charAt(i));
    }
    return Optional.of("%012d".formatted(bits >>> 9 & (1L << 40) - 1));
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
