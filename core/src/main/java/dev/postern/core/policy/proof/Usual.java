package dev.postern.core.policy.proof;

import dev.postern.core.policy.condition.Operator;
import dev.postern.core.policy.proof.text.Glob;
import dev.postern.core.policy.proof.text.TextSet;
import java.util.List;
import java.util.Optional;

/** What values of condition keys usually look like, so that a witness is a request that one meets. Nothing is proved by it. */
final class Usual {
  private Usual() {}

  /** Values of a family, the usual ones first, and some on the other side of anything. */
  static List<String> values(String key, Operator.Family family) {
    return switch (family) {
      case IP ->
          key.equals("aws:vpcsourceip")
              ? List.of("10.0.0.5", "172.31.0.5", "192.168.0.5", "198.51.100.7", "2001:db8::7")
              : List.of("198.51.100.7", "203.0.113.9", "8.8.8.8", "2001:db8::7", "10.0.0.5");
      case NUMERIC -> List.of("1", "0", "1000000000000", "-1000000000000");
      case DATE -> List.of("2026-11-25T12:00:00Z", "1970-01-02T00:00:00Z", "9999-01-01T00:00:00Z");
      case BOOL -> List.of("false", "true");
      case BINARY -> List.of("cG9zdGVybg==", "AA==", "AQ==", "Ag==");
      case STRING, ARN, NULL -> List.of();
    };
  }

  /** The form of a key's values. */
  static Optional<TextSet> form(String key) {
    return switch (key) {
      case "aws:sourcevpce" -> Optional.of(TextSet.of(Glob.shape("vpce-" + "%".repeat(17))));
      case "aws:sourcevpc" -> Optional.of(TextSet.of(Glob.shape("vpc-" + "%".repeat(17))));
      case "aws:sourcevpcarn" -> Optional.of(TextSet.of(Glob.shape("arn:aws:ec2:us-east-1:############:vpc/vpc-" + "%".repeat(17))));
      case "aws:vpceaccount", "aws:resourceaccount", "aws:sourceaccount" -> Optional.of(TextSet.of(Glob.shape("#".repeat(12))));
      case "aws:principalorgid", "aws:resourceorgid", "aws:vpceorgid", "aws:sourceorgid" -> Optional.of(TextSet.of(Glob.shape("o-" + "%".repeat(10))));
      case "aws:principalorgpaths", "aws:vpceorgpaths" -> Optional.of(TextSet.of(Glob.shape("o-" + "%".repeat(10) + "/r-%%%%/ou-%%%%-%%%%%%%%/")));
      case PointKeys.ARN -> Optional.of(TextSet.of(Glob.shape("arn:aws:s3:us-east-1:" + "#".repeat(12) + ":accesspoint/any-point")));
      case PointKeys.ORIGIN -> Optional.of(TextSet.exactly(List.of("Internet", "VPC")));
      case "aws:requestedregion" -> Optional.of(TextSet.exactly(List.of("us-east-1")));
      default -> Optional.empty();
    };
  }
}
