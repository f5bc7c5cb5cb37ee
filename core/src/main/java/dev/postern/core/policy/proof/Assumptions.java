package dev.postern.core.policy.proof;

import dev.postern.core.policy.Policy;
import dev.postern.core.policy.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a proof takes for granted, in sentences. */
final class Assumptions {
  private static final int DIGITS = 16;

  private Assumptions() {}

  static List<String> of(Setting setting, Set<Axiom> axioms, boolean exceptServices, List<String> more) {
    List<String> sentences = new ArrayList<>();
    sentences.add("policies: " + policies(setting));
    sentences.add(
        setting.identity().isEmpty()
            ? "identity policies anywhere may allow everything; no role linked to a service is asked about"
            : "principals of account " + setting.account() + " have the identity policies named, others any; no role linked to a service is asked about");
    if (setting.scps().isEmpty() && setting.rcps().isEmpty()) {
      sentences.add("policies of an organization that limit account " + setting.account() + ", should there be any, are not looked at");
    }
    if (setting.isS3()) {
      sentences.add("object ownership is enforced by the bucket, so that no access control list counts; " + points(setting));
    }
    if (setting.endpoints().isEmpty()) {
      sentences.add("no VPC endpoint is known: each may be in any VPC, with a policy that allows everything");
    } else {
      sentences.add("VPC endpoints known: " + String.join(", ", new TreeMap<>(setting.endpoints()).keySet()) + "; others may be in any VPC and allow everything");
    }
    if (exceptServices) {
      sentences.add("left out of the question: AWS services in their own name or on behalf of a caller");
    }
    sentences.addAll(more);
    axioms.stream().sorted().forEach(axiom -> sentences.add(axiom + ": " + axiom.sentence()));
    return sentences;
  }

  private static String points(Setting setting) {
    if (!setting.identity().isEmpty()) {
      return "access points that lead to it, should there be any, are not looked at";
    }
    Optional<List<Setting.Point>> points = setting.judging();
    if (points.isEmpty()) {
      return "access points may lead to it, of anybody, with policies that allow everything";
    }
    return points.get().isEmpty()
        ? "no access point leads to it"
        : "access points that lead to it: " + String.join(", ", points.get().stream().map(Setting.Point::arn).sorted().toList())
            + ", of which S3 Block Public Access and the organizations of other accounts are not looked at";
  }

  /** The policies that count, each with the beginning of the SHA-256 of its text on one line. */
  static String policies(Setting setting) {
    Map<String, String> hashes = new TreeMap<>();
    setting.resource().ifPresent(policy -> add(hashes, policy));
    setting.identity().forEach(policy -> add(hashes, policy));
    setting.scps().forEach(level -> level.forEach(policy -> add(hashes, policy)));
    setting.rcps().forEach(level -> level.forEach(policy -> add(hashes, policy)));
    setting.judging().ifPresent(points -> points.forEach(point -> point.policy().ifPresent(policy -> add(hashes, policy))));
    setting.endpoints().values().forEach(endpoint -> endpoint.policy().ifPresent(policy -> add(hashes, policy)));
    return hashes.isEmpty() ? "none" : String.join(", ", hashes.entrySet().stream().map(entry -> entry.getKey() + " (" + entry.getValue() + ")").toList());
  }

  private static void add(Map<String, String> hashes, Policy policy) {
    try {
      byte[] text = JsonText.print(policy.document().source()).getBytes(StandardCharsets.UTF_8);
      hashes.put(policy.name(), HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)).substring(0, DIGITS));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
