package dev.postern.core.flowlog;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.ForwardingEntry;
import dev.postern.core.fabric.NextHop;
import dev.postern.core.fabric.Port;
import java.util.Optional;
import java.util.function.Predicate;

/** Which way packets leave, as {@code traffic-path} tells for instances on Nitro. */
public enum TrafficPath {
  /** To another interface of the VPC, such as an interface endpoint's or a NAT gateway's. */
  SAME_VPC(1),
  VIRTUAL_PRIVATE_GATEWAY(3),
  PEERING_IN_REGION(4),
  PEERING_BETWEEN_REGIONS(5),
  GATEWAY_ENDPOINT(7),
  INTERNET_GATEWAY(8);

  private final int number;

  TrafficPath(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /**
   * By the route that carries an address from an interface's subnet; empty where no route does.
   *
   * @param betweenRegions whether a peering connection joins two Regions
   */
  static Optional<TrafficPath> of(Fabric fabric, String networkInterfaceId, long destination, Predicate<String> betweenRegions) {
    if (fabric.isLocal(destination)) {
      return Optional.of(SAME_VPC);
    }
    Port port = fabric.ports().get(networkInterfaceId);
    Optional<NextHop> hop = Optional.ofNullable(port).flatMap(p -> fabric.route(fabric.subnetOf(p), destination)).map(ForwardingEntry::hop);
    return hop.flatMap(
        h ->
            switch (h) {
              case NextHop.ToInternetGateway _ -> Optional.of(INTERNET_GATEWAY);
              case NextHop.ToEndpoint _ -> Optional.of(GATEWAY_ENDPOINT);
              case NextHop.ToNatGateway _, NextHop.ToInterface _, NextHop.ToTransitGateway _ -> Optional.of(SAME_VPC);
              case NextHop.ToUplink(String id) when !id.startsWith("pcx-") -> Optional.of(VIRTUAL_PRIVATE_GATEWAY);
              case NextHop.ToUplink(String id) -> Optional.of(betweenRegions.test(id) ? PEERING_BETWEEN_REGIONS : PEERING_IN_REGION);
              case NextHop.Blackhole _ -> Optional.empty();
            });
  }
}
