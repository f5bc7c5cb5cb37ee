package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.networkinterface.NewInterface;
import dev.postern.core.action.ec2.subnet.SubnetAddresses;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An attachment that is being made, associated with the gateway's default route table and propagating to it where the gateway has one.
 *
 * @param snapshot with the attachment in it
 */
public record NewAttachment(Snapshot snapshot, TransitGatewayAttachment attachment) {

  /** Attaches a VPN connection, which the caller puts into the snapshot. */
  public static NewAttachment ofVpnConnection(Snapshot snapshot, Caller caller, TransitGateway gateway, String vpnConnectionId, Facts facts) {
    ResourceKey key = Lookup.key(caller, Kind.TRANSIT_GATEWAY_ATTACHMENT, facts.seed().id(Kind.TRANSIT_GATEWAY_ATTACHMENT.prefix()));
    TransitGatewayAttachment made =
        new TransitGatewayAttachment(key, gateway.id(), Optional.empty(), List.of(), List.of(), Optional.of(vpnConnectionId), facts.now());
    return new NewAttachment(withDefaults(snapshot.with(made), gateway, made), made);
  }

  /** Attaches a VPC by a network interface in each of these subnets. */
  static NewAttachment ofVpc(Snapshot snapshot, Caller caller, TransitGateway gateway, String vpcId, List<Subnet> subnets, Facts facts) {
    ResourceKey key = Lookup.key(caller, Kind.TRANSIT_GATEWAY_ATTACHMENT, facts.seed().id(Kind.TRANSIT_GATEWAY_ATTACHMENT.prefix()));
    TransitGatewayAttachment bare =
        new TransitGatewayAttachment(key, gateway.id(), Optional.of(vpcId), List.of(), List.of(), Optional.empty(), facts.now());
    NewAttachment made = new NewAttachment(snapshot.with(bare), bare).withSubnets(caller, subnets, facts);
    return new NewAttachment(withDefaults(made.snapshot, gateway, made.attachment), made.attachment);
  }

  /** With an interface in each of these subnets besides those it has. */
  NewAttachment withSubnets(Caller caller, List<Subnet> subnets, Facts facts) {
    Snapshot next = snapshot;
    List<String> subnetIds = new ArrayList<>(attachment.subnetIds());
    List<String> interfaceIds = new ArrayList<>(attachment.networkInterfaceIds());
    for (Subnet subnet : subnets) {
      NetworkInterface made = NewInterface.ofTransitGateway(caller, subnet, SubnetAddresses.pick(next, subnet), attachment.id(), facts);
      next = next.with(made);
      subnetIds.add(subnet.id());
      interfaceIds.add(made.id());
    }
    TransitGatewayAttachment changed = attachment.withSubnets(List.copyOf(subnetIds), List.copyOf(interfaceIds));
    return new NewAttachment(next.with(changed), changed);
  }

  private static Snapshot withDefaults(Snapshot snapshot, TransitGateway gateway, TransitGatewayAttachment attachment) {
    Snapshot next = snapshot;
    Optional<TransitGatewayRouteTable> association = gateway.defaultAssociation().flatMap(id -> table(snapshot, id));
    if (association.isPresent()) {
      next = next.with(association.get().withAssociations(plus(association.get().associations(), attachment)));
    }
    Snapshot associated = next;
    Optional<TransitGatewayRouteTable> propagation = gateway.defaultPropagation().flatMap(id -> table(associated, id));
    if (propagation.isPresent()) {
      next = next.with(propagation.get().withPropagations(plus(propagation.get().propagations(), attachment)));
    }
    return next;
  }

  private static Optional<TransitGatewayRouteTable> table(Snapshot snapshot, String id) {
    return snapshot.located(TransitGatewayRouteTable.class, id);
  }

  static List<String> plus(List<String> attachmentIds, TransitGatewayAttachment attachment) {
    return Stream.concat(attachmentIds.stream(), Stream.of(attachment.id())).toList();
  }
}
