package dev.postern.core.explain;

import dev.postern.core.fabric.Backbone;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.SubnetTable;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Instance;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.path.CloudOutside;
import dev.postern.core.path.End;
import dev.postern.core.path.Packet;
import dev.postern.core.path.Path;
import dev.postern.core.services.PrefixList;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.state.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ec2.model.AcceptVpcEndpointConnectionsRequest;
import software.amazon.awssdk.services.ec2.model.AssociateTransitGatewayRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayRouteRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.PortRange;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceTransitGatewayRouteRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** The one change that takes an obstacle out of a path, where one change does. */
final class Remedy {
  /** What a client's port may be (RFC 6056, 3.2; AWS's advice for network ACLs). */
  private static final PortRange EPHEMERAL = PortRange.builder().from(1024).to(65535).build();

  private static final PortRange EVERY_PORT = PortRange.builder().from(0).to(65535).build();
  private final Snapshot snapshot;
  private final CloudOutside outside;

  Remedy(Snapshot snapshot, CloudOutside outside) {
    this.snapshot = snapshot;
    this.outside = outside;
  }

  Optional<Fix> of(End.Stopped stopped, Path.Hop hop) {
    Optional<? extends Ec2Request> request =
        switch (stopped.code()) {
          case ENI_SG_RULES_MISMATCH -> rule(hop);
          case BAD_STATE -> acceptance(hop);
          case SUBNET_ACL_RESTRICTION -> entry(hop, stopped.onReturn());
          case NO_ROUTE_TO_DESTINATION, BAD_STATE_ROUTE, IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS -> way(stopped, hop);
          case TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT -> transitRoute(hop);
          case TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION -> association(hop);
          case ENI_SOURCE_DEST_CHECK_RESTRICTION ->
              Optional.of(
                  ModifyNetworkInterfaceAttributeRequest.builder()
                      .networkInterfaceId(hop.at())
                      .sourceDestCheck(AttributeBooleanValue.builder().value(false).build())
                      .build());
          case UNKNOWN_DESTINATION -> start(hop);
          case CANNOT_ROUTE, ENI_ADDRESS_RESTRICTION, IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS, IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS,
              NO_POSSIBLE_DESTINATION, PROTOCOL_RESTRICTION, TARGET_PORT_RESTRICTION, VPCE_GATEWAY_PROTOCOL_RESTRICTION,
              VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION, VPC_LOCAL_ROUTE_CIDR_RESTRICTION, GATEWAY_REJECTS_SPOOFED_TRAFFIC,
              PCX_REQUIRES_ADDRESS_IN_VPC_CIDR, VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS, VPCE_SERVICE_NOT_INSTALLED_IN_AZ, ELBV2_LISTENER_PORT_RESTRICTION,
              ELBV2_NO_TARGETS_IN_AZ ->
              Optional.empty();
        };
    return request.map(r -> new Fix(r, region(hop)));
  }

  /** The Region in which the obstacle is. */
  private String region(Path.Hop hop) {
    String at = hop.at();
    return snapshot.located(Resource.class, at).or(() -> snapshot.located(Resource.class, hop.origin().split("/")[0])).map(r -> r.key().region()).orElseGet(outside::region);
  }

  /** For the service's owner. */
  private Optional<Ec2Request> acceptance(Path.Hop hop) {
    return snapshot
        .located(VpcEndpoint.class, hop.origin())
        .flatMap(e -> e.connection().map(c -> AcceptVpcEndpointConnectionsRequest.builder().serviceId(c.serviceId()).vpcEndpointIds(e.id()).build()));
  }

  private Optional<Ec2Request> rule(Path.Hop hop) {
    Optional<NetworkInterface> eni = snapshot.located(NetworkInterface.class, hop.at()).filter(n -> !n.groupIds().isEmpty());
    if (eni.isEmpty()) {
      return Optional.empty();
    }
    boolean out = hop.kind() == Path.Kind.GROUP_OUT;
    String group = eni.get().groupIds().getFirst();
    IpPermission permission = permission(eni.get(), hop, out);
    return Optional.of(
        out
            ? AuthorizeSecurityGroupEgressRequest.builder().groupId(group).ipPermissions(permission).build()
            : AuthorizeSecurityGroupIngressRequest.builder().groupId(group).ipPermissions(permission).build());
  }

