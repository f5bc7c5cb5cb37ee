package dev.postern.core.fabric;

import dev.postern.core.hybrid.TransitRoutes;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import java.util.List;

/**
 * One line of the backbone that leads to the network which says it: packets that some table decides on, to a block, arrive by a door of this
 * network. Each network says its own arrivals, so that a change of one network changes nothing that another one says.
 *
 * @param table whose packets: the end of a peering connection, a virtual private gateway, a site, or a transit gateway's route table
 * @param door the uplink or network interface of this network by which they arrive; for a site its own id
 * @param preference among equal blocks the lowest wins
 * @param origin the AWS resource, or resource and route, that says so
 */
public record Arrival(String table, Cidr destination, String door, int preference, String origin) {
  private static final int TIE_BITS = 28;

  /** What a transit gateway's route table sends to one attachment. */
  static List<Arrival> of(Snapshot snapshot, TransitGatewayRouteTable table, TransitGatewayAttachment attachment, String door) {
    return TransitRoutes.of(snapshot, table).all().stream()
        .filter(r -> r.attachment().filter(a -> a.id().equals(attachment.id())).isPresent())
        .map(r -> new Arrival(table.id(), r.destination(), door, preference(!r.isStatic(), attachment.id()), table.id() + "/" + r.destination()))
        .toList();
  }

  /** Lines that somebody wrote come before those that were learnt; a digit of the network's id decides between equals. */
  static int preference(boolean learnt, String networkId) {
    String digits = networkId.substring(networkId.lastIndexOf('-') + 1);
    int tie = (int) (Long.parseLong(digits.substring(Math.max(0, digits.length() - 13)), 16) & (1 << TIE_BITS) - 1);
    return learnt ? tie | 1 << TIE_BITS : tie;
  }
}
