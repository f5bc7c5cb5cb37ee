package dev.postern.core.action.organizations;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.OrganizationsError;
import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.model.PolicyTarget;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.organizations.model.AttachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.AttachPolicyResponse;
import software.amazon.awssdk.services.organizations.model.DetachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.DetachPolicyResponse;
import software.amazon.awssdk.services.organizations.model.ListPoliciesForTargetRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesForTargetResponse;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyRequest;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyResponse;

/**
 * The operations that attach policies to the root, to units and to accounts.
 * <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html">AWS</a>
 */
final class Attachments {
  /** Of one type at one node, AWS's own among them; <a href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html">AWS</a>. */
  private static final int MOST = 5;

  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of("AttachPolicy", AttachPolicyRequest.class, Attachments::attach, "PolicyId", "TargetId"),
          Operation.of("DetachPolicy", DetachPolicyRequest.class, Attachments::detach, "PolicyId", "TargetId"),
          Operation.of(
              "ListPoliciesForTarget", ListPoliciesForTargetRequest.class, Attachments::policies, "TargetId", "Filter", "NextToken", "MaxResults"),
          Operation.of("ListTargetsForPolicy", ListTargetsForPolicyRequest.class, Attachments::targets, "PolicyId", "NextToken", "MaxResults"));

  private Attachments() {}

  private static Applied<AttachPolicyResponse> attach(Snapshot snapshot, Caller caller, AttachPolicyRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    OrganizationPolicy policy = tree.requirePolicy(request.policyId());
    PolicyTarget target = tree.requireTarget(request.targetId());
    List<String> attached = new ArrayList<>(target.attached().of(policy.type()));
    if (!tree.organization().enabled().contains(policy.type())) {
      throw OrganizationsError.POLICY_TYPE_NOT_ENABLED.with();
    }
    if (attached.contains(policy.id())) {
      throw OrganizationsError.DUPLICATE_ATTACHMENT.with();
    }
    if (attached.size() >= MOST) {
      throw OrganizationsError.MOST_ATTACHMENTS.with();
    }
    attached.add(policy.id());
    return Applied.of(snapshot.with(target.withAttached(target.attached().with(policy.type(), attached))), AttachPolicyResponse.builder().build());
  }

  private static Applied<DetachPolicyResponse> detach(Snapshot snapshot, Caller caller, DetachPolicyRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    OrganizationPolicy policy = tree.requirePolicy(request.policyId());
    PolicyTarget target = tree.requireTarget(request.targetId());
    List<String> attached = new ArrayList<>(target.attached().of(policy.type()));
    if (!attached.remove(policy.id())) {
      throw OrganizationsError.POLICY_NOT_ATTACHED.with();
    }
    if (policy.equals(OrganizationPolicy.Type.RESOURCE_CONTROL_POLICY.fullAccess())) {
      throw OrganizationsError.FEWEST_ATTACHMENTS.with("You can't detach the " + policy.name() + " policy.");
    }
    if (attached.isEmpty()) {
      throw OrganizationsError.FEWEST_ATTACHMENTS.with("You can't detach the last policy of a type from an entity: attach another one first.");
    }
    return Applied.of(snapshot.with(target.withAttached(target.attached().with(policy.type(), attached))), DetachPolicyResponse.builder().build());
  }

  /** Those attached to the node itself, without what it inherits. */
  private static Applied<ListPoliciesForTargetResponse> policies(
      Snapshot snapshot, Caller caller, ListPoliciesForTargetRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    PolicyTarget target = tree.requireTarget(request.targetId());
    List<OrganizationPolicy> policies =
        target.attached().of(Given.type(request.filterAsString(), "Filter")).stream().map(tree::requirePolicy).toList();
    ListPage<OrganizationPolicy> page = ListPage.of(policies, OrganizationPolicy::id, request.nextToken(), request.maxResults());
    return Applied.of(
        snapshot,
        ListPoliciesForTargetResponse.builder().policies(page.items().stream().map(Views::summary).toList()).nextToken(page.next()).build());
  }

  private static Applied<ListTargetsForPolicyResponse> targets(
      Snapshot snapshot, Caller caller, ListTargetsForPolicyRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    OrganizationPolicy policy = tree.requirePolicy(request.policyId());
    List<PolicyTarget> targets = tree.targets().filter(t -> t.attached().of(policy.type()).contains(policy.id())).toList();
    ListPage<PolicyTarget> page = ListPage.of(targets, PolicyTarget::targetId, request.nextToken(), request.maxResults());
    return Applied.of(
        snapshot,
        ListTargetsForPolicyResponse.builder()
            .targets(page.items().stream().map(t -> Views.target(tree, t)).toList())
            .nextToken(page.next())
            .build());
  }
}
