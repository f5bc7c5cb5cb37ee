package dev.postern.engine.s3;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an access point with its account, as the host name of a request has them.
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations-naming-rules.html">AWS</a>
 */
record AccessPointName(String name, String account) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{1,48}[a-z0-9]");
  private static final String ALIAS = "-s3alias";
  private static final List<String> SUFFIXES = List.of(ALIAS, "--ol-s3", "--xa-s3");
  private static final Pattern LABEL = Pattern.compile("(?<name>.+)-(?<account>\\d{12})");

  /** Whether a bucket's name can be an access point's alias alone. */
  static boolean isAlias(String bucket) {
    return bucket.endsWith(ALIAS);
  }

  /** Reads {@code NAME-ACCOUNT}. */
  static Optional<AccessPointName> ofLabel(String label) {
    Matcher matcher = LABEL.matcher(label);
    return matcher.matches() && isGood(matcher.group("name"))
        ? Optional.of(new AccessPointName(matcher.group("name"), matcher.group("account")))
        : Optional.empty();
  }

  static boolean isGood(String name) {
    return FORM.matcher(name).matches() && SUFFIXES.stream().noneMatch(name::endsWith);
  }
}
