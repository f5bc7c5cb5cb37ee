package dev.postern.wire.sigv4;

import java.util.Optional;

/**
 * What a signature is good for: a key, a day, a Region and a service.
 *
 * @param date as signed, {@code 20201111}
 */
public record Scope(String accessKeyId, String date, String region, String service) {
  private static final String END = "/aws4_request";

  /** Reads {@code AKID/20201111/us-east-1/s3/aws4_request}; empty when it is not of that form. */
  static Optional<Scope> parse(String credential) {
    // From behind: the key comes first and may itself hold slashes, as S3 takes any text there.
    int service = credential.length() - END.length();
    int region = credential.lastIndexOf('/', service - 1);
    int date = credential.lastIndexOf('/', region - 1);
    int key = credential.lastIndexOf('/', date - 1);
    boolean whole = key > 0 && date - key == 9 && region - date > 1 && service - region > 1 && credential.endsWith(END) && isNumber(credential, key + 1, date);
    return whole
        ? Optional.of(
            new Scope(
                credential.substring(0, key), credential.substring(key + 1, date), credential.substring(date + 1, region), credential.substring(region + 1, service)))
        : Optional.empty();
  }

  private static boolean isNumber(String text, int from, int end) {
    for (int i = from; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
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
