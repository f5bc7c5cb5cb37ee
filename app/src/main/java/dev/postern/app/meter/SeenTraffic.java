package dev.postern.app.meter;

import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.PublicService;
import dev.postern.core.state.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What NAT gateways were seen to carry to AWS's services of their Region, the most first. */
public record SeenTraffic(Instant since, Instant until, List<Row> rows) {

  /**
   * One service through one NAT gateway.
   *
   * @param service its short name
   * @param bytes of both directions
   * @param zones that hosts behind the gateway may be in: those of the subnets whose routes lead to it
   * @param routeTables those whose routes lead to it
   * @param endpoints of the VPC to the service, which these bytes passed by
   */
  public record Row(
      String account, String region, String vpcId, String nat, String service, long bytes, int zones, List<String> routeTables, List<String> endpoints) {}

  /** Begun hours count whole, as those that are billed do. */
  public long hours() {
    return Math.max(1, Duration.between(since, until).plusHours(1).minusNanos(1).toHours());
  }

  static Row row(Snapshot snapshot, Subject nat, String service, long bytes) {
    List<RouteTable> tables =
        snapshot.inNetwork(RouteTable.class, nat.vpcId()).stream().filter(t -> t.routes().stream().anyMatch(r -> r.target().id().equals(nat.id()))).toList();
    Set<String> own = new HashSet<>();
    snapshot.inNetwork(RouteTable.class, nat.vpcId()).forEach(t -> t.associations().forEach(a -> a.subnetId().ifPresent(own::add)));
    Set<String> zones = new HashSet<>();
    for (RouteTable table : tables) {
      table.associations().forEach(a -> a.subnetId().flatMap(id -> snapshot.located(Subnet.class, id)).ifPresent(s -> zones.add(s.availabilityZone())));
      if (table.isMain()) {
        snapshot.inNetwork(Subnet.class, nat.vpcId()).stream().filter(s -> !own.contains(s.id())).forEach(s -> zones.add(s.availabilityZone()));
      }
    }
    List<String> endpoints =
        snapshot.inNetwork(VpcEndpoint.class, nat.vpcId()).stream()
            .filter(e -> e.serviceRegion().equals(nat.region()) && PublicService.behind(e.serviceName(), e.serviceRegion()).filter(s -> s.name().equals(service)).isPresent())
            .map(VpcEndpoint::id)
            .toList();
    return new Row(nat.account(), nat.region(), nat.vpcId(), nat.id(), service, bytes, Math.max(1, zones.size()), tables.stream().map(RouteTable::id).toList(), endpoints);
  }
}
