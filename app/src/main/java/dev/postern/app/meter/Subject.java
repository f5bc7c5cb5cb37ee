package dev.postern.app.meter;

import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Instance;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.price.Metered;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that is metered: an AWS resource, or its part in one zone.
 *
 * @param zone empty where the resource has no part of its own in each zone
 * @param subnetId of that part, or empty
 * @param about an endpoint's service, an address, the transit gateway of an attachment; else empty
 */
record Subject(Metered thing, String account, String region, String id, String zone, String subnetId, String vpcId, String about) {

  /** What is metered of a resource as it is in this state. */
  static List<Subject> of(Snapshot snapshot, Resource resource) {
    return switch (resource) {
      case VpcEndpoint endpoint when endpoint.type() == VpcEndpoint.Type.GATEWAY ->
          List.of(of(Metered.GATEWAY_ENDPOINT, endpoint, "", "", endpoint.vpcId(), endpoint.serviceName()));
      case VpcEndpoint endpoint -> interfaces(snapshot, endpoint);
      case NatGateway nat -> List.of(of(Metered.NAT_GATEWAY, nat, zone(snapshot, nat.subnetId()), nat.subnetId(), nat.vpcId(), ""));
      case ElasticIp address -> List.of(of(Metered.PUBLIC_IPV4, address, "", "", "", address.publicIp()));
      case NetworkInterface eni ->
          eni.publicIp().filter(_ -> isInUse(snapshot, eni)).map(ip -> of(Metered.PUBLIC_IPV4, eni, "", eni.subnetId(), eni.vpcId(), ip)).stream().toList();
      case InternetGateway gateway -> gateway.vpcId().map(vpc -> of(Metered.INTERNET_EGRESS, gateway, "", "", vpc, "")).stream().toList();
      case Subnet subnet -> List.of(of(Metered.CROSS_ZONE, subnet, subnet.availabilityZone(), subnet.id(), subnet.vpcId(), ""));
      case TransitGatewayAttachment attachment ->
          List.of(of(Metered.TRANSIT_GATEWAY_ATTACHMENT, attachment, "", "", attachment.vpcId().orElse(""), attachment.transitGatewayId()));
      case VpcPeeringConnection peering when peering.state() == VpcPeeringConnection.State.ACTIVE -> sides(peering);
      case Resource _ -> List.of();
    };
  }

  /** When a resource was made, where AWS says so of its kind. */
  static Optional<Instant> made(Resource resource) {
    return switch (resource) {
      case VpcEndpoint endpoint -> Optional.of(endpoint.creationTimestamp());
      case NatGateway nat -> Optional.of(nat.createTime());
      case TransitGatewayAttachment attachment -> Optional.of(attachment.created());
      case Resource _ -> Optional.empty();
    };
  }

  private static Subject of(Metered thing, Resource resource, String zone, String subnetId, String vpcId, String about) {
    return new Subject(thing, resource.key().account(), resource.key().region(), resource.id(), zone, subnetId, vpcId, about);
  }

  private static List<Subject> interfaces(Snapshot snapshot, VpcEndpoint endpoint) {
    List<Subject> zones = new ArrayList<>();
    for (String subnet : endpoint.subnetIds()) {
      zones.add(of(Metered.INTERFACE_ENDPOINT, endpoint, zone(snapshot, subnet), subnet, endpoint.vpcId(), endpoint.serviceName()));
    }
    return zones;
  }

  /** Each side pays for what it sends. */
  private static List<Subject> sides(VpcPeeringConnection peering) {
    boolean near = peering.requester().region().equals(peering.accepter().region());
    Metered thing = near ? Metered.PEERING : Metered.INTER_REGION;
    return Stream.of(peering.requester(), peering.accepter())
        .map(side -> new Subject(thing, side.account(), side.region(), peering.id(), "", "", side.vpcId(), ""))
        .toList();
  }

  private static String zone(Snapshot snapshot, String subnetId) {
    return snapshot.located(Subnet.class, subnetId).map(Subnet::availabilityZone).orElse("");
  }

  /** A stopped instance has given its lent address back. */
  private static boolean isInUse(Snapshot snapshot, NetworkInterface eni) {
    Optional<Instance> instance = eni.hostId().flatMap(id -> snapshot.located(Instance.class, id));
    return instance.isEmpty() || instance.get().state() == Instance.State.RUNNING;
  }
}
