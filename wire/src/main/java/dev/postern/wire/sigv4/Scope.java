package dev.postern.wire.sigv4;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a signature is good for: a key, a day, a Region and a service.
 *
 * @param date as signed, {@code 20201111}
 */
public record Scope(String accessKeyId, String date, String region, String service) {

  /** Reads {@code AKID/20201111/us-east-1/s3/aws4_request}; empty when it is not of that form. */
  static Optional<Scope> parse(String credential) {
    String[] parts = credential.split("/", -1);
    int last = parts.length - 1;
    if (last < 4 || !parts[last].equals("aws4_request") || !isDate(parts[last - 3])) {
      return Optional.empty();
    }
    // The key comes first and may itself hold slashes: S3 takes any text there.
    String key = last == 4 ? parts[0] : String.join("/", Arrays.copyOf(parts, last - 3));
    boolean whole = !key.isEmpty() && !parts[last - 2].isEmpty() && !parts[last - 1].isEmpty();
    return whole ? Optional.of(new Scope(key, parts[last - 3], parts[last - 2], parts[last - 1])) : Optional.empty();
  }

  private static boolean isDate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() == 8;
  }

  /** What AWS says to a signature that is not for this Region and service; empty when it is. */
  public Optional<String> mismatch(String expectedRegion, String expectedService) {
    if (!service.equals(expectedService)) {
      return Optional.of("Credential should be scoped to correct service: '" + expectedService + "'.");
    }
    return region.equals(expectedRegion) ? Optional.empty() : Optional.of("Credential should be scoped to a valid region, not '" + region + "'.");
  }

  /** Without the key, as it stands in the string to sign: {@code 20201111/us-east-1/s3/aws4_request}. */
  String text() {
    return date + "/" + region + "/" + service + "/aws4_request";
  }

  /** S3 signs the path as it is sent; every other service encodes it once more. */
  boolean signsPathAsSent() {
    return service.equals("s3") || service.equals("s3express") || service.equals("s3-object-lambda") || service.equals("s3-outposts");
  }
}