  private IpPermission permission(NetworkInterface eni, Path.Hop hop, boolean out) {
    Packet packet = hop.packet();
    long other = out ? packet.destination() : packet.source();
    IpPermission.Builder permission = IpPermission.builder();
    switch (packet.protocol()) {
      case FilterLine.TCP -> permission.ipProtocol("tcp").fromPort(packet.destinationPort()).toPort(packet.destinationPort());
      case FilterLine.UDP -> permission.ipProtocol("udp").fromPort(packet.destinationPort()).toPort(packet.destinationPort());
      case FilterLine.ICMP -> permission.ipProtocol("icmp").fromPort(packet.sourcePort()).toPort(-1);
      default -> permission.ipProtocol("-1");
    }
    // What comes to a load balancer through an endpoint has an address of another VPC.
    boolean foreign = hop.kind() == Path.Kind.LOAD_BALANCER;
    Optional<String> group =
        outside.fabric(eni.vpcId()).filter(_ -> !foreign).flatMap(f -> f.portAt(other)).map(Port::groups).filter(g -> !g.isEmpty()).map(List::getFirst);
    Optional<String> list = out ? list(eni.key().region(), other).map(PrefixList::id) : Optional.empty();
    if (group.isPresent()) {
      permission.userIdGroupPairs(UserIdGroupPair.builder().groupId(group.get()).build());
    } else if (list.isPresent()) {
      permission.prefixListIds(PrefixListId.builder().prefixListId(list.get()).build());
    } else {
      permission.ipRanges(IpRange.builder().cidrIp(Cidr.host(other).toString()).build());
    }
    return permission.build();
  }

  static Optional<PrefixList> list(String region, long address) {
    return PrefixLists.of(region).stream().filter(l -> l.cidrs().stream().anyMatch(c -> c.contains(address))).findFirst();
  }

  /** An entry in front of the one that denies; where there is no number left in front, instead of it. */
  private Optional<Ec2Request> entry(Path.Hop hop, boolean onReturn) {
    String[] parts = hop.origin().split("/");
    Optional<NetworkAcl> acl = snapshot.located(NetworkAcl.class, parts[0]);
    if (acl.isEmpty()) {
      return Optional.empty();
    }
    boolean egress = hop.kind() == Path.Kind.ACL_OUT;
    Packet packet = hop.packet();
    Set<Integer> taken =
        acl.get().entries().stream().filter(e -> e.egress() == egress).map(NetworkAcl.Entry::ruleNumber).collect(Collectors.toSet());
    int last = taken.stream().mapToInt(Integer::intValue).filter(n -> n < NetworkAcl.LAST_RULE).max().orElse(0);
    int before = parts[2].equals("*") ? Math.min(last + 10, NetworkAcl.LAST_RULE - 1) : Integer.parseInt(parts[2]) - 1;
    Optional<Integer> number = IntStream.iterate(before, n -> n > 0, n -> n - 1).filter(n -> !taken.contains(n)).boxed().findFirst();
    String block = block(acl.get(), egress ? packet.destination() : packet.source()).toString();
    boolean ported = packet.protocol() == FilterLine.TCP || packet.protocol() == FilterLine.UDP;
    String protocol = ported ? String.valueOf(packet.protocol()) : "-1";
    int port = packet.destinationPort();
    PortRange exact = PortRange.builder().from(port).to(port).build();
    PortRange answers = port < EPHEMERAL.from() ? EVERY_PORT : EPHEMERAL;
    PortRange ports = onReturn ? answers : exact;
    if (number.isPresent()) {
      CreateNetworkAclEntryRequest.Builder entry =
          CreateNetworkAclEntryRequest.builder().networkAclId(acl.get().id()).ruleNumber(number.get()).protocol(protocol).ruleAction("allow").egress(egress).cidrBlock(block);
      return Optional.of((ported ? entry.portRange(ports) : entry).build());
    }
    ReplaceNetworkAclEntryRequest.Builder entry =
        ReplaceNetworkAclEntryRequest.builder().networkAclId(acl.get().id()).ruleNumber(before + 1).protocol(protocol).ruleAction("allow").egress(egress).cidrBlock(block);
    return Optional.of((ported ? entry.portRange(ports) : entry).build());
  }

  /** What an ACL should speak of instead of one address: the subnet, or the service's block; an ACL takes no prefix list, and one rule has one block. */
  private Cidr block(NetworkAcl acl, long address) {
    Optional<Cidr> subnet =
        outside.fabric(acl.vpcId()).stream().flatMap(f -> f.subnets().values().stream()).map(SubnetTable::cidr).filter(c -> c.contains(address)).findFirst();
    return subnet
        .or(() -> list(acl.key().region(), address).map(l -> l.cidrs().size() == 1 ? l.cidrs().getFirst() : Cidr.ANY))
        .orElse(Cidr.host(address));
  }

