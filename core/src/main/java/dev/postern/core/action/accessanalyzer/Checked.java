package dev.postern.core.action.accessanalyzer;

import dev.postern.core.error.AccessAnalyzerError;
import dev.postern.core.policy.Decider;
import dev.postern.core.policy.Effect;
import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.proof.Proof;
import dev.postern.core.policy.proof.Prover;
import dev.postern.core.policy.proof.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.accessanalyzer.model.ReasonSummary;

/**
 * Policies as they stand in a check. Resource policies are of one service and of a resource that nobody knows more about; an identity policy is that
 * of a user or role of which nobody does. What cannot be decided is refused; it is never called a pass.
 *
 * @param service of a resource policy; empty for an identity policy
 * @param owner the account, one that no policy names
 */
record Checked(PolicyType type, String service, String owner) {

  static <T> T required(@Nullable T value, String member) {
    if (value == null) {
      throw AccessAnalyzerError.VALIDATION.with("Value null at '" + member + "' failed to satisfy constraint: Member must not be null");
    }
    return value;
  }

  /** What kind of policy a request is about. */
  static PolicyType type(@Nullable String policyType) {
    return switch (required(policyType, "policyType")) {
      case "IDENTITY_POLICY" -> PolicyType.IDENTITY;
      case "RESOURCE_POLICY" -> PolicyType.RESOURCE;
      case String other ->
          throw AccessAnalyzerError.VALIDATION.with("Value '" + other + "' at 'policyType' failed to satisfy constraint: Member must satisfy enum value set:"
              + " [IDENTITY_POLICY, RESOURCE_POLICY]");
    };
  }

  static Policy policy(PolicyType type, @Nullable String text, String member) {
    try {
      return new Policy(member, PolicyDocument.parse(type, required(text, member)));
    } catch (MalformedPolicy malformed) {
      throw AccessAnalyzerError.INVALID_PARAMETER.with(member + ": " + malformed.problem() + " (" + malformed.place() + ")");
    }
  }

  /** Policies of a type as they are checked together. */
  static Checked of(PolicyType type, Policy... policies) {
    return type == PolicyType.IDENTITY ? new Checked(type, "", stranger(policies)) : ofResources(policies);
  }

  /** The service that all of them are about, by their actions and resources. */
  private static Checked ofResources(Policy... policies) {
    Set<String> services = new TreeSet<>();
    for (Policy policy : policies) {
      policy.document().statements().stream()
          .flatMap(s -> Stream.concat(s.actions().written().stream().map(a -> a.split(":", 2)[0]), s.resources().written().stream().map(Checked::serviceOf)))
          .map(service -> service.toLowerCase(Locale.ROOT))
          .filter(service -> !service.equals("*"))
          .forEach(services::add);
    }
    if (services.size() != 1 || !services.iterator().next().matches("[a-z0-9-]+")) {
      throw AccessAnalyzerError.UNPROCESSABLE.with("a resource policy is about one service, and these name " + services);
    }
    return of(services.iterator().next(), policies);
  }

  static Checked of(String service, Policy... policies) {
    return new Checked(PolicyType.RESOURCE, service, stranger(policies));
  }

  private static String stranger(Policy... policies) {
    long account = 0;
    while (names(policies, "%012d".formatted(account))) {
      account++;
    }
    return "%012d".formatted(account);
  }

  private static boolean names(Policy[] policies, String account) {
    return Stream.of(policies).anyMatch(policy -> JsonText.print(policy.document().source()).contains(account));
  }

  private static String serviceOf(String resource) {
    String[] segments = resource.split(":", 4);
    return segments.length == 4 ? segments[2] : "*";
  }

  Setting setting(Policy policy) {
    return type == PolicyType.IDENTITY
        ? Setting.ofIdentity(policy, owner)
        : Setting.of(List.of("arn:aws:" + service + ":*"), owner).withResource(policy);
  }

  Prover prover(Policy policy) {
    return type == PolicyType.IDENTITY ? Prover.ofIdentityPolicy(policy, owner) : Prover.ofPolicyAlone(setting(policy));
  }

  /** Whether it is proved. @throws dev.postern.core.error.AwsException when that cannot be said */
  static boolean passes(Proof proof) {
    return switch (proof) {
      case Proof.Proved _ -> true;
      case Proof.Refuted _ -> false;
      case Proof.Unknown unknown -> throw AccessAnalyzerError.UNPROCESSABLE.with(unknown.reason());
    };
  }

  /** The statements that allow the request which shows it, and that request; none for what is proved. */
  List<ReasonSummary> reasons(Proof proof, String what) {
    if (!(proof instanceof Proof.Refuted refuted)) {
      return List.of();
    }
    return refuted.decision().decidedBy().stream()
        .filter(decider -> decider.effect() == Effect.ALLOW && decider.type() == type)
        .map(decider -> reason(decider, what, refuted))
        .toList();
  }

  private static ReasonSummary reason(Decider decider, String what, Proof.Refuted refuted) {
    String name = decider.sid().map(sid -> "sid: " + sid).orElseGet(() -> "index: " + decider.statement());
    return ReasonSummary.builder()
        .description(what + " in the statement with " + name + ". It allows: " + refuted.witness().printRequest())
        .statementIndex(decider.statement())
        .statementId(decider.sid().orElse(null))
        .build();
  }
}
