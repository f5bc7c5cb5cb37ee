package dev.postern.core.action.iam;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.IamError;
import dev.postern.core.model.IamPolicy;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.services.AwsPolicies;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.Policy;

/**
 * The operations on managed policies, the customers' and, to read, those of AWS's own that are here.
 * <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html">AWS</a>
 */
final class Policies {
  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of(
              "CreatePolicy", CreatePolicyRequest.class, Policies::create, "PolicyName", "Path", "PolicyDocument", "Description", "Tags"),
          Operation.of("GetPolicy", GetPolicyRequest.class, Policies::get, "PolicyArn"),
          Operation.of(
              "ListPolicies", ListPoliciesRequest.class, Policies::list, "Scope", "OnlyAttached", "PathPrefix", "Marker", "MaxItems"),
          Operation.of("DeletePolicy", DeletePolicyRequest.class, Policies::delete, "PolicyArn"));

  private Policies() {}

  private static Applied<CreatePolicyResponse> create(Snapshot snapshot, Caller caller, CreatePolicyRequest request, Facts facts) {
    String name = Given.name(request.policyName(), "policyName", 128);
    String path = Given.path(request.path());
    String description = request.description() == null ? "" : Given.atMost(request.description(), "description", 1000);
    String document = PolicyText.managed(request.policyDocument());
    Entities.requireFree(
        snapshot,
        caller,
        Kind.IAM_POLICY,
        name,
        IamError.ENTITY_ALREADY_EXISTS.saying("A policy called " + name + " already exists. Duplicate names are not allowed."));
    ResourceKey key = Entities.key(caller, Kind.IAM_POLICY, name);
    IamPolicy policy =
        new IamPolicy(
            key,
            name,
            Entities.uniqueId(facts.seed(), "ANPA"),
            path,
            description,
            facts.now(),
            facts.now(),
            "v1",
            1,
            TreePMap.singleton("v1", new IamPolicy.Version(document, facts.now())));
    Snapshot next = IamTags.plus(snapshot.with(policy), key, request.tags());
    return Applied.of(next, CreatePolicyResponse.builder().policy(view(next, caller, policy).build()).build());
  }

  private static Applied<GetPolicyResponse> get(Snapshot snapshot, Caller caller, GetPolicyRequest request, Facts facts) {
    IamPolicy policy = Entities.anyPolicy(snapshot, caller, request.policyArn());
    Policy.Builder shown = view(snapshot, caller, policy);
    if (!policy.description().isEmpty()) {
      shown.description(policy.description());
    }
    return Applied.of(snapshot, GetPolicyResponse.builder().policy(shown.build()).build());
  }

  /** Of AWS's own, those that are here. */
  private static Applied<ListPoliciesResponse> list(Snapshot snapshot, Caller caller, ListPoliciesRequest request, Facts facts) {
    String scope = request.scopeAsString() == null ? "All" : request.scopeAsString();
    if (!List.of("All", "AWS", "Local").contains(scope)) {
      throw Given.violated("'" + scope + "'", "scope", "Member must satisfy enum value set: [All, AWS, Local]");
    }
    String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
    boolean onlyAttached = Boolean.TRUE.equals(request.onlyAttached());
    List<IamPolicy> local = scope.equals("AWS") ? List.of() : Entities.all(snapshot, caller, IamPolicy.class, Kind.IAM_POLICY);
    List<IamPolicy> ofAws = scope.equals("Local") ? List.of() : AwsPolicies.all();
    List<IamPolicy> policies =
        Stream.concat(local.stream(), ofAws.stream())
            .filter(p -> p.path().startsWith(prefix) && (!onlyAttached || attachments(snapshot, caller, p.arn()) > 0))
            .toList();
    IamPage<IamPolicy> page = IamPage.of(policies, IamPolicy::arn, request.marker(), request.maxItems());
    return Applied.of(
        snapshot,
        ListPoliciesResponse.builder()
            .policies(page.items().stream().map(p -> view(snapshot, caller, p).build()).toList())
            .isTruncated(page.truncated())
            .marker(page.marker())
            .build());
  }

  private static Applied<DeletePolicyResponse> delete(Snapshot snapshot, Caller caller, DeletePolicyRequest request, Facts facts) {
    IamPolicy policy = Entities.policy(snapshot, caller, request.policyArn());
    if (attachments(snapshot, caller, policy.arn()) > 0 || Boundaries.uses(snapshot, caller, policy.arn()) > 0) {
      throw IamError.DELETE_CONFLICT.saying("Cannot delete a policy attached to entities.");
    }
    if (policy.versions().size() > 1) {
      throw IamError.DELETE_CONFLICT.saying(
          "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. "
              + "The default version is deleted with the policy.");
    }
    return Applied.of(snapshot.without(policy.key()), DeletePolicyResponse.builder().build());
  }

  private static int attachments(Snapshot snapshot, Caller caller, String arn) {
    long users =
        Entities.all(snapshot, caller, IamUser.class, Kind.IAM_USER).stream().filter(u -> u.attachedPolicyArns().contains(arn)).count();
    long roles =
        Entities.all(snapshot, caller, IamRole.class, Kind.IAM_ROLE).stream().filter(r -> r.attachedPolicyArns().contains(arn)).count();
    return (int) (users + roles);
  }

  private static Policy.Builder view(Snapshot snapshot, Caller caller, IamPolicy policy) {
    return Policy.builder()
        .policyName(policy.policyName())
        .policyId(policy.policyId())
        .arn(policy.arn())
        .path(policy.path())
        .defaultVersionId(policy.defaultVersionId())
        .attachmentCount(attachments(snapshot, caller, policy.arn()))
        .permissionsBoundaryUsageCount(Boundaries.uses(snapshot, caller, policy.arn()))
        .isAttachable(true)
        .createDate(policy.createDate())
        .updateDate(policy.updateDate())
        .tags(IamTags.shown(snapshot, policy.key()));
  }
}
