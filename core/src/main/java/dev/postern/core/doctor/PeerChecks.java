package dev.postern.core.doctor;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.Port;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.services.EndpointNames;
import dev.postern.core.services.ServiceCatalog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Interface endpoints that hosts of another VPC reach, where the service's name leads these hosts elsewhere. */
final class PeerChecks {
  private static final int HTTPS = 443;

  private PeerChecks() {}

  static List<Finding> look(ExaminedVpc vpc) {
    List<VpcEndpoint> named = vpc.interfaceEndpoints().stream().filter(e -> e.connection().isEmpty() && !ServiceCatalog.offer(e).privateDnsNames().isEmpty()).toList();
    Set<String> joined = named.isEmpty() ? Set.of() : joined(vpc);
    List<Finding> findings = new ArrayList<>();
    for (String id : joined) {
      Optional<Fabric> fabric = vpc.probe().fabric(id);
      Optional<Port> host = fabric.flatMap(f -> f.ports().values().stream().filter(p -> p.host() == Port.HostKind.INSTANCE || p.host() == Port.HostKind.FUNCTION).findFirst());
      if (host.isPresent()) {
        Vpc other = vpc.snapshot().located(Vpc.class, id).orElseThrow();
        List<String> own = vpc.snapshot().inNetwork(VpcEndpoint.class, id).stream().map(VpcEndpoint::serviceName).toList();
        named.stream().filter(e -> !own.contains(e.serviceName())).forEach(e -> look(vpc, e, other, fabric.get(), host.get()).ifPresent(findings::add));
      }
    }
    return findings;
  }

  /** The other VPCs at the end of a peering connection, or of a transit gateway. */
  private static Set<String> joined(ExaminedVpc vpc) {
    Stream<String> peers =
        vpc.in(VpcPeeringConnection.class).stream().filter(p -> p.state() == VpcPeeringConnection.State.ACTIVE).flatMap(p -> Stream.of(p.requester().vpcId(), p.accepter().vpcId()));
    Stream<String> attached =
        vpc.in(TransitGatewayAttachment.class).stream()
            .flatMap(a -> vpc.snapshot().inNetwork(TransitGatewayAttachment.class, a.transitGatewayId()).stream())
            .flatMap(a -> a.vpcId().stream());
    Set<String> joined = new TreeSet<>(Stream.concat(peers, attached).toList());
    joined.remove(vpc.vpc().id());
    return joined;
  }

  private static Optional<Finding> look(ExaminedVpc vpc, VpcEndpoint endpoint, Vpc other, Fabric fabric, Port host) {
    List<String> addresses = vpc.addresses(endpoint);
    String name = EndpointNames.privateDomain(ServiceCatalog.offer(endpoint).privateDnsNames().getFirst());
    boolean reached = addresses.stream().anyMatch(a -> vpc.probe().connect(fabric, host, Ip.parse(a), HTTPS).end().delivered());
    List<String> answered = reached ? vpc.addresses(other, name) : addresses;
    if (!Collections.disjoint(answered, addresses)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
            Cause.NAMES_FOR_ITS_VPC, Severity.INFO, endpoint.key(), vpc.vpc().id(),
            host.hostId() + " of " + other.id() + " reaches " + endpoint.id() + ", and gets " + (answered.isEmpty() ? "no address" : answered.getFirst()) + " for " + name,
            "private DNS is for the endpoint's own VPC: hosts of " + other.id() + " go to public addresses, or time out. If they are to use the endpoint, associate a private hosted zone for "
                + name + " with " + other.id() + " whose alias is the endpoint, or have clients use " + EndpointNames.regional(endpoint), Optional.empty()));
  }
}
