package dev.postern.core.authorize;

import dev.postern.core.model.Organization;
import dev.postern.core.model.OrganizationAccount;
import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.model.OrganizationalUnit;
import dev.postern.core.model.PolicyTarget;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.request.Context;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An account's place in its organization, and which policies bind it there.
 *
 * @param levels from the root by the units to the account
 */
record Membership(Organization organization, List<PolicyTarget> levels) {

  /** Found by the account's own key and the ids above it; empty for an account in no organization. */
  static Optional<Membership> of(Snapshot snapshot, String account) {
    Optional<OrganizationAccount> member = snapshot.find(OrganizationAccount.class, OrganizationAccount.key(account));
    if (member.isEmpty()) {
      return Optional.empty();
    }
    Organization organization = snapshot.located(Organization.class, member.get().organizationId()).orElseThrow();
    List<PolicyTarget> levels = new ArrayList<>();
    levels.add(organization);
    snapshot.located(OrganizationalUnit.class, member.get().parentId()).ifPresent(unit -> {
      for (String above : unit.parents().subList(1, unit.parents().size())) {
        levels.add(snapshot.located(OrganizationalUnit.class, above).orElseThrow());
      }
      levels.add(unit);
    });
    levels.add(member.get());
    return Optional.of(new Membership(organization, levels));
  }

  /** Puts the organization's id and the account's path in it, {@code o-x/r-y/ou-z/}, as keys that begin with {@code prefix}. */
  void put(Context.Builder keys, String prefix) {
    putId(keys, prefix).put(prefix + "OrgPaths", path());
  }

  /** Puts the organization's id alone. */
  Context.Builder putId(Context.Builder keys, String prefix) {
    return keys.put(prefix + "OrgID", organization.id());
  }

  private String path() {
    StringBuilder path = new StringBuilder(organization.id()).append('/');
    levels.subList(0, levels.size() - 1).forEach(level -> path.append(level.targetId()).append('/'));
    return path.toString();
  }

  /**
   * The policies of each level; none where the type is not enabled, and none for the management account, which no policy of its organization binds.
   * <a href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html">AWS</a>
   */
  List<List<OrganizationPolicy>> bound(Snapshot snapshot, OrganizationPolicy.Type type) {
    boolean isManagement = levels.getLast().targetId().equals(organization.managementAccount());
    return isManagement || !organization.enabled().contains(type)
        ? List.of()
        : levels.stream().map(level -> level.attached().of(type).stream().map(id -> found(snapshot, id)).toList()).toList();
  }

  /** The same, read. */
  List<List<Policy>> policies(Snapshot snapshot, OrganizationPolicy.Type type) {
    return bound(snapshot, type).stream().map(level -> level.stream().map(Membership::read).toList()).toList();
  }

  private OrganizationPolicy found(Snapshot snapshot, String id) {
    return OrganizationPolicy.ofAws(id).or(() -> snapshot.find(OrganizationPolicy.class, OrganizationPolicy.key(organization, id))).orElseThrow();
  }

  private static Policy read(OrganizationPolicy policy) {
    PolicyType type =
        switch (policy.type()) {
          case SERVICE_CONTROL_POLICY -> PolicyType.SCP;
          case RESOURCE_CONTROL_POLICY -> PolicyType.RCP;
        };
    return new Policy(policy.arn(), Documents.of(type, policy.content()));
  }
}
