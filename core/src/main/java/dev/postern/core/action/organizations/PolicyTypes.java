package dev.postern.core.action.organizations;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.OrganizationsError;
import dev.postern.core.model.Organization;
import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.model.PolicyTarget;
import dev.postern.core.state.Snapshot;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.organizations.model.DisablePolicyTypeRequest;
import software.amazon.awssdk.services.organizations.model.DisablePolicyTypeResponse;
import software.amazon.awssdk.services.organizations.model.EnablePolicyTypeRequest;
import software.amazon.awssdk.services.organizations.model.EnablePolicyTypeResponse;

/**
 * The operations that turn a type of policy on and off. On, AWS's own policy is attached to every node; off, nothing of the type is attached to any.
 * <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnablePolicyType.html">AWS</a>
 */
final class PolicyTypes {
  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of("EnablePolicyType", EnablePolicyTypeRequest.class, PolicyTypes::enable, "RootId", "PolicyType"),
          Operation.of("DisablePolicyType", DisablePolicyTypeRequest.class, PolicyTypes::disable, "RootId", "PolicyType"));

  private PolicyTypes() {}

  private static Applied<EnablePolicyTypeResponse> enable(Snapshot snapshot, Caller caller, EnablePolicyTypeRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    tree.requireRoot(request.rootId());
    OrganizationPolicy.Type type = Given.type(request.policyTypeAsString(), "PolicyType");
    Organization organization = tree.organization();
    if (!organization.allFeatures()) {
      throw OrganizationsError.POLICY_TYPE_NOT_AVAILABLE.with("You can't use policies in an organization that supports consolidated billing only.");
    }
    if (organization.enabled().contains(type)) {
      throw OrganizationsError.POLICY_TYPE_ENABLED.with();
    }
    Set<OrganizationPolicy.Type> types = EnumSet.of(type);
    types.addAll(organization.enabled());
    Snapshot next = switched(new Tree(snapshot, organization.withEnabled(types)), type, List.of(type.fullAccess().id()));
    return Applied.of(next, EnablePolicyTypeResponse.builder().root(Views.root(Tree.of(next, caller).organization())).build());
  }

  private static Applied<DisablePolicyTypeResponse> disable(Snapshot snapshot, Caller caller, DisablePolicyTypeRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    tree.requireRoot(request.rootId());
    OrganizationPolicy.Type type = Given.type(request.policyTypeAsString(), "PolicyType");
    Organization organization = tree.organization();
    if (!organization.enabled().contains(type)) {
      throw OrganizationsError.POLICY_TYPE_NOT_ENABLED.with();
    }
    Set<OrganizationPolicy.Type> types = EnumSet.copyOf(organization.enabled());
    types.remove(type);
    Snapshot next = switched(new Tree(snapshot, organization.withEnabled(types)), type, List.of());
    return Applied.of(next, DisablePolicyTypeResponse.builder().root(Views.root(Tree.of(next, caller).organization())).build());
  }

  private static Snapshot switched(Tree tree, OrganizationPolicy.Type type, List<String> attached) {
    Snapshot next = tree.snapshot();
    for (PolicyTarget target : tree.targets().toList()) {
      next = next.with(target.withAttached(target.attached().with(type, attached)));
    }
    return next;
  }
}
