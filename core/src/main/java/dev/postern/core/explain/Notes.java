package dev.postern.core.explain;

import dev.postern.core.ip.Ip;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Route;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.path.CloudOutside;
import dev.postern.core.path.Path;
import dev.postern.core.services.EndpointNames;
import dev.postern.core.services.PrefixList;
import dev.postern.core.services.PublicHost;
import dev.postern.core.services.ServiceCatalog;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;

/** What a packet does not mind and its owner would: endpoints that are passed by, and addresses of one name that fare differently. */
final class Notes {
  private final Snapshot snapshot;
  private final CloudOutside outside;
  private final Explainer explainer;
  private final List<Trace.Note> notes = new ArrayList<>();

  Notes(Snapshot snapshot, CloudOutside outside, Explainer explainer) {
    this.snapshot = snapshot;
    this.outside = outside;
    this.explainer = explainer;
  }

  /** @param others the paths to the other addresses of the name, from the second on */
  List<Trace.Note> of(Start start, Target target, Path path, List<Long> addresses, List<Path> others) {
    if (start instanceof Start.AtPort port) {
      besideTheGateway(port, addresses.getFirst(), path);
      besideTheInterfaces(port, target, addresses.getFirst());
    }
    for (int i = 0; i < others.size(); i++) {
      if (others.get(i).end().delivered() != path.end().delivered()) {
        Path other = others.get(i);
        String says = Ip.text(addresses.get(i + 1)) + (other.end().delivered() ? " is reached" : " is not reached: " + explainer.summary(other));
        notes.add(new Trace.Note(target.host(), "the name has " + addresses.size() + " addresses, and they fare differently: " + says, Optional.empty()));
        break;
      }
    }
    return List.copyOf(notes);
  }

  /** S3 or DynamoDB by another way although the VPC has a gateway endpoint for it. */
  private void besideTheGateway(Start.AtPort start, long address, Path path) {
    Optional<PrefixList> list = Remedy.list(start.fabric().region(), address);
    // A NAT gateway's own subnet may lead to the endpoint: what it translates is paid for all the same.
    boolean straight = passes(path, Path.Kind.VPC_ENDPOINT) && !passes(path, Path.Kind.NAT_GATEWAY);
    if (list.isEmpty() || straight) {
      return;
    }
    Optional<VpcEndpoint> endpoint =
        snapshot.inNetwork(VpcEndpoint.class, start.fabric().vpcId()).stream()
            .filter(e -> e.type() == VpcEndpoint.Type.GATEWAY && e.serviceName().equals(list.get().name()))
            .findFirst();
    String table = start.fabric().subnetOf(start.port()).routeTableId();
    String by = way(path);
    endpoint.ifPresent(e -> notes.add(passedBy(e, table, list.get(), by, path)));
  }

  private Trace.Note passedBy(VpcEndpoint endpoint, String tableId, PrefixList list, String by, Path path) {
    String region = endpoint.key().region();
    Optional<RouteTable> table = snapshot.located(RouteTable.class, tableId);
    boolean there = table.stream().flatMap(t -> t.routes().stream()).anyMatch(r -> r.destination().equals(new Route.ToPrefixList(list.id())));
    if (there) {
      // The endpoint's route is on the table and lost: a static route is as long or longer.
      Optional<String> winner = path.hops().stream().filter(h -> h.kind() == Path.Kind.ROUTE).map(h -> h.origin().substring(h.origin().indexOf('/') + 1)).findFirst();
      Optional<Fix> fix =
          winner.filter(w -> !w.startsWith("pl-"))
              .map(w -> new Fix(DeleteRouteRequest.builder().routeTableId(tableId).destinationCidrBlock(w).build(), region));
      return new Trace.Note(
          endpoint.id(), by + " although " + endpoint.id() + " is on " + tableId + ": the route " + winner.orElse("") + " is as long as the prefix list's or longer, and wins", fix);
    }
    Fix fix = new Fix(ModifyVpcEndpointRequest.builder().vpcEndpointId(endpoint.id()).addRouteTableIds(tableId).build(), region);
    String on = endpoint.routeTableIds().isEmpty() ? "no route table" : String.join(", ", endpoint.routeTableIds());
    return new Trace.Note(endpoint.id(), by + " although the VPC has the gateway endpoint " + endpoint.id() + ": it is on " + on + ", not on this subnet's " + tableId, Optional.of(fix));
  }

  private static boolean passes(Path path, Path.Kind kind) {
    return path.hops().stream().anyMatch(h -> h.kind() == kind);
  }

  private static String way(Path path) {
    return path.hops().stream()
        .filter(h -> h.kind() == Path.Kind.NAT_GATEWAY || h.kind() == Path.Kind.INTERNET_GATEWAY)
        .findFirst()
        .map(h -> "the packets go by " + h.origin())
        .orElse("the packets do not go through an endpoint");
  }

  /** A service's public name answered publicly although the VPC has an interface endpoint for the service. */
  private void besideTheInterfaces(Start.AtPort start, Target target, long address) {
    Optional<PublicHost> host = PublicHost.of(target.host());
    if (host.isEmpty() || !outside.isService(address)) {
      return;
    }
    for (VpcEndpoint endpoint : snapshot.inNetwork(VpcEndpoint.class, start.fabric().vpcId())) {
      boolean same =
          endpoint.type() == VpcEndpoint.Type.INTERFACE
              && endpoint.serviceName().equals(host.get().service().endpointService().replace("{region}", endpoint.serviceRegion()))
              && host.get().region().orElse(start.fabric().region()).equals(endpoint.serviceRegion());
      if (same) {
        notes.add(publicly(endpoint, target));
      }
    }
  }

  private static Trace.Note publicly(VpcEndpoint endpoint, Target target) {
    String begin = target.host() + " has a public address here although the VPC has " + endpoint.id() + ": ";
    if (endpoint.privateDnsEnabled()) {
      return endpoint.inboundResolverOnly().orElse(false)
          ? new Trace.Note(endpoint.id(), begin + "its private names are for askers at inbound resolver endpoints alone", Optional.empty())
          : new Trace.Note(endpoint.id(), begin + "the name is not one of its private names (" + names(endpoint) + "), or the endpoint is not available yet", Optional.empty());
    }
    if (ServiceCatalog.offer(endpoint).privateDnsNames().isEmpty()) {
      return new Trace.Note(endpoint.id(), begin + "this service has no private names; use " + EndpointNames.regional(endpoint), Optional.empty());
    }
    Fix fix = new Fix(ModifyVpcEndpointRequest.builder().vpcEndpointId(endpoint.id()).privateDnsEnabled(true).build(), endpoint.key().region());
    return new Trace.Note(endpoint.id(), begin + "its private DNS is off", Optional.of(fix));
  }

  private static String names(VpcEndpoint endpoint) {
    return String.join(", ", EndpointNames.privateNames(endpoint));
  }
}
