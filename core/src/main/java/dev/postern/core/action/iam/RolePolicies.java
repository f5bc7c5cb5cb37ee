package dev.postern.core.action.iam;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.IamRole;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/** The policies of roles, inline and attached. <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html">AWS</a> */
final class RolePolicies {
  private static final int INLINE_CHARACTERS = 10240;

  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of("PutRolePolicy", PutRolePolicyRequest.class, RolePolicies::put, "RoleName", "PolicyName", "PolicyDocument"),
          Operation.of("GetRolePolicy", GetRolePolicyRequest.class, RolePolicies::get, "RoleName", "PolicyName"),
          Operation.of("ListRolePolicies", ListRolePoliciesRequest.class, RolePolicies::list, "RoleName", "Marker", "MaxItems"),
          Operation.of("DeleteRolePolicy", DeleteRolePolicyRequest.class, RolePolicies::delete, "RoleName", "PolicyName"),
          Operation.of("AttachRolePolicy", AttachRolePolicyRequest.class, RolePolicies::attach, "RoleName", "PolicyArn"),
          Operation.of("DetachRolePolicy", DetachRolePolicyRequest.class, RolePolicies::detach, "RoleName", "PolicyArn"),
          Operation.of(
              "ListAttachedRolePolicies",
              ListAttachedRolePoliciesRequest.class,
              RolePolicies::listAttached,
              "RoleName",
              "PathPrefix",
              "Marker",
              "MaxItems"));

  private RolePolicies() {}

  private static Applied<PutRolePolicyResponse> put(Snapshot snapshot, Caller caller, PutRolePolicyRequest request, Facts facts) {
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    String document =
        PolicyText.inline(request.policyDocument(), role.inlinePolicies(), request.policyName(), "role " + role.roleName(), INLINE_CHARACTERS);
    return Applied.of(
        snapshot.with(role.withInline(Attachments.put(role.inlinePolicies(), request.policyName(), document))),
        PutRolePolicyResponse.builder().build());
  }

  private static Applied<GetRolePolicyResponse> get(Snapshot snapshot, Caller caller, GetRolePolicyRequest request, Facts facts) {
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    String name = Attachments.requireInline(role.inlinePolicies(), "role", request.policyName());
    return Applied.of(
        snapshot,
        GetRolePolicyResponse.builder()
            .roleName(role.roleName())
            .policyName(name)
            .policyDocument(PolicyText.shown(role.inlinePolicies().getOrDefault(name, "")))
            .build());
  }

  private static Applied<ListRolePoliciesResponse> list(Snapshot snapshot, Caller caller, ListRolePoliciesRequest request, Facts facts) {
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    IamPage<String> page = IamPage.of(List.copyOf(role.inlinePolicies().keySet()), n -> n, request.marker(), request.maxItems());
    return Applied.of(
        snapshot, ListRolePoliciesResponse.builder().policyNames(page.items()).isTruncated(page.truncated()).marker(page.marker()).build());
  }

  private static Applied<DeleteRolePolicyResponse> delete(Snapshot snapshot, Caller caller, DeleteRolePolicyRequest request, Facts facts) {
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    return Applied.of(
        snapshot.with(role.withInline(Attachments.remove(role.inlinePolicies(), "role", request.policyName()))),
        DeleteRolePolicyResponse.builder().build());
  }

  private static Applied<AttachRolePolicyResponse> attach(Snapshot snapshot, Caller caller, AttachRolePolicyRequest request, Facts facts) {
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    String arn = Entities.attachable(snapshot, caller, request.policyArn());
    return Applied.of(
        snapshot.with(role.withAttached(Attachments.attach(role.attachedPolicyArns(), arn, "PoliciesPerRole"))),
        AttachRolePolicyResponse.builder().build());
  }

  private static Applied<DetachRolePolicyResponse> detach(Snapshot snapshot, Caller caller, DetachRolePolicyRequest request, Facts facts) {
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    return Applied.of(
        snapshot.with(role.withAttached(Attachments.detach(role.attachedPolicyArns(), request.policyArn()))),
        DetachRolePolicyResponse.builder().build());
  }

  private static Applied<ListAttachedRolePoliciesResponse> listAttached(
      Snapshot snapshot, Caller caller, ListAttachedRolePoliciesRequest request, Facts facts) {
    IamRole role = Entities.role(snapshot, caller, request.roleName());
    List<AttachedPolicy> attached = Attachments.shown(role.attachedPolicyArns(), request.pathPrefix());
    IamPage<AttachedPolicy> page = IamPage.of(attached, AttachedPolicy::policyArn, request.marker(), request.maxItems());
    return Applied.of(
        snapshot,
        ListAttachedRolePoliciesResponse.builder()
            .attachedPolicies(page.items())
            .isTruncated(page.truncated())
            .marker(page.marker())
            .build());
  }
}
