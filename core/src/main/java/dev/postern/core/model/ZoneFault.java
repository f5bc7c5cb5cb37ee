package dev.postern.core.model;

import java.util.Set;

/** A zone whose AWS side is down because the user said so ({@code postern fail zone}): endpoint, NAT and resolver interfaces there carry nothing. */
public record ZoneFault(ResourceKey key) implements Resource {
  /** The unit that stands for a zone: every VPC with a subnet there is concerned. */
  public static String unit(String zone) {
    return "zone/" + zone;
  }

  /** The zone's name, such as {@code us-east-1a}. */
  public String zone() {
    return key.id();
  }

  @Override
  public Set<String> networks() {
    return Set.of(unit(zone()));
  }
}
