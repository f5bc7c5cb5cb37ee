package dev.postern.core.action.ec2.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Calls;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Network;
import dev.postern.core.action.ec2.elasticip.AssociateAddress;
import dev.postern.core.action.ec2.networkinterface.AssignPrivateIpAddresses;
import dev.postern.core.action.ec2.networkinterface.AttachNetworkInterface;
import dev.postern.core.action.ec2.networkinterface.DeleteNetworkInterface;
import dev.postern.core.action.ec2.networkinterface.DescribeNetworkInterfaces;
import dev.postern.core.action.ec2.networkinterface.DetachNetworkInterface;
import dev.postern.core.action.ec2.networkinterface.ModifyNetworkInterfaceAttribute;
import dev.postern.core.action.ec2.networkinterface.UnassignPrivateIpAddresses;
import dev.postern.core.action.ec2.securitygroup.DeleteSecurityGroup;
import dev.postern.core.action.ec2.subnet.DeleteSubnet;
import dev.postern.core.action.ec2.vpc.DeleteVpc;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.VpcEndpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.AssignPrivateIpAddressesRequest;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.UnassignPrivateIpAddressesRequest;

/** The network interfaces of interface endpoints, and what they hold on to. */
class EndpointInterfacesTest {
  private final InterfaceEndpoints endpoints = new InterfaceEndpoints();
  private final Cloud cloud = endpoints.cloud;
  private final Network network = endpoints.network;
  private final SecurityGroup web = network.group("2", "web");
  private final String id = endpoints.id(r -> r.subnetIds(endpoints.a.id()).securityGroupIds(web.id()));
  private final NetworkInterface eni = endpoints.interfaces(id).getFirst();

  @Test
  void describedAsAwsDoes() {
    var request = DescribeNetworkInterfacesRequest.builder().filters(filter("interface-type", "vpc_endpoint")).build();
    assertThat(cloud.run(DescribeNetworkInterfaces.OPERATION, request).networkInterfaces()).singleElement().satisfies(n -> {
      assertThat(n.networkInterfaceId()).isEqualTo(eni.id());
      assertThat(n.description()).isEqualTo("VPC Endpoint Interface " + id);
      assertThat(n.interfaceTypeAsString()).isEqualTo("vpc_endpoint");
      assertThat(n.requesterManaged()).isTrue();
      assertThat(n.requesterId()).matches("[0-9]{12}");
      assertThat(n.statusAsString()).isEqualTo("in-use");
      assertThat(n.sourceDestCheck()).isTrue();
      assertThat(n.ownerId()).isEqualTo("000000000000");
      assertThat(n.groups()).singleElement().satisfies(g -> assertThat(g.groupName()).isEqualTo("web"));
      assertThat(n.privateDnsName()).isEqualTo("ip-10-0-0-4.ec2.internal");
      assertThat(n.tagSet()).isEmpty();
      assertThat(n.association()).isNull();
      assertThat(n.privateIpAddresses()).singleElement().satisfies(p -> assertThat(p.primary()).isTrue());
      assertThat(n.attachment()).satisfies(a -> {
        assertThat(a.attachmentId()).matches("ela-attach-[0-9a-f]{17}");
        assertThat(a.instanceOwnerId()).isEqualTo("amazon-aws");
        assertThat(a.deviceIndex()).isEqualTo(1);
        assertThat(a.deleteOnTermination()).isFalse();
        assertThat(a.statusAsString()).isEqualTo("attached");
        assertThat(a.instanceId()).isNull();
        assertThat(a.attachTime()).isNull();
      });
    });
  }

  @Test
  void cannotBeDetachedOrDeletedByHand() {
    AwsException detach =
        refused(DetachNetworkInterface.OPERATION, DetachNetworkInterfaceRequest.builder().attachmentId(eni.attachment().orElseThrow().id()).build());
    assertThat(detach.code()).isEqualTo("OperationNotPermitted");
    assertThat(detach.text()).isEqualTo("You are not allowed to manage 'ela-attach' attachments.");
    AwsException delete = refused(DeleteNetworkInterface.OPERATION, DeleteNetworkInterfaceRequest.builder().networkInterfaceId(eni.id()).build());
    assertThat(delete.code()).isEqualTo("InvalidParameterValue");
    assertThat(delete.text()).isEqualTo("Network interface '" + eni.id() + "' is currently in use.");
  }

