package dev.postern.core.action.iam;

import dev.postern.core.error.AwsException;
import dev.postern.core.error.IamError;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.PrincipalPattern;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.json.MalformedJson;
import dev.postern.core.policy.json.Place;
import dev.postern.core.policy.request.Fold;
import dev.postern.core.policy.request.Principal;
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
    if (PolicyType.IDENTITY.length(text) > MANAGED) {
      throw IamError.LIMIT_EXCEEDED.with("PolicySize", MANAGED);
    }
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
    int length = PolicyType.IDENTITY.length(text);
    for (SortedMap.Entry<String, String> other : others.entrySet()) {
      length += other.getKey().equals(policyName) ? 0 : PolicyType.IDENTITY.length(other.getValue());
    }
    if (length > limit) {
      throw IamError.LIMIT_EXCEEDED.saying("Maximum policy size of " + limit + " bytes exceeded for " + owner);
    }
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
    if (PolicyType.ROLE_TRUST.length(text) > TRUST) {
      throw IamError.LIMIT_EXCEEDED.with("ACLSizePerRole", TRUST);
    }
    for (Statement statement : parse(PolicyType.ROLE_TRUST, text).statements()) {
      if (!statement.actions().isExcept() && !statement.actions().written().stream().allMatch(a -> Fold.lower(a).startsWith("sts:"))) {
        throw malformed("AssumeRole policy may only specify STS AssumeRole actions.", statement.place());
      }
      for (PrincipalPattern pattern : statement.principals().patterns()) {
        if (pattern instanceof PrincipalPattern.Entity(String written, Principal.Iam named) && !isThere(snapshot, named)) {
          throw malformed("Invalid principal in policy: \"AWS\":\"" + written + "\"", statement.place());
        }
      }
    }
    return text;
  }

  /** Sessions come and go: only that their role is there can be asked, and federated users are nowhere. */
  private static boolean isThere(Snapshot snapshot, Principal.Iam named) {
    String name = named.entity().substring(named.entity().lastIndexOf('/') + 1);
    return switch (named.kind()) {
      case ROOT, FEDERATED_USER -> true;
      case USER -> snapshot.find(IamUser.class, key(named, Kind.IAM_USER, name)).filter(u -> u.arn().equals(named.name())).isPresent();
      case ROLE -> snapshot.find(IamRole.class, key(named, Kind.IAM_ROLE, name)).filter(r -> r.arn().equals(named.name())).isPresent();
      case SESSION -> snapshot.find(IamRole.class, key(named, Kind.IAM_ROLE, name)).isPresent();
    };
  }

  private static ResourceKey key(Principal.Iam named, Kind kind, String name) {
    return new ResourceKey(named.account(), ResourceKey.GLOBAL, kind, name);
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
