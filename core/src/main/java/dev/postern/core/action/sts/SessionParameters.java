package dev.postern.core.action.sts;

import dev.postern.core.action.Caller;
import dev.postern.core.error.StsError;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.IamPolicy;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.policy.Excess;
import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.request.Fold;
import dev.postern.core.services.AwsPolicies;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.GetFederationTokenRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * What a new session is limited to and marked with: what the request says, and what the caller's own session hands on. Tag keys are the
 * same in any case. <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html">AWS</a>
 */
final class SessionParameters {
  private static final int TAGS = 50;
  private static final int POLICIES = 10;

  private SessionParameters() {}

  /** What a session of {@code role} is. */
  static AccessKey.Session of(Snapshot snapshot, Caller caller, IamRole role, AssumeRoleRequest request) {
    Optional<AccessKey.Session> before = caller.key().flatMap(AccessKey::session);
    SortedMap<String, String> tags = tags(request.tags(), before.map(AccessKey.Session::transitiveTagKeys).orElse(List.of()));
    List<String> transitive = new ArrayList<>(transitive(request, tags));
    before.ifPresent(
        session -> {
          session.transitiveTagKeys().forEach(key -> tags.put(key, session.tags().getOrDefault(key, "")));
          transitive.addAll(session.transitiveTagKeys());
        });
    return PackedPolicy.fitting(
        new AccessKey.Session(
            Optional.ofNullable(request.policy()).map(SessionParameters::policy),
            policyArns(snapshot, role.key().account(), request.policyArns()),
            tags,
            List.copyOf(transitive),
            sourceIdentity(caller, request.sourceIdentity(), before.flatMap(AccessKey.Session::sourceIdentity)),
            Optional.empty()));
  }

  /** What the session of a federated user is, who acts for the caller. */
  static AccessKey.Session of(Snapshot snapshot, Caller caller, GetFederationTokenRequest request) {
    return PackedPolicy.fitting(
        new AccessKey.Session(
            Optional.ofNullable(request.policy()).map(SessionParameters::policy),
            policyArns(snapshot, caller.account(), request.policyArns()),
            tags(request.tags(), List.of()),
            List.of(),
            Optional.empty(),
            Optional.of(caller.principalArn())));
  }

  private static String policy(String text) {
    Excess.of(PolicyType.SESSION, text).ifPresent(excess -> {
      throw Given.violated("'" + text + "'", "policy", "Member must have length less than or equal to " + excess.limit() + " " + excess);
    });
    Given.text(text, "policy", 1, PolicyType.SESSION.longest(), "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]");
    try {
      PolicyDocument.parse(PolicyType.SESSION, text);
    } catch (MalformedPolicy e) {
      throw StsError.MALFORMED_POLICY_DOCUMENT.with(e.problem() + " (" + e.place() + ")");
    }
    return text;
  }

  private static List<String> policyArns(Snapshot snapshot, String account, List<PolicyDescriptorType> given) {
    Given.atMost(given.size(), "policyArns", POLICIES);
    List<String> arns = given.stream().map(PolicyDescriptorType::arn).map(arn -> Given.required(arn, "policyArns.member.arn")).toList();
    for (String arn : arns) {
      ResourceKey key = new ResourceKey(account, ResourceKey.GLOBAL, Kind.IAM_POLICY, arn.substring(arn.lastIndexOf('/') + 1));
      boolean isThere = AwsPolicies.find(arn).or(() -> snapshot.find(IamPolicy.class, key)).filter(p -> p.arn().equals(arn)).isPresent();
      if (!isThere) {
        throw StsError.VALIDATION_ERROR.with("Policy " + arn + " does not exist or is not attachable.");
      }
    }
    return arns;
  }

  private static SortedMap<String, String> tags(List<Tag> given, List<String> inherited) {
    Given.atMost(given.size(), "tags", TAGS);
    SortedMap<String, String> tags = new TreeMap<>();
    for (Tag tag : given) {
      String key = Given.text(Given.required(tag.key(), "tags.member.key"), "tags.member.key", 1, 128, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]");
      String value = Given.text(Given.required(tag.value(), "tags.member.value"), "tags.member.value", 0, 256, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]");
      if (Fold.lower(key).startsWith("aws:")) {
        throw StsError.VALIDATION_ERROR.with("The tag key '" + key + "' is not valid: it must not begin with aws:");
      }
      if (tags.keySet().stream().anyMatch(other -> Fold.same(key, other))) {
        throw StsError.VALIDATION_ERROR.with("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
      if (inherited.stream().anyMatch(other -> Fold.same(key, other))) {
        throw StsError.VALIDATION_ERROR.with("The tag key '" + key + "' is transitive in the calling session, so it cannot be given again.");
      }
      tags.put(key, value);
    }
    return tags;
  }

  private static List<String> transitive(AssumeRoleRequest request, SortedMap<String, String> tags) {
    Given.atMost(request.transitiveTagKeys().size(), "transitiveTagKeys", TAGS);
    List<String> keys = new ArrayList<>();
    for (String given : request.transitiveTagKeys()) {
      keys.add(
          tags.keySet().stream()
              .filter(key -> Fold.same(given, key))
              .findFirst()
              .orElseThrow(() -> StsError.VALIDATION_ERROR.with("The transitive tag key '" + given + "' is not among the tags of the request.")));
    }
    return keys;
  }

  /** Once set it stays, through all sessions that follow. */
  private static Optional<String> sourceIdentity(Caller caller, @Nullable String given, Optional<String> before) {
    if (given == null) {
      return before;
    }
    String identity = Given.text(given, "sourceIdentity", 2, 64, "[\\w+=,.@-]");
    if (before.filter(b -> !b.equals(identity)).isPresent()) {
      throw StsError.ACCESS_DENIED.saying(
          "User: " + caller.principalArn() + " has a source identity already, which cannot be changed in the sessions that follow");
    }
    return Optional.of(identity);
  }
}
