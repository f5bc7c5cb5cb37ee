package dev.postern.core.action.iam;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.IamUser;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyResponse;

/** The policies of users, inline and attached. <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html">AWS</a> */
final class UserPolicies {
  private static final int INLINE_CHARACTERS = 2048;

  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of("PutUserPolicy", PutUserPolicyRequest.class, UserPolicies::put, "UserName", "PolicyName", "PolicyDocument"),
          Operation.of("GetUserPolicy", GetUserPolicyRequest.class, UserPolicies::get, "UserName", "PolicyName"),
          Operation.of("ListUserPolicies", ListUserPoliciesRequest.class, UserPolicies::list, "UserName", "Marker", "MaxItems"),
          Operation.of("DeleteUserPolicy", DeleteUserPolicyRequest.class, UserPolicies::delete, "UserName", "PolicyName"),
          Operation.of("AttachUserPolicy", AttachUserPolicyRequest.class, UserPolicies::attach, "UserName", "PolicyArn"),
          Operation.of("DetachUserPolicy", DetachUserPolicyRequest.class, UserPolicies::detach, "UserName", "PolicyArn"),
          Operation.of(
              "ListAttachedUserPolicies",
              ListAttachedUserPoliciesRequest.class,
              UserPolicies::listAttached,
              "UserName",
              "PathPrefix",
              "Marker",
              "MaxItems"));

  private UserPolicies() {}

  private static Applied<PutUserPolicyResponse> put(Snapshot snapshot, Caller caller, PutUserPolicyRequest request, Facts facts) {
    IamUser user = Entities.user(snapshot, caller, request.userName());
    String document =
        PolicyText.inline(request.policyDocument(), user.inlinePolicies(), request.policyName(), "user " + user.userName(), INLINE_CHARACTERS);
    return Applied.of(
        snapshot.with(user.withInline(Attachments.put(user.inlinePolicies(), request.policyName(), document))),
        PutUserPolicyResponse.builder().build());
  }

  private static Applied<GetUserPolicyResponse> get(Snapshot snapshot, Caller caller, GetUserPolicyRequest request, Facts facts) {
    IamUser user = Entities.user(snapshot, caller, request.userName());
    String name = Attachments.requireInline(user.inlinePolicies(), "user", request.policyName());
    return Applied.of(
        snapshot,
        GetUserPolicyResponse.builder()
            .userName(user.userName())
            .policyName(name)
            .policyDocument(PolicyText.shown(user.inlinePolicies().getOrDefault(name, "")))
            .build());
  }

  private static Applied<ListUserPoliciesResponse> list(Snapshot snapshot, Caller caller, ListUserPoliciesRequest request, Facts facts) {
    IamUser user = Entities.user(snapshot, caller, request.userName());
    IamPage<String> page = IamPage.of(List.copyOf(user.inlinePolicies().keySet()), n -> n, request.marker(), request.maxItems());
    return Applied.of(
        snapshot, ListUserPoliciesResponse.builder().policyNames(page.items()).isTruncated(page.truncated()).marker(page.marker()).build());
  }

  private static Applied<DeleteUserPolicyResponse> delete(Snapshot snapshot, Caller caller, DeleteUserPolicyRequest request, Facts facts) {
    IamUser user = Entities.user(snapshot, caller, request.userName());
    return Applied.of(
        snapshot.with(user.withInline(Attachments.remove(user.inlinePolicies(), "user", request.policyName()))),
        DeleteUserPolicyResponse.builder().build());
  }

  private static Applied<AttachUserPolicyResponse> attach(Snapshot snapshot, Caller caller, AttachUserPolicyRequest request, Facts facts) {
    IamUser user = Entities.user(snapshot, caller, request.userName());
    String arn = Entities.attachable(snapshot, caller, request.policyArn());
    return Applied.of(
        snapshot.with(user.withAttached(Attachments.attach(user.attachedPolicyArns(), arn, "PoliciesPerUser"))),
        AttachUserPolicyResponse.builder().build());
  }

  private static Applied<DetachUserPolicyResponse> detach(Snapshot snapshot, Caller caller, DetachUserPolicyRequest request, Facts facts) {
    IamUser user = Entities.user(snapshot, caller, request.userName());
    return Applied.of(
        snapshot.with(user.withAttached(Attachments.detach(user.attachedPolicyArns(), request.policyArn()))),
        DetachUserPolicyResponse.builder().build());
  }

  private static Applied<ListAttachedUserPoliciesResponse> listAttached(
      Snapshot snapshot, Caller caller, ListAttachedUserPoliciesRequest request, Facts facts) {
    IamUser user = Entities.user(snapshot, caller, request.userName());
    List<AttachedPolicy> attached = Attachments.shown(user.attachedPolicyArns(), request.pathPrefix());
    IamPage<AttachedPolicy> page = IamPage.of(attached, AttachedPolicy::policyArn, request.marker(), request.maxItems());
    return Applied.of(
        snapshot,
        ListAttachedUserPoliciesResponse.builder()
            .attachedPolicies(page.items())
            .isTruncated(page.truncated())
            .marker(page.marker())
            .build());
  }
}
