package dev.postern.core.action.iam;

import dev.postern.core.error.AwsException;
import dev.postern.core.error.IamError;
import dev.postern.core.policy.Excess;
import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.json.MalformedJson;
import dev.postern.core.policy.json.Place;
import dev.postern.core.policy.request.Fold;
import dev.postern.core.state.Snapshot;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The text of a policy document: read when stored, so that a refusal has its place, and percent-encoded when shown. White space does not
 * count towards a limit. <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">AWS</a>
 */
final class PolicyText {
  private static final int MANAGED = 6_144;
  private static final int TRUST = 2_048;

  private PolicyText() {}

  /** The document of a managed policy. */
  static String managed(@Nullable String document) {
    String text = Given.required(document, "policyDocument");
    requireShort(PolicyType.IDENTITY, text, MANAGED, 0, IamError.LIMIT_EXCEEDED.with("PolicySize", MANAGED).text());
    parse(PolicyType.IDENTITY, text);
    return text;
  }

  /**
   * The document of an inline policy, which shares its owner's limit with the others there.
   *
   * @param owner such as {@code user ann}
   * @param policyName of the policy that it is to be, or to be put in the place of
   */
  static String inline(@Nullable String document, SortedMap<String, String> others, @Nullable String policyName, String owner, int limit) {
    String text = Given.required(document, "policyDocument");
    int taken = 0;
    for (SortedMap.Entry<String, String> other : others.entrySet()) {
      taken += other.getKey().equals(policyName) ? 0 : PolicyType.IDENTITY.length(other.getValue());
    }
    requireShort(PolicyType.IDENTITY, text, limit, taken, "Maximum policy size of " + limit + " bytes exceeded for " + owner);
    parse(PolicyType.IDENTITY, text);
    return text;
  }

  /**
   * A role's trust policy: about {@code sts:} actions alone, for users and roles that are there.
   * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">AWS</a>
   *
   * @param member of the request that it was given as
   */
  static String trust(Snapshot snapshot, @Nullable String document, String member) {
    String text = Given.required(document, member);
    requireShort(PolicyType.ROLE_TRUST, text, TRUST, 0, IamError.LIMIT_EXCEEDED.with("ACLSizePerRole", TRUST).text());
    PolicyDocument policy = parse(PolicyType.ROLE_TRUST, text);
    for (Statement statement : policy.statements()) {
      if (!statement.actions().isExcept() && !statement.actions().written().stream().allMatch(a -> Fold.lower(a).startsWith("sts:"))) {
        throw malformed("AssumeRole policy may only specify STS AssumeRole actions.", statement.place());
      }
    }
    MissingPrincipals.of(snapshot, policy).ifPresent(e -> {
      throw malformed(e.problem(), e.place());
    });
    return text;
  }

  private static void requireShort(PolicyType type, String text, int limit, int taken, String message) {
    Excess.of(type, text, limit, taken).ifPresent(excess -> {
      throw IamError.LIMIT_EXCEEDED.saying(message + " " + excess);
    });
  }

  private static PolicyDocument parse(PolicyType type, String text) {
    try {
      JsonText.parse(text);
    } catch (MalformedJson e) {
      throw malformed("This policy contains invalid Json: " + e.problem(), e.place());
    }
    try {
      return PolicyDocument.parse(type, text);
    } catch (MalformedPolicy e) {
      throw malformed(e.problem(), e.place());
    }
  }

  private static AwsException malformed(String problem, Place place) {
    return IamError.MALFORMED_POLICY_DOCUMENT.with(problem + " (" + place + ")");
  }

  /** As IAM prints documents: percent-encoded by RFC 3986. */
  static String shown(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
  }
}