  private Optional<? extends Ec2Request> way(End.Stopped stopped, Path.Hop hop) {
    if (hop.kind() == Path.Kind.TRANSIT_GATEWAY) {
      return transitRoute(hop);
    }
    return new RouteRemedy(snapshot, outside).of(stopped, hop);
  }

  private Optional<Ec2Request> transitRoute(Path.Hop hop) {
    Optional<TransitGatewayRouteTable> table = snapshot.located(TransitGatewayRouteTable.class, hop.origin().split("/")[0]);
    long destination = hop.packet().destination();
    return table.stream()
        .flatMap(t -> snapshot.inNetwork(TransitGatewayAttachment.class, t.transitGatewayId()).stream())
        // Two VPCs may have the block; an answer is for the one that asked.
        .filter(a -> snapshot.located(Vpc.class, hop.at()).isEmpty() || a.vpcId().filter(hop.at()::equals).isPresent())
        .filter(a -> a.networkInterfaceIds().stream().anyMatch(eni -> carries(a, eni)))
        .flatMap(a -> a.vpcId().flatMap(outside::fabric).stream().flatMap(f -> f.cidrs().stream()).filter(c -> c.contains(destination)).map(c -> leads(table.get(), a, c, destination)))
        .findFirst();
  }

  /** Whether packets can come out at this interface of an attachment: its zone may be down. */
  private boolean carries(TransitGatewayAttachment attachment, String eni) {
    return attachment.vpcId().flatMap(outside::fabric).filter(f -> f.ports().containsKey(eni)).isPresent();
  }

  /** A route for the block; where a static route decides already, that one is what must lead elsewhere. */
  private static Ec2Request leads(TransitGatewayRouteTable table, TransitGatewayAttachment attachment, Cidr block, long destination) {
    Optional<Cidr> decides =
        table.routes().stream()
            .map(TransitGatewayRouteTable.StaticRoute::destination)
            .filter(c -> c.contains(destination) && c.length() >= block.length())
            .max(Comparator.comparingInt(Cidr::length));
    return decides.isPresent()
        ? ReplaceTransitGatewayRouteRequest.builder()
            .transitGatewayRouteTableId(table.id())
            .destinationCidrBlock(decides.get().toString())
            .transitGatewayAttachmentId(attachment.id())
            .build()
        : CreateTransitGatewayRouteRequest.builder()
            .transitGatewayRouteTableId(table.id())
            .destinationCidrBlock(block.toString())
            .transitGatewayAttachmentId(attachment.id())
            .build();
  }

  private Optional<Ec2Request> association(Path.Hop hop) {
    Optional<TransitGatewayAttachment> attachment =
        snapshot.located(NetworkInterface.class, hop.at())
            .flatMap(NetworkInterface::attachment)
            .flatMap(a -> snapshot.located(TransitGatewayAttachment.class, a.hostId()));
    return attachment.flatMap(
        a ->
            snapshot.inNetwork(TransitGatewayRouteTable.class, a.transitGatewayId()).stream()
                .findFirst()
                .map(t -> AssociateTransitGatewayRouteTableRequest.builder().transitGatewayRouteTableId(t.id()).transitGatewayAttachmentId(a.id()).build()));
  }

  /** A stopped instance holds the address. */
  private Optional<Ec2Request> start(Path.Hop hop) {
    String ip = Ip.text(hop.packet().destination());
    return snapshot.inNetwork(NetworkInterface.class, hop.at()).stream()
        .filter(n -> n.privateIps().contains(ip))
        .flatMap(n -> n.attachment().stream())
        .flatMap(a -> snapshot.located(Instance.class, a.hostId()).stream())
        .filter(i -> i.state() == Instance.State.STOPPED)
        .findFirst()
        .map(i -> StartInstancesRequest.builder().instanceIds(i.id()).build());
  }

  /** Whether the backbone would carry a packet on that the first of these tables decides on. */
  static Optional<Cidr> carried(CloudOutside outside, String table, long destination) {
    return outside.across(List.of(table), destination).map(Backbone.Arrived::by).map(by -> by.destination());
  }

  /** The fabric of the subnet in which a hop was asked. */
  static Optional<Fabric> fabricOf(Snapshot snapshot, CloudOutside outside, String subnetId) {
    return snapshot.located(Subnet.class, subnetId).flatMap(s -> outside.fabric(s.vpcId()));
  }
}
