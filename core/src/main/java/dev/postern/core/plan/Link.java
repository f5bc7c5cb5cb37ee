package dev.postern.core.plan;

import dev.postern.core.dns.Host;
import dev.postern.core.model.Function;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Site;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the packets of one resource can be seen: the network's end of its link, on which is what the resource sent, whatever becomes of it, and what reached it.
 *
 * @param id the network interface, endpoint, gateway or host
 * @param namespace the logical name of the namespace in which the device is
 */
public record Link(String id, String namespace, String device) {
  /**
   * The links of what a user means by an id: a network interface, the interfaces of an instance, function, interface endpoint or NAT gateway, a
   * gateway endpoint, an internet gateway, a site or one of its hosts.
   *
   * @return none for what has no link of its own; the kernel may not carry them now
   */
  public static List<Link> of(Snapshot snapshot, String id) {
    Optional<NetworkInterface> networkInterface = snapshot.located(NetworkInterface.class, id);
    if (networkInterface.isPresent()) {
      return networkInterface.stream().map(Link::of).toList();
    }
    Optional<VpcEndpoint> endpoint = snapshot.located(VpcEndpoint.class, id);
    if (endpoint.isPresent()) {
      return endpoint.stream().flatMap(e -> endpoint(snapshot, e)).toList();
    }
    Optional<NatGateway> nat = snapshot.located(NatGateway.class, id);
    if (nat.isPresent()) {
      return interfaces(snapshot, List.of(nat.get().networkInterfaceId()));
    }
    Optional<InternetGateway> gateway = snapshot.located(InternetGateway.class, id);
    if (gateway.isPresent()) {
      return gateway.flatMap(InternetGateway::vpcId).map(vpc -> new Link(id, vpc, Names.INTERNET_GATEWAY_LINK)).stream().toList();
    }
    if (snapshot.located(Site.class, id).isPresent()) {
      return List.of(new Link(id, id, Names.siteLink(id)));
    }
    return Host.find(snapshot, id).map(host -> host(snapshot, host)).orElseGet(List::of);
  }

  private static Link of(NetworkInterface networkInterface) {
    return new Link(networkInterface.id(), networkInterface.vpcId(), Names.hostLink(networkInterface.id()));
  }

  private static Stream<Link> endpoint(Snapshot snapshot, VpcEndpoint endpoint) {
    return endpoint.networkInterfaceIds().isEmpty()
        ? Stream.of(new Link(endpoint.id(), endpoint.vpcId(), Names.endpointLink(endpoint.id())))
        : interfaces(snapshot, endpoint.networkInterfaceIds()).stream();
  }

  private static List<Link> interfaces(Snapshot snapshot, List<String> ids) {
    return ids.stream().flatMap(id -> snapshot.located(NetworkInterface.class, id).stream()).map(Link::of).toList();
  }

  private static List<Link> host(Snapshot snapshot, Host host) {
    if (host.onPremises()) {
      return List.of(new Link(host.id(), host.network(), Names.siteHostLink(host.id())));
    }
    List<Link> links =
        snapshot.inNetwork(NetworkInterface.class, host.network()).stream()
            .filter(n -> n.attachment().filter(a -> a.hostId().equals(host.id())).isPresent())
            .map(Link::of)
            .toList();
    boolean outside = links.isEmpty() && snapshot.inNetwork(Function.class, host.network()).stream().anyMatch(f -> f.hostId().equals(host.id()) && f.vpcConfig().isEmpty());
    return outside ? List.of(new Link(host.id(), Names.edge(host.region()), Names.publicLink(host.id()))) : links;
  }
}
