package dev.postern.core.action.organizations;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.OrganizationsError;
import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.CreatePolicyRequest;
import software.amazon.awssdk.services.organizations.model.CreatePolicyResponse;
import software.amazon.awssdk.services.organizations.model.DeletePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DeletePolicyResponse;
import software.amazon.awssdk.services.organizations.model.DescribePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DescribePolicyResponse;
import software.amazon.awssdk.services.organizations.model.ListPoliciesRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesResponse;
import software.amazon.awssdk.services.organizations.model.UpdatePolicyRequest;
import software.amazon.awssdk.services.organizations.model.UpdatePolicyResponse;

/**
 * The operations on an organization's policies themselves.
 * <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html">AWS</a>
 */
final class Policies {
  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of("CreatePolicy", CreatePolicyRequest.class, Policies::create, "Content", "Description", "Name", "Type"),
          Operation.of("UpdatePolicy", UpdatePolicyRequest.class, Policies::update, "PolicyId", "Name", "Description", "Content"),
          Operation.of("DescribePolicy", DescribePolicyRequest.class, Policies::describe, "PolicyId"),
          Operation.of("DeletePolicy", DeletePolicyRequest.class, Policies::delete, "PolicyId"),
          Operation.of("ListPolicies", ListPoliciesRequest.class, Policies::list, "Filter", "NextToken", "MaxResults"));

  private Policies() {}

  private static Applied<CreatePolicyResponse> create(Snapshot snapshot, Caller caller, CreatePolicyRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    OrganizationPolicy.Type type = Given.type(request.typeAsString(), "Type");
    if (!tree.organization().allFeatures()) {
      throw OrganizationsError.POLICY_TYPE_NOT_AVAILABLE.with("You can't use policies in an organization that supports consolidated billing only.");
    }
    String name = Given.text(request.name(), "Name", 1, 128);
    requireFree(tree, type, name);
    OrganizationPolicy policy =
        new OrganizationPolicy(
            OrganizationPolicy.key(tree.organization(), "p-" + facts.seed().text(Organizations.LETTERS, 8)),
            tree.organization().id(),
            type,
            name,
            Given.text(request.description(), "Description", 0, 512),
            PolicyContent.checked(type, request.content()));
    return Applied.of(snapshot.with(policy), CreatePolicyResponse.builder().policy(Views.policy(policy)).build());
  }

  private static Applied<UpdatePolicyResponse> update(Snapshot snapshot, Caller caller, UpdatePolicyRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    OrganizationPolicy policy = own(tree, request.policyId());
    String name = request.name() == null ? policy.name() : Given.text(request.name(), "Name", 1, 128);
    if (!name.equals(policy.name())) {
      requireFree(tree, policy.type(), name);
    }
    OrganizationPolicy changed =
        policy.with(
            name,
            request.description() == null ? policy.description() : Given.text(request.description(), "Description", 0, 512),
            request.content() == null ? policy.content() : PolicyContent.checked(policy.type(), request.content()));
    return Applied.of(snapshot.with(changed), UpdatePolicyResponse.builder().policy(Views.policy(changed)).build());
  }

  private static Applied<DescribePolicyResponse> describe(Snapshot snapshot, Caller caller, DescribePolicyRequest request, Facts facts) {
    OrganizationPolicy policy = Tree.managed(snapshot, caller).requirePolicy(request.policyId());
    return Applied.of(snapshot, DescribePolicyResponse.builder().policy(Views.policy(policy)).build());
  }

  private static Applied<DeletePolicyResponse> delete(Snapshot snapshot, Caller caller, DeletePolicyRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    OrganizationPolicy policy = own(tree, request.policyId());
    if (tree.targets().anyMatch(t -> t.attached().of(policy.type()).contains(policy.id()))) {
      throw OrganizationsError.POLICY_IN_USE.with();
    }
    return Applied.of(snapshot.without(policy.key()), DeletePolicyResponse.builder().build());
  }

  private static Applied<ListPoliciesResponse> list(Snapshot snapshot, Caller caller, ListPoliciesRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    OrganizationPolicy.Type type = Given.type(request.filterAsString(), "Filter");
    List<OrganizationPolicy> policies =
        Stream.concat(Stream.of(type.fullAccess()), tree.all(OrganizationPolicy.class).stream().filter(p -> p.type() == type)).toList();
    ListPage<OrganizationPolicy> page = ListPage.of(policies, OrganizationPolicy::id, request.nextToken(), request.maxResults());
    return Applied.of(
        snapshot, ListPoliciesResponse.builder().policies(page.items().stream().map(Views::summary).toList()).nextToken(page.next()).build());
  }

  private static OrganizationPolicy own(Tree tree, @Nullable String id) {
    OrganizationPolicy policy = tree.requirePolicy(id);
    if (policy.belongsToAws()) {
      throw OrganizationsError.IMMUTABLE_POLICY.with();
    }
    return policy;
  }

  private static void requireFree(Tree tree, OrganizationPolicy.Type type, String name) {
    boolean isTaken =
        type.fullAccess().name().equals(name)
            || tree.all(OrganizationPolicy.class).stream().anyMatch(p -> p.type() == type && p.name().equals(name));
    if (isTaken) {
      throw OrganizationsError.DUPLICATE_POLICY.with();
    }
  }
}