  @Test
  void cannotBeChangedByHand() {
    permissionDenied(
        ModifyNetworkInterfaceAttribute.OPERATION,
        ModifyNetworkInterfaceAttributeRequest.builder().networkInterfaceId(eni.id()).groups(network.defaultGroup.id()).build());
    permissionDenied(
        ModifyNetworkInterfaceAttribute.OPERATION,
        ModifyNetworkInterfaceAttributeRequest.builder().networkInterfaceId(eni.id()).description(d -> d.value("mine")).build());
    permissionDenied(
        AssignPrivateIpAddresses.OPERATION,
        AssignPrivateIpAddressesRequest.builder().networkInterfaceId(eni.id()).secondaryPrivateIpAddressCount(1).build());
    permissionDenied(
        UnassignPrivateIpAddresses.OPERATION,
        UnassignPrivateIpAddressesRequest.builder().networkInterfaceId(eni.id()).privateIpAddresses(eni.primaryIp()).build());
    Calls calls = new Calls(cloud);
    calls.internetGateway(network.vpc.id());
    permissionDenied(
        AssociateAddress.OPERATION, AssociateAddressRequest.builder().allocationId(calls.address()).networkInterfaceId(eni.id()).build());
    String instance = calls.instance(endpoints.a.id()).hostId().orElseThrow();
    permissionDenied(
        AttachNetworkInterface.OPERATION,
        AttachNetworkInterfaceRequest.builder().networkInterfaceId(eni.id()).instanceId(instance).deviceIndex(1).build());
  }

  @Test
  void whatTheyUseCannotBeDeleted() {
    assertThat(refused(DeleteSubnet.OPERATION, DeleteSubnetRequest.builder().subnetId(endpoints.a.id()).build()).code()).isEqualTo("DependencyViolation");
    assertThat(refused(DeleteSecurityGroup.OPERATION, DeleteSecurityGroupRequest.builder().groupId(web.id()).build()).code())
        .isEqualTo("DependencyViolation");
    assertThat(refused(DeleteVpc.OPERATION, DeleteVpcRequest.builder().vpcId(network.vpc.id()).build()).code()).isEqualTo("DependencyViolation");
    endpoints.modified(id, r -> r.removeSubnetIds(endpoints.a.id()));
    cloud.run(DeleteSubnet.OPERATION, DeleteSubnetRequest.builder().subnetId(endpoints.a.id()).build());
    assertThat(refused(DeleteSecurityGroup.OPERATION, DeleteSecurityGroupRequest.builder().groupId(web.id()).build()).code())
        .as("the endpoint without a subnet still has the group").isEqualTo("DependencyViolation");
    endpoints.deleted(id);
    cloud.run(DeleteSecurityGroup.OPERATION, DeleteSecurityGroupRequest.builder().groupId(web.id()).build());
    assertThat(cloud.all(SecurityGroup.class, Kind.SECURITY_GROUP)).hasSize(1);
  }

  @Test
  void goWithTheEndpoint() {
    String second = endpoints.id(r -> r.privateDnsEnabled(false).subnetIds(endpoints.a.id(), endpoints.b.id()));
    assertThat(endpoints.deleted(id, "vpce-0badbadb", second)).singleElement().satisfies(u -> {
      assertThat(u.resourceId()).isEqualTo("vpce-0badbadb");
      assertThat(u.error().code()).isEqualTo("InvalidVpcEndpoint.NotFound");
      assertThat(u.error().message()).isEqualTo("The Vpc Endpoint Id 'vpce-0badbadb' does not exist");
    });
    assertThat(endpoints.allInterfaces()).isEmpty();
    assertThat(cloud.all(VpcEndpoint.class, Kind.VPC_ENDPOINT)).isEmpty();
    assertThat(endpoints.interfaces(endpoints.id(r -> r.subnetIds(endpoints.a.id()))).getFirst().primaryIp()).as("the address is free again")
        .isEqualTo("10.0.0.4");
  }

  private <Q extends SdkPojo> void permissionDenied(Operation<Q, ?> operation, Q request) {
    AwsException error = refused(operation, request);
    assertThat(error.code()).as(operation.name()).isEqualTo("AuthFailure");
    assertThat(error.text()).isEqualTo("You do not have permission to access the specified resource.");
  }

  private <Q extends SdkPojo> AwsException refused(Operation<Q, ?> operation, Q request) {
    return cloud.refused(operation, request);
  }

  private static List<Filter> filter(String name, String value) {
    return List.of(Filter.builder().name(name).values(value).build());
  }
}
