package dev.postern.core.fabric;

import dev.postern.core.ip.Cidr;
import java.util.List;

/** What a transit gateway itself says at the backbone: its route tables, and the blocks that they drop. */
public record TransitFabric(String transitGatewayId, List<String> tables, List<Blackhole> blackholes) {

  /**
   * A destination of a route table, dropped unless somebody says that it leads to himself: a route that was written to drop, one whose attachment
   * is gone, and one whose attachment takes nothing now. A shorter route must not carry its packets.
   */
  public record Blackhole(String table, Cidr destination) {
    /** Behind everybody's. */
    public static final int PREFERENCE = Integer.MAX_VALUE;
  }
}
