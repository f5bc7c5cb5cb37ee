package dev.postern.core.action.ec2;

import dev.postern.core.action.ec2.elasticip.AllocateAddress;
import dev.postern.core.action.ec2.internetgateway.AttachInternetGateway;
import dev.postern.core.action.ec2.internetgateway.CreateInternetGateway;
import dev.postern.core.action.ec2.natgateway.CreateNatGateway;
import dev.postern.core.action.ec2.networkinterface.NewInterface;
import dev.postern.core.action.ec2.routetable.AssociateRouteTable;
import dev.postern.core.action.ec2.routetable.CreateRouteTable;
import dev.postern.core.action.ec2.routetable.DescribeRouteTables;
import dev.postern.core.action.ec2.subnet.CreateSubnet;
import dev.postern.core.action.ec2.subnet.SubnetAddresses;
import dev.postern.core.action.ec2.vpc.CreateVpc;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Subnet;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.Route;

/** The calls that most tests begin with, each giving the id of what it made. */
public final class Calls {
  private final Cloud cloud;

  public Calls(Cloud cloud) {
    this.cloud = cloud;
  }

  public String vpc(String cidr) {
    return cloud.run(CreateVpc.OPERATION, CreateVpcRequest.builder().cidrBlock(cidr).build()).vpc().vpcId();
  }

  public String subnet(String vpcId, String cidr) {
    return cloud.run(CreateSubnet.OPERATION, CreateSubnetRequest.builder().vpcId(vpcId).cidrBlock(cidr).build()).subnet().subnetId();
  }

  public String routeTable(String vpcId) {
    return cloud.run(CreateRouteTable.OPERATION, CreateRouteTableRequest.builder().vpcId(vpcId).build()).routeTable().routeTableId();
  }

  public String associate(String routeTableId, String subnetId) {
    return cloud
        .run(AssociateRouteTable.OPERATION, AssociateRouteTableRequest.builder().routeTableId(routeTableId).subnetId(subnetId).build())
        .associationId();
  }

  public String internetGateway() {
    return cloud.run(CreateInternetGateway.OPERATION, CreateInternetGatewayRequest.builder().build()).internetGateway().internetGatewayId();
  }

  public String internetGateway(String vpcId) {
    String id = internetGateway();
    cloud.run(AttachInternetGateway.OPERATION, AttachInternetGatewayRequest.builder().internetGatewayId(id).vpcId(vpcId).build());
    return id;
  }

  public String address() {
    return cloud.run(AllocateAddress.OPERATION, AllocateAddressRequest.builder().build()).allocationId();
  }

  public String natGateway(String subnetId, String allocationId) {
    return cloud
        .run(CreateNatGateway.OPERATION, CreateNatGatewayRequest.builder().subnetId(subnetId).allocationId(allocationId).build())
        .natGateway()
        .natGatewayId();
  }

  /** A customer's interface with the subnet's lowest free address. */
  public NetworkInterface networkInterface(String subnetId) {
    Subnet subnet = cloud.get(Subnet.class, Kind.SUBNET, subnetId);
    String ip = SubnetAddresses.pick(cloud.snapshot, subnet);
    NetworkInterface made = NewInterface.owned(cloud.caller, subnet, List.of(ip), List.of(), "", cloud.facts());
    cloud.snapshot = cloud.snapshot.with(made);
    return made;
  }

  /** A running instance; its only interface, with a public address that AWS lent it, is given back. */
  public NetworkInterface instance(String subnetId) {
    NetworkInterface free = networkInterface(subnetId);
    String id = cloud.facts().seed().id("i");
    NetworkInterface held =
        free.withAttachment(Optional.of(NewInterface.attachment(id, 0, true, cloud.facts()))).withPublicIp(Optional.of("3.208.0.9"));
    Instance instance =
        new Instance(
            Lookup.key(cloud.caller, Kind.INSTANCE, id),
            free.vpcId(),
            subnetId,
            free.availabilityZone(),
            "ami-00000000",
            "t3.micro",
            "r-00000000",
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            cloud.now,
            "",
            Instance.State.RUNNING,
            Optional.empty());
    cloud.snapshot = cloud.snapshot.with(instance).with(held);
    return held;
  }

  /** A route table's routes as described. */
  public List<Route> routes(String routeTableId) {
    DescribeRouteTablesRequest request = DescribeRouteTablesRequest.builder().routeTableIds(routeTableId).build();
    return cloud.run(DescribeRouteTables.OPERATION, request).routeTables().getFirst().routes();
  }
}
