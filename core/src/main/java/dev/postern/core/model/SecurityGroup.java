package dev.postern.core.model;

import java.util.List;
import java.util.Optional;

/** A security group with its rules. */
public record SecurityGroup(
    ResourceKey key,
    String vpcId,
    String name,
    String description,
    List<SecurityGroupRule> rules)
    implements Resource {
  @Override
  public Optional<String> network() {
    return Optional.of(vpcId);
  }

  public SecurityGroup withRules(List<SecurityGroupRule> newRules) {
    return new SecurityGroup(key, vpcId, name, description, newRules);
  }
}
