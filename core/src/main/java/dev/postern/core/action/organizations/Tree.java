package dev.postern.core.action.organizations;

import dev.postern.core.action.Caller;
import dev.postern.core.error.OrganizationsError;
import dev.postern.core.model.AttachedPolicies;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Organization;
import dev.postern.core.model.OrganizationAccount;
import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.model.OrganizationalUnit;
import dev.postern.core.model.PolicyTarget;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The caller's organization in a snapshot: what is in it, found or refused in AWS's words. */
record Tree(Snapshot snapshot, Organization organization) {
  /** Of any member. */
  static Tree of(Snapshot snapshot, Caller caller) {
    return member(snapshot, caller.account())
        .map(account -> new Tree(snapshot, snapshot.located(Organization.class, account.organizationId()).orElseThrow()))
        .orElseThrow(OrganizationsError.NOT_IN_USE::with);
  }

  /** For what only the management account may do. */
  static Tree managed(Snapshot snapshot, Caller caller) {
    Tree tree = of(snapshot, caller);
    if (!tree.organization.managementAccount().equals(caller.account())) {
      throw OrganizationsError.ACCESS_DENIED.with();
    }
    return tree;
  }

  static Optional<OrganizationAccount> member(Snapshot snapshot, String account) {
    return snapshot.find(OrganizationAccount.class, OrganizationAccount.key(account));
  }

  ResourceKey key(Kind kind, String id) {
    return new ResourceKey(organization.managementAccount(), ResourceKey.GLOBAL, kind, id);
  }

  <T extends Resource> List<T> all(Class<T> type) {
    return snapshot.all(type, Kind.of(type), organization.managementAccount(), ResourceKey.GLOBAL);
  }

  List<OrganizationAccount> accounts() {
    return organization.accounts().stream().map(id -> member(snapshot, id).orElseThrow()).toList();
  }

  Optional<OrganizationAccount> account(String id) {
    return member(snapshot, id).filter(a -> a.organizationId().equals(organization.id()));
  }

  OrganizationAccount requireAccount(@Nullable String id) {
    return account(Given.account(id, "AccountId")).orElseThrow(OrganizationsError.ACCOUNT_NOT_FOUND::with);
  }

  Optional<OrganizationalUnit> unit(String id) {
    return snapshot.find(OrganizationalUnit.class, key(Kind.ORGANIZATIONAL_UNIT, id));
  }

  OrganizationalUnit requireUnit(@Nullable String id) {
    return unit(Given.required(id, "OrganizationalUnitId")).orElseThrow(OrganizationsError.UNIT_NOT_FOUND::with);
  }

  boolean hasParent(String id) {
    return organization.rootId().equals(id) || unit(id).isPresent();
  }

  /** The id of a root or unit that is there. */
  String requireParent(@Nullable String id) {
    String given = Given.required(id, "ParentId");
    if (!hasParent(given)) {
      throw OrganizationsError.PARENT_NOT_FOUND.with();
    }
    return given;
  }

  void requireRoot(@Nullable String id) {
    if (!organization.rootId().equals(Given.required(id, "RootId"))) {
      throw OrganizationsError.ROOT_NOT_FOUND.with();
    }
  }

  List<OrganizationAccount> accountsOf(String parent) {
    return accounts().stream().filter(a -> a.parentId().equals(parent)).toList();
  }

  List<OrganizationalUnit> unitsOf(String parent) {
    return all(OrganizationalUnit.class).stream().filter(u -> u.parentId().equals(parent)).toList();
  }

  OrganizationPolicy requirePolicy(@Nullable String id) {
    String given = Given.required(id, "PolicyId");
    return OrganizationPolicy.ofAws(given)
        .or(() -> snapshot.find(OrganizationPolicy.class, OrganizationPolicy.key(organization, given)))
        .orElseThrow(OrganizationsError.POLICY_NOT_FOUND::with);
  }

  /** Every node that policies can be attached to. */
  Stream<PolicyTarget> targets() {
    return Stream.of(Stream.of(organization), all(OrganizationalUnit.class).stream(), accounts().stream()).flatMap(some -> some);
  }

  PolicyTarget requireTarget(@Nullable String id) {
    String given = Given.required(id, "TargetId");
    Optional<? extends PolicyTarget> found =
        given.equals(organization.rootId()) ? Optional.of(organization) : given.startsWith("ou-") ? unit(given) : account(given);
    return found.map(PolicyTarget.class::cast).orElseThrow(OrganizationsError.TARGET_NOT_FOUND::with);
  }

  /** What is attached to a node from its beginning. */
  AttachedPolicies initial() {
    AttachedPolicies attached = AttachedPolicies.NONE;
    for (OrganizationPolicy.Type type : organization.enabled()) {
      attached = attached.with(type, List.of(type.fullAccess().id()));
    }
    return attached;
  }

  /** The snapshot with one account more. */
  Snapshot joined(OrganizationAccount account) {
    TreeSet<String> accounts = new TreeSet<>(organization.accounts());
    accounts.add(account.id());
    return snapshot.with(account).with(organization.withAccounts(accounts));
  }

  /** The snapshot with one account less. */
  Snapshot left(OrganizationAccount account) {
    TreeSet<String> accounts = new TreeSet<>(organization.accounts());
    accounts.remove(account.id());
    return snapshot.without(account.key()).with(organization.withAccounts(accounts));
  }
}
