package dev.postern.core.model;

import java.time.Instant;
import java.util.Set;
import java.util.SortedSet;

/**
 * An organization with its root; the key's account is its management account.
 *
 * @param allFeatures whether it has policies, or shares its bills only
 * @param enabled the types of policy that are enabled in its root
 * @param attached to the root
 * @param accounts all, the management account among them
 */
public record Organization(
    ResourceKey key,
    String rootId,
    boolean allFeatures,
    Set<OrganizationPolicy.Type> enabled,
    AttachedPolicies attached,
    SortedSet<String> accounts,
    Instant created)
    implements Resource, PolicyTarget {

  public String managementAccount() {
    return key.account();
  }

  @Override
  public String targetId() {
    return rootId;
  }

  @Override
  public Organization withAttached(AttachedPolicies policies) {
    return new Organization(key, rootId, allFeatures, enabled, policies, accounts, created);
  }

  public Organization withEnabled(Set<OrganizationPolicy.Type> types) {
    return new Organization(key, rootId, allFeatures, Set.copyOf(types), attached, accounts, created);
  }

  public Organization withAccounts(SortedSet<String> ids) {
    return new Organization(key, rootId, allFeatures, enabled, attached, ids, created);
  }
}
