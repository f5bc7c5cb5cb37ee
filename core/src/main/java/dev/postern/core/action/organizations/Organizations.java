package dev.postern.core.action.organizations;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.OrganizationsError;
import dev.postern.core.model.AccountCreation;
import dev.postern.core.model.AttachedPolicies;
import dev.postern.core.model.Handshake;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Organization;
import dev.postern.core.model.OrganizationAccount;
import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.model.OrganizationalUnit;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationResponse;

/**
 * The operations on an organization as a whole. A new one has no type of policy enabled in its root.
 * <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganization.html">AWS</a>
 */
final class Organizations {
  /** Of ids that AWS makes. */
  static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of("CreateOrganization", CreateOrganizationRequest.class, Organizations::create, "FeatureSet"),
          Operation.of("DescribeOrganization", DescribeOrganizationRequest.class, Organizations::describe),
          Operation.of("DeleteOrganization", DeleteOrganizationRequest.class, Organizations::delete));

  private Organizations() {}

  /** Accounts here have no email address but those made with one. */
  static String email(String account) {
    return account + "@accounts.postern.example";
  }

  private static Applied<CreateOrganizationResponse> create(Snapshot snapshot, Caller caller, CreateOrganizationRequest request, Facts facts) {
    if (Tree.member(snapshot, caller.account()).isPresent()) {
      throw OrganizationsError.ALREADY_IN_ORGANIZATION.with();
    }
    String features = request.featureSetAsString() == null ? "ALL" : request.featureSetAsString();
    if (!features.equals("ALL") && !features.equals("CONSOLIDATED_BILLING")) {
      throw OrganizationsError.INVALID_ENUM.with("FeatureSet", features);
    }
    ResourceKey key = new ResourceKey(caller.account(), ResourceKey.GLOBAL, Kind.ORGANIZATION, "o-" + facts.seed().text(LETTERS, 10));
    String root = "r-" + facts.seed().text(LETTERS, 4);
    Organization organization =
        new Organization(key, root, features.equals("ALL"), Set.of(), AttachedPolicies.NONE, new TreeSet<>(), facts.now());
    OrganizationAccount management =
        new OrganizationAccount(
            OrganizationAccount.key(caller.account()),
            key.id(),
            root,
            caller.account(),
            email(caller.account()),
            OrganizationAccount.Joined.INVITED,
            facts.now(),
            AttachedPolicies.NONE);
    Snapshot next = new Tree(snapshot, organization).joined(management);
    return Applied.of(next, CreateOrganizationResponse.builder().organization(Views.organization(Tree.of(next, caller))).build());
  }

  private static Applied<DescribeOrganizationResponse> describe(Snapshot snapshot, Caller caller, DescribeOrganizationRequest request, Facts facts) {
    return Applied.of(snapshot, DescribeOrganizationResponse.builder().organization(Views.organization(Tree.of(snapshot, caller))).build());
  }

  private static Applied<DeleteOrganizationResponse> delete(Snapshot snapshot, Caller caller, DeleteOrganizationRequest request, Facts facts) {
    Tree tree = Tree.managed(snapshot, caller);
    boolean isEmpty =
        tree.organization().accounts().size() == 1 && tree.all(OrganizationalUnit.class).isEmpty() && tree.all(OrganizationPolicy.class).isEmpty();
    if (!isEmpty) {
      throw OrganizationsError.ORGANIZATION_NOT_EMPTY.with();
    }
    Snapshot next = snapshot.without(tree.organization().key()).without(OrganizationAccount.key(caller.account()));
    for (Handshake handshake : tree.all(Handshake.class)) {
      next = next.without(handshake.key());
    }
    for (AccountCreation creation : tree.all(AccountCreation.class)) {
      next = next.without(creation.key());
    }
    return Applied.of(next, DeleteOrganizationResponse.builder().build());
  }
}
