package dev.postern.core.model;

import java.util.List;
import java.util.Set;

/** A security group with its rules. */
public record SecurityGroup(
    ResourceKey key,
    String vpcId,
    String name,
    String description,
    List<SecurityGroupRule> rules)
    implements Resource {
  @Override
  public Set<String> networks() {
    return Set.of(vpcId);
  }

  public SecurityGroup withRules(List<SecurityGroupRule> newRules) {
    return new SecurityGroup(key, vpcId, name, description, newRules);
  }
}
