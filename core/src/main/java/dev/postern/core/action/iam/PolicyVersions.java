package dev.postern.core.action.iam;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.IamError;
import dev.postern.core.model.IamPolicy;
import dev.postern.core.state.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionResponse;

/** The operations on a managed policy's versions. <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html">AWS</a> */
final class PolicyVersions {
  private static final int QUOTA = 5;

  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of(
              "CreatePolicyVersion", CreatePolicyVersionRequest.class, PolicyVersions::create, "PolicyArn", "PolicyDocument", "SetAsDefault"),
          Operation.of("GetPolicyVersion", GetPolicyVersionRequest.class, PolicyVersions::get, "PolicyArn", "VersionId"),
          Operation.of("ListPolicyVersions", ListPolicyVersionsRequest.class, PolicyVersions::list, "PolicyArn", "Marker", "MaxItems"),
          Operation.of("DeletePolicyVersion", DeletePolicyVersionRequest.class, PolicyVersions::delete, "PolicyArn", "VersionId"),
          Operation.of(
              "SetDefaultPolicyVersion", SetDefaultPolicyVersionRequest.class, PolicyVersions::setDefault, "PolicyArn", "VersionId"));

  private PolicyVersions() {}

  private static Applied<CreatePolicyVersionResponse> create(
      Snapshot snapshot, Caller caller, CreatePolicyVersionRequest request, Facts facts) {
    IamPolicy policy = Entities.policy(snapshot, caller, request.policyArn());
    String document = PolicyText.managed(request.policyDocument());
    if (policy.versions().size() >= QUOTA) {
      throw IamError.LIMIT_EXCEEDED.saying(
          "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.");
    }
    String id = "v" + (policy.lastVersion() + 1);
    SortedMap<String, IamPolicy.Version> versions = new TreeMap<>(policy.versions());
    versions.put(id, new IamPolicy.Version(document, facts.now()));
    String nowDefault = Boolean.TRUE.equals(request.setAsDefault()) ? id : policy.defaultVersionId();
    IamPolicy changed = policy.withVersions(versions, nowDefault, policy.lastVersion() + 1, facts.now());
    return Applied.of(
        snapshot.with(changed), CreatePolicyVersionResponse.builder().policyVersion(view(changed, id).build()).build());
  }

  private static Applied<GetPolicyVersionResponse> get(Snapshot snapshot, Caller caller, GetPolicyVersionRequest request, Facts facts) {
    IamPolicy policy = Entities.anyPolicy(snapshot, caller, request.policyArn());
    String id = requireVersion(policy, request.versionId());
    String document = PolicyText.shown(version(policy, id).document());
    return Applied.of(snapshot, GetPolicyVersionResponse.builder().policyVersion(view(policy, id).document(document).build()).build());
  }

  /** Newest first. */
  private static Applied<ListPolicyVersionsResponse> list(
      Snapshot snapshot, Caller caller, ListPolicyVersionsRequest request, Facts facts) {
    IamPolicy policy = Entities.anyPolicy(snapshot, caller, request.policyArn());
    Comparator<PolicyVersion> newestFirst = Comparator.comparing(v -> -Integer.parseInt(v.versionId().substring(1)));
    List<PolicyVersion> versions = policy.versions().keySet().stream().map(id -> view(policy, id).build()).sorted(newestFirst).toList();
    IamPage<PolicyVersion> page =
        IamPage.of(versions, v -> "%06d".formatted(999_999 - Integer.parseInt(v.versionId().substring(1))), request.marker(), request.maxItems());
    return Applied.of(
        snapshot, ListPolicyVersionsResponse.builder().versions(page.items()).isTruncated(page.truncated()).marker(page.marker()).build());
  }

  private static Applied<DeletePolicyVersionResponse> delete(
      Snapshot snapshot, Caller caller, DeletePolicyVersionRequest request, Facts facts) {
    IamPolicy policy = Entities.policy(snapshot, caller, request.policyArn());
    String id = requireVersion(policy, request.versionId());
    if (id.equals(policy.defaultVersionId())) {
      throw IamError.DELETE_CONFLICT.saying("Cannot delete the default version of a policy.");
    }
    SortedMap<String, IamPolicy.Version> versions = new TreeMap<>(policy.versions());
    versions.remove(id);
    return Applied.of(
        snapshot.with(policy.withVersions(versions, policy.defaultVersionId(), policy.lastVersion(), facts.now())),
        DeletePolicyVersionResponse.builder().build());
  }

  private static Applied<SetDefaultPolicyVersionResponse> setDefault(
      Snapshot snapshot, Caller caller, SetDefaultPolicyVersionRequest request, Facts facts) {
    IamPolicy policy = Entities.policy(snapshot, caller, request.policyArn());
    String id = requireVersion(policy, request.versionId());
    return Applied.of(
        snapshot.with(policy.withVersions(policy.versions(), id, policy.lastVersion(), facts.now())),
        SetDefaultPolicyVersionResponse.builder().build());
  }

  private static String requireVersion(IamPolicy policy, @Nullable String versionId) {
    String id = Given.required(versionId, "versionId");
    if (!policy.versions().containsKey(id)) {
      throw IamError.NO_SUCH_ENTITY.saying("Policy " + policy.arn() + " version " + id + " does not exist or is not attachable.");
    }
    return id;
  }

  private static IamPolicy.Version version(IamPolicy policy, String id) {
    IamPolicy.Version version = policy.versions().get(id);
    if (version == null) {
      throw new IllegalArgumentException(id);
    }
    return version;
  }

  private static PolicyVersion.Builder view(IamPolicy policy, String id) {
    return PolicyVersion.builder()
        .versionId(id)
        .isDefaultVersion(id.equals(policy.defaultVersionId()))
        .createDate(version(policy, id).createDate());
  }
}
