package dev.postern.core.fabric;

import dev.postern.core.balancing.BalancerNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What answers at the interfaces that have no host of their own. */
public sealed interface Served {
  String id();

  /** Whether a packet of this protocol to this port of one of its interfaces is for it; everything else is dropped. */
  boolean takes(String networkInterfaceId, int protocol, int port);

  /**
   * An interface endpoint.
   *
   * @param serviceRegion the service's Region, which may be another one
   * @param ports TCP ports of the service
   */
  record Endpoint(String id, String serviceName, String serviceRegion, List<Integer> ports) implements Served {
    @Override
    public boolean takes(String networkInterfaceId, int protocol, int port) {
      return protocol == FilterLine.TCP && ports.contains(port);
    }
  }

  /** An inbound endpoint of the VPC's resolver. */
  record Resolver(String id) implements Served {
    static final int DNS = 53;

    @Override
    public boolean takes(String networkInterfaceId, int protocol, int port) {
      return (protocol == FilterLine.TCP || protocol == FilterLine.UDP) && port == DNS;
    }
  }

  /**
   * A network load balancer.
   *
   * @param nodes by the interface of each
   */
  record Balancer(String id, SortedMap<String, BalancerNode> nodes) implements Served {
    @Override
    public boolean takes(String networkInterfaceId, int protocol, int port) {
      BalancerNode node = nodes.get(networkInterfaceId);
      return protocol == FilterLine.TCP && node != null && node.listeners().containsKey(port);
    }
  }

  /**
   * An interface endpoint to a user's endpoint service.
   *
   * @param accepted whether the service's owner lets it in
   * @param behind what each of the endpoint's interfaces leads to; nothing where no balancer of the service has a node in the zone
   */
  record Connected(String id, String serviceId, boolean accepted, SortedMap<String, Behind> behind) implements Served {
    @Override
    public boolean takes(String networkInterfaceId, int protocol, int port) {
      Behind node = behind.get(networkInterfaceId);
      return accepted && protocol == FilterLine.TCP && node != null && node.node().listeners().containsKey(port);
    }
  }

  /**
   * The balancer's node that an endpoint's interface leads to.
   *
   * @param guard the inbound rules of the balancer's groups that judge the endpoint's clients by their own addresses; empty where none do
   */
  record Behind(BalancerNode node, Optional<FilterTable> guard) {}
}
