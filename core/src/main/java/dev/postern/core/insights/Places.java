package dev.postern.core.insights;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.Port;
import dev.postern.core.hybrid.TransitRoutes;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Instance;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Site;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.path.CloudOutside;
import dev.postern.core.state.Snapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Explanation;

/** What both ends of a path need to know of a resource: its ports, what it is attached to, what lies behind it. */
final class Places {
  private final Snapshot snapshot;
  private final CloudOutside outside;
  private final Names names;

  Places(Snapshot snapshot, CloudOutside outside, Names names) {
    this.snapshot = snapshot;
    this.outside = outside;
    this.names = names;
  }

  /** @throws NoPath when it does not run or has none */
  Stream<Port> ports(Instance instance) {
    requireRunning(instance);
    List<Port> ports =
        outside.fabric(instance.vpcId()).stream().flatMap(f -> f.ports().values().stream()).filter(p -> p.hostId().equals(instance.id())).toList();
    if (ports.isEmpty()) {
      throw because(AnalysisCode.UNASSOCIATED_COMPONENT, instance.id());
    }
    return ports.stream();
  }

  /** @throws NoPath when nothing runs behind it */
  Port port(NetworkInterface eni) {
    Optional<Port> port = outside.fabric(eni.vpcId()).flatMap(f -> Optional.ofNullable(f.ports().get(eni.id())));
    if (port.isPresent()) {
      return port.get();
    }
    eni.hostId().flatMap(id -> snapshot.located(Instance.class, id)).ifPresent(this::requireRunning);
    throw because(eni.attachment().isPresent() ? AnalysisCode.BAD_STATE : AnalysisCode.UNASSOCIATED_COMPONENT, eni.id());
  }

  private void requireRunning(Instance instance) {
    if (instance.state() != Instance.State.RUNNING) {
      throw inState(instance.id(), instance.state().name());
    }
  }

  void requireActive(VpcPeeringConnection peering) {
    if (peering.state() != VpcPeeringConnection.State.ACTIVE) {
      throw inState(peering.id(), peering.state().name());
    }
  }

  /** The VPC that a gateway is attached to. */
  Fabric attached(String gatewayId, Optional<String> vpcId) {
    return vpcId.flatMap(outside::fabric).orElseThrow(() -> because(AnalysisCode.BAD_STATE_ATTACHMENT, gatewayId));
  }

  /** The destinations of all tables of a transit gateway that lead anywhere. */
  List<Cidr> routed(String transitGatewayId) {
    Set<Cidr> blocks = new LinkedHashSet<>();
    for (TransitGatewayRouteTable table : snapshot.inNetwork(TransitGatewayRouteTable.class, transitGatewayId)) {
      TransitRoutes.of(snapshot, table).all().stream().filter(r -> !r.isBlackhole()).forEach(r -> blocks.add(r.destination()));
    }
    return List.copyOf(blocks);
  }

  /** Where an attachment ends: itself for a VPC's, what stands behind a VPN connection. */
  Set<String> ends(TransitGatewayAttachment attachment) {
    Optional<VpnConnection> connection = attachment.vpnConnectionId().flatMap(id -> snapshot.located(VpnConnection.class, id));
    if (connection.isEmpty()) {
      return Set.of(attachment.id());
    }
    Set<String> sites = snapshot.inNetwork(Site.class, connection.get().customerGatewayId()).stream().map(Site::id).collect(Collectors.toSet());
    sites.add(attachment.id());
    return sites;
  }

  NoPath unsupported(String id) {
    return because(AnalysisCode.UNSUPPORTED_COMPONENT, id);
  }

  private NoPath inState(String id, String state) {
    return new NoPath(about(AnalysisCode.BAD_STATE, id).state(state.toLowerCase(Locale.ROOT).replace('_', '-')).build());
  }

  NoPath because(AnalysisCode code, String id) {
    return new NoPath(about(code, id).build());
  }

  private Explanation.Builder about(AnalysisCode code, String id) {
    return Explanation.builder().explanationCode(code.name()).component(names.of(id));
  }
}
