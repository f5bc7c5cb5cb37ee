package dev.postern.core.model;

import java.util.List;

/**
 * An organizational unit: accounts and further units under one name. AWS moves accounts alone, so a unit's place never changes.
 *
 * @param parents the ids of the root and of the units above, downwards
 */
public record OrganizationalUnit(ResourceKey key, String organizationId, String name, List<String> parents, AttachedPolicies attached)
    implements Resource, PolicyTarget {
  public OrganizationalUnit {
    parents = List.copyOf(parents);
  }

  public String parentId() {
    return parents.getLast();
  }

  @Override
  public String targetId() {
    return key.id();
  }

  @Override
  public OrganizationalUnit withAttached(AttachedPolicies policies) {
    return new OrganizationalUnit(key, organizationId, name, parents, policies);
  }
}
