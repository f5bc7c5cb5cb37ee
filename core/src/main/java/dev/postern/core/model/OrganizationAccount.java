package dev.postern.core.model;

import java.time.Instant;

/** An account's membership in an organization; its key is the account's own, so that it is found by the account alone. */
public record OrganizationAccount(
    ResourceKey key, String organizationId, String parentId, String name, String email, Joined how, Instant joined, AttachedPolicies attached)
    implements Resource, PolicyTarget {

  /** How it became a member, in AWS's words. */
  public enum Joined {
    INVITED,
    CREATED
  }

  public static ResourceKey key(String account) {
    return new ResourceKey(account, ResourceKey.GLOBAL, Kind.ORGANIZATION_ACCOUNT, account);
  }

  @Override
  public String targetId() {
    return key.id();
  }

  @Override
  public OrganizationAccount withAttached(AttachedPolicies policies) {
    return new OrganizationAccount(key, organizationId, parentId, name, email, how, joined, policies);
  }

  public OrganizationAccount withParent(String id) {
    return new OrganizationAccount(key, organizationId, id, name, email, how, joined, attached);
  }
}
