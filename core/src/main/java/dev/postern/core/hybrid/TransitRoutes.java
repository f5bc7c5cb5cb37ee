package dev.postern.core.hybrid;

import dev.postern.core.ip.Cidr;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.TransitGatewayRouteTable.StaticRoute;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.state.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a transit gateway route table contains: its static routes, and for each propagation the blocks of the VPC or of what lies behind the VPN
 * connection.
 *
 * <p>There is one route for each destination: a static one before propagated ones, then a VPC's before a VPN's, then the older attachment's.
 * Of BGP connections that are equal so far all are in the route, because a transit gateway may spread flows over them.
 * <a href="https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview">AWS</a>
 *
 * @param all by destination
 */
public record TransitRoutes(List<TransitRoute> all) {
  private static final Comparator<TransitGatewayAttachment> OLDEST_FIRST =
      Comparator.comparing(TransitGatewayAttachment::created).thenComparing(TransitGatewayAttachment::id);

  /**
   * One destination and where its packets go.
   *
   * @param isStatic written by {@code CreateTransitGatewayRoute}; otherwise propagated
   * @param attachments the first is taken; none in a blackhole: a route written as one, or whose attachment is gone
   */
  public record TransitRoute(Cidr destination, boolean isStatic, List<TransitGatewayAttachment> attachments) {
    public boolean isBlackhole() {
      return attachments.isEmpty();
    }

    public Optional<TransitGatewayAttachment> attachment() {
      return attachments.stream().findFirst();
    }
  }

  public static TransitRoutes of(Snapshot snapshot, TransitGatewayRouteTable table) {
    TreeMap<Cidr, TransitRoute> routes = new TreeMap<>();
    for (TransitGatewayAttachment attachment : propagating(snapshot, table)) {
      for (Cidr block : blocks(snapshot, attachment)) {
        routes.merge(block, new TransitRoute(block, false, List.of(attachment)), (first, next) -> joined(snapshot, first, next));
      }
    }
    for (StaticRoute route : table.routes()) {
      List<TransitGatewayAttachment> to = route.attachmentId().flatMap(id -> snapshot.located(TransitGatewayAttachment.class, id)).stream().toList();
      routes.put(route.destination(), new TransitRoute(route.destination(), true, to));
    }
    return new TransitRoutes(List.copyOf(routes.values()));
  }

  /** The table that packets from an attachment look in; without one they are dropped. */
  public static Optional<TransitGatewayRouteTable> tableOf(Snapshot snapshot, TransitGatewayAttachment attachment) {
    return snapshot.inNetwork(TransitGatewayRouteTable.class, attachment.transitGatewayId()).stream()
        .filter(t -> t.associations().contains(attachment.id()))
        .findFirst();
  }

  /** The blocks that an attachment propagates. */
  public static List<Cidr> blocks(Snapshot snapshot, TransitGatewayAttachment attachment) {
    Stream<Cidr> ofVpc =
        attachment.vpcId().flatMap(id -> snapshot.located(Vpc.class, id)).stream().flatMap(v -> v.cidrs().stream()).map(Vpc.CidrAssociation::cidr);
    Stream<Cidr> ofVpn = connection(snapshot, attachment).stream().flatMap(c -> VpnBlocks.of(snapshot, c).stream());
    return Stream.concat(ofVpc, ofVpn).toList();
  }

  /** The route of an address: that with the longest prefix. */
  public Optional<TransitRoute> to(long address) {
    return all.stream().filter(r -> r.destination().contains(address)).max(Comparator.comparing(r -> r.destination().length()));
  }

  /** In the order of their preference. */
  private static List<TransitGatewayAttachment> propagating(Snapshot snapshot, TransitGatewayRouteTable table) {
    return table.propagations().stream()
        .flatMap(id -> snapshot.located(TransitGatewayAttachment.class, id).stream())
        .sorted(Comparator.<TransitGatewayAttachment, Boolean>comparing(a -> a.vpcId().isEmpty()).thenComparing(OLDEST_FIRST))
        .toList();
  }

  private static TransitRoute joined(Snapshot snapshot, TransitRoute first, TransitRoute next) {
    List<TransitGatewayAttachment> both = Stream.of(first, next).flatMap(r -> r.attachments().stream()).toList();
    boolean equal = both.stream().allMatch(a -> connection(snapshot, a).filter(c -> !c.staticRoutesOnly()).isPresent());
    return equal ? new TransitRoute(first.destination(), false, both) : first;
  }

  private static Optional<VpnConnection> connection(Snapshot snapshot, TransitGatewayAttachment attachment) {
    return attachment.vpnConnectionId().flatMap(id -> snapshot.located(VpnConnection.class, id));
  }
}
