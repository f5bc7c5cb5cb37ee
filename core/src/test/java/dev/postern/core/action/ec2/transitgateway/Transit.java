package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Calls;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.subnet.CreateSubnet;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.VpnConnection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayVpcAttachmentRequest;
import software.amazon.awssdk.services.ec2.model.Filter;

/** The calls that tests of transit gateways begin with, each giving the id of what it made. */
final class Transit {
  final Cloud cloud = new Cloud();
  final Calls calls = new Calls(cloud);

  String gateway() {
    return cloud.run(CreateTransitGateway.OPERATION, CreateTransitGatewayRequest.builder().build()).transitGateway().transitGatewayId();
  }

  /** Without default tables: attachments have no association. */
  String bareGateway() {
    return cloud
        .run(
            CreateTransitGateway.OPERATION,
            CreateTransitGatewayRequest.builder()
                .options(o -> o.defaultRouteTableAssociation("disable").defaultRouteTablePropagation("disable"))
                .build())
        .transitGateway()
        .transitGatewayId();
  }

  String subnet(String vpcId, String cidr, String zone) {
    return cloud
        .run(CreateSubnet.OPERATION, CreateSubnetRequest.builder().vpcId(vpcId).cidrBlock(cidr).availabilityZone(zone).build())
        .subnet()
        .subnetId();
  }

  String attachment(String gatewayId, String vpcId, String... subnetIds) {
    return cloud
        .run(
            CreateTransitGatewayVpcAttachment.OPERATION,
            CreateTransitGatewayVpcAttachmentRequest.builder().transitGatewayId(gatewayId).vpcId(vpcId).subnetIds(subnetIds).build())
        .transitGatewayVpcAttachment()
        .transitGatewayAttachmentId();
  }

  /** An attached VPC of its own with one subnet that fills it. */
  String attached(String gatewayId, String cidr) {
    String vpc = calls.vpc(cidr);
    return attachment(gatewayId, vpc, subnet(vpc, cidr, "us-east-1a"));
  }

  /** An attached VPN connection with static routes. */
  String vpn(String gatewayId, String... routes) {
    VpnConnection connection =
        new VpnConnection(
            Lookup.key(cloud.caller, Kind.VPN_CONNECTION, cloud.facts().seed().id("vpn")),
            "cgw-00000001",
            Optional.empty(),
            Optional.of(gatewayId),
            true,
            Stream.of(routes).map(Cidr::parse).toList(),
            cloud.now);
    TransitGateway gateway = cloud.get(TransitGateway.class, Kind.TRANSIT_GATEWAY, gatewayId);
    NewAttachment made =
        NewAttachment.ofVpnConnection(cloud.snapshot.with(connection), cloud.caller, gateway, connection.id(), cloud.facts());
    cloud.snapshot = made.snapshot();
    return made.attachment().id();
  }

  String table(String gatewayId) {
    CreateTransitGatewayRouteTableRequest request = CreateTransitGatewayRouteTableRequest.builder().transitGatewayId(gatewayId).build();
    return cloud.run(CreateTransitGatewayRouteTable.OPERATION, request).transitGatewayRouteTable().transitGatewayRouteTableId();
  }

  String defaultTable(String gatewayId) {
    return cloud.get(TransitGateway.class, Kind.TRANSIT_GATEWAY, gatewayId).defaultAssociation().orElseThrow();
  }

  TransitGatewayRouteTable tableOf(String id) {
    return cloud.get(TransitGatewayRouteTable.class, Kind.TRANSIT_GATEWAY_ROUTE_TABLE, id);
  }

  TransitGatewayAttachment attachmentOf(String id) {
    return cloud.get(TransitGatewayAttachment.class, Kind.TRANSIT_GATEWAY_ATTACHMENT, id);
  }

  /** Another account in the same cloud does what {@code calls} says. */
  Caller stranger() {
    return Caller.root("111111111111", "us-east-1");
  }

  static List<Filter> filter(String name, String... values) {
    return List.of(Filter.builder().name(name).values(values).build());
  }
}
