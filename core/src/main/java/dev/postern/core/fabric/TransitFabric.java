package dev.postern.core.fabric;

import dev.postern.core.ip.Cidr;
import java.util.List;

/** What a transit gateway itself says at the backbone: its route tables, and the blocks that they drop. */
public record TransitFabric(String transitGatewayId, List<String> tables, List<Blackhole> blackholes) {

  /** A static route that drops. */
  public record Blackhole(String table, Cidr destination) {}
}
