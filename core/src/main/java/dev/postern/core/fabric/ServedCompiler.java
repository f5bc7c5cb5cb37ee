package dev.postern.core.fabric;

import dev.postern.core.balancing.BalancerNode;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.services.ServiceCatalog;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compiles what a VPC's router answers for itself: interface endpoints, resolver endpoints, network load balancers. */
final class ServedCompiler {
  private final Snapshot snapshot;
  private final Vpc vpc;

  ServedCompiler(Snapshot snapshot, Vpc vpc) {
    this.snapshot = snapshot;
    this.vpc = vpc;
  }

  /** By the id of what has the interfaces. */
  SortedMap<String, Served> served() {
    SortedMap<String, Served> served = new TreeMap<>();
    for (VpcEndpoint endpoint : snapshot.inNetwork(VpcEndpoint.class, vpc.id())) {
      switch (endpoint.type()) {
        case GATEWAY -> {}
        case INTERFACE -> served.put(endpoint.id(), endpoint.connection().map(c -> connected(endpoint, c)).orElseGet(() -> ofAws(endpoint)));
      }
    }
    snapshot.inNetwork(ResolverEndpoint.class, vpc.id()).forEach(r -> served.put(r.id(), new Served.Resolver(r.id())));
    snapshot.inNetwork(LoadBalancer.class, vpc.id()).forEach(b -> served.put(b.id(), balancer(b)));
    return served;
  }

  private static Served ofAws(VpcEndpoint endpoint) {
    return new Served.Endpoint(endpoint.id(), endpoint.serviceName(), endpoint.serviceRegion(), ServiceCatalog.offer(endpoint).answeredPorts());
  }

  private Served balancer(LoadBalancer balancer) {
    SortedMap<String, BalancerNode> nodes = new TreeMap<>();
    BalancerNode.of(snapshot, balancer).forEach(n -> nodes.put(n.networkInterfaceId(), n));
    return new Served.Balancer(balancer.id(), nodes);
  }

  private Served connected(VpcEndpoint endpoint, VpcEndpoint.Connection connection) {
    SortedMap<String, Served.Behind> behind = new TreeMap<>();
    List<LoadBalancer> balancers =
        snapshot.located(VpcEndpointService.class, connection.serviceId()).stream()
            .flatMap(s -> s.loadBalancerIds().stream())
            .flatMap(id -> snapshot.located(LoadBalancer.class, id).stream())
            .toList();
    for (String eni : endpoint.networkInterfaceIds()) {
      snapshot.located(NetworkInterface.class, eni).flatMap(n -> behind(balancers, n)).ifPresent(b -> behind.put(eni, b));
    }
    return new Served.Connected(endpoint.id(), connection.serviceId(), endpoint.isAccepted(), behind);
  }

  /** Of several balancers in its zone an interface stays with one. AWS picks it at random; here the interface's id does. */
  private Optional<Served.Behind> behind(List<LoadBalancer> balancers, NetworkInterface eni) {
    List<LoadBalancer> near = balancers.stream().filter(b -> b.nodes().stream().anyMatch(n -> n.zone().equals(eni.availabilityZone()))).toList();
    if (near.isEmpty()) {
      return Optional.empty();
    }
    LoadBalancer balancer = near.get(Math.floorMod(eni.id().hashCode(), near.size()));
    return BalancerNode.of(snapshot, balancer).stream()
        .filter(n -> n.zone().equals(eni.availabilityZone()))
        .findFirst()
        .map(n -> new Served.Behind(n, guard(balancer)));
  }

  /**
   * A client behind an endpoint is no member of the balancer's groups, and of no group of its VPC's: only blocks of addresses let it in.
   * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html">AWS</a>
   */
  private Optional<FilterTable> guard(LoadBalancer balancer) {
    if (balancer.groupIds().isEmpty() || !balancer.enforcesOnPrivateLink()) {
      return Optional.empty();
    }
    List<FilterLine> lines = new ArrayList<>();
    for (String id : balancer.groupIds()) {
      Optional<FilterTable> inbound = snapshot.located(SecurityGroup.class, id).map(g -> FabricCompiler.group(g).inbound());
      inbound.stream().flatMap(t -> t.lines().stream()).flatMap(this::blocks).forEach(lines::add);
    }
    return Optional.of(new FilterTable(lines, balancer.id()));
  }

  private Stream<FilterLine> blocks(FilterLine line) {
    return switch (line.remote()) {
      case FilterLine.Block _ -> Stream.of(line);
      case FilterLine.Members _ -> Stream.empty();
      case FilterLine.Prefixes(String id) ->
          ForwardingCompiler.blocks(vpc, id).stream().map((Cidr c) ->
              new FilterLine(line.protocol(), line.from(), line.to(), new FilterLine.Block(c), line.permit(), line.origin()));
    };
  }
}
