package dev.postern.core.action.ec2.natgateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Calls;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.elasticip.DescribeAddresses;
import dev.postern.core.action.ec2.elasticip.DisassociateAddress;
import dev.postern.core.action.ec2.elasticip.ReleaseAddress;
import dev.postern.core.action.ec2.subnet.DeleteSubnet;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;

class NatGatewayOperationsTest {
  private final Cloud cloud = new Cloud();
  private final Calls calls = new Calls(cloud);
  private final String vpc = calls.vpc("10.0.0.0/16");
  private final String subnet = calls.subnet(vpc, "10.0.0.0/24");

  private CreateNatGatewayRequest.Builder request() {
    return CreateNatGatewayRequest.builder().subnetId(subnet);
  }

  private AwsException refused(CreateNatGatewayRequest.Builder request) {
    return cloud.refused(CreateNatGateway.OPERATION, request.build());
  }

  private NatGateway describe(String id) {
    return cloud.run(DescribeNatGateways.OPERATION, DescribeNatGatewaysRequest.builder().natGatewayIds(id).build()).natGateways().getFirst();
  }

  private Address address(String allocation) {
    return cloud.run(DescribeAddresses.OPERATION, DescribeAddressesRequest.builder().allocationIds(allocation).build()).addresses().getFirst();
  }

  @Test
  void aPublicGatewayHasAManagedInterfaceThatBearsItsAddress() {
    calls.internetGateway(vpc);
    String allocation = calls.address();
    String id = calls.natGateway(subnet, allocation);
    NatGatewayAddress shown = describe(id).natGatewayAddresses().getFirst();
    assertThat(shown.privateIp()).isEqualTo("10.0.0.4");
    assertThat(shown.publicIp()).isEqualTo(address(allocation).publicIp());
    assertThat(shown.associationId()).isEqualTo(address(allocation).associationId());
    NetworkInterface eni = cloud.get(NetworkInterface.class, Kind.NETWORK_INTERFACE, shown.networkInterfaceId());
    assertThat(eni.interfaceType()).isEqualTo("nat_gateway");
    assertThat(eni.description()).isEqualTo("Interface for NAT Gateway " + id);
    assertThat(eni.requesterManaged()).isTrue();
    assertThat(eni.sourceDestCheck()).isFalse();
    assertThat(eni.attachment().orElseThrow().hostId()).isEqualTo(id);
  }

  @Test
  void itIsAvailableWhenTheKernelHasIt() {
    calls.internetGateway(vpc);
    String id = calls.natGateway(subnet, calls.address());
    assertThat(describe(id).stateAsString()).isEqualTo("pending");
    cloud.carries(vpc, id);
    assertThat(describe(id).stateAsString()).isEqualTo("available");
    DescribeNatGatewaysRequest available =
        DescribeNatGatewaysRequest.builder().filter(Filter.builder().name("state").values("available").build()).build();
    assertThat(cloud.run(DescribeNatGateways.OPERATION, available).natGateways()).hasSize(1);
  }

  @Test
  void aPrivateGatewayHasTheAddressItWasGivenAndNoPublicOne() {
    NatGateway made =
        cloud.run(CreateNatGateway.OPERATION, request().connectivityType("private").privateIpAddress("10.0.0.77").build()).natGateway();
    assertThat(made.connectivityTypeAsString()).isEqualTo("private");
    assertThat(made.natGatewayAddresses())
        .singleElement()
        .returns("10.0.0.77", NatGatewayAddress::privateIp)
        .returns(null, NatGatewayAddress::publicIp);
  }

  @Test
  void connectivityDecidesWhetherThereIsAnAllocation() {
    assertThat(refused(request()).code()).isEqualTo("MissingParameter");
    assertThat(refused(request().connectivityType("private").allocationId(calls.address())).code()).isEqualTo("InvalidParameterCombination");
    assertThat(refused(request().connectivityType("secret")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(request().availabilityMode("regional").allocationId(calls.address())).code()).isEqualTo("InvalidParameterValue");
  }

  @Test
  void aPublicGatewayNeedsAnInternetGateway() {
    assertThat(refused(request().allocationId(calls.address())).code()).isEqualTo("Gateway.NotAttached");
  }

  @Test
  void anAddressInUseOrUnknownIsRefused() {
    calls.internetGateway(vpc);
    String allocation = calls.address();
    calls.natGateway(subnet, allocation);
    assertThat(refused(request().allocationId(allocation)).code()).isEqualTo("Resource.AlreadyAssociated");
    assertThat(refused(request().allocationId("eipalloc-00000000")).code()).isEqualTo("InvalidAllocationID.NotFound");
    assertThat(refused(request().connectivityType("private").privateIpAddress("10.0.0.4")).code()).isEqualTo("InvalidIPAddress.InUse");
    assertThat(refused(request().subnetId("subnet-00000000")).code()).isEqualTo("InvalidSubnetID.NotFound");
  }

  @Test
  void theSameTokenMakesOneGateway() {
    CreateNatGatewayRequest.Builder once = request().connectivityType("private").clientToken("once");
    String first = cloud.run(CreateNatGateway.OPERATION, once.build()).natGateway().natGatewayId();
    assertThat(cloud.run(CreateNatGateway.OPERATION, once.build()).natGateway().natGatewayId()).isEqualTo(first);
    assertThat(refused(once.privateIpAddress("10.0.0.9")).code()).isEqualTo("IdempotentParameterMismatch");
    assertThat(cloud.all(NetworkInterface.class, Kind.NETWORK_INTERFACE)).hasSize(1);
  }

  @Test
  void deletingFreesItsInterfaceAndAddress() {
    calls.internetGateway(vpc);
    String allocation = calls.address();
    String id = calls.natGateway(subnet, allocation);
    assertThat(cloud.refused(DeleteSubnet.OPERATION, DeleteSubnetRequest.builder().subnetId(subnet).build()).code())
        .isEqualTo("DependencyViolation");
    cloud.run(DeleteNatGateway.OPERATION, DeleteNatGatewayRequest.builder().natGatewayId(id).build());
    assertThat(cloud.all(NetworkInterface.class, Kind.NETWORK_INTERFACE)).isEqualTo(List.of());
    assertThat(address(allocation).associationId()).isNull();
    assertThat(cloud.refused(DescribeNatGateways.OPERATION, DescribeNatGatewaysRequest.builder().natGatewayIds(id).build()).code())
        .isEqualTo("NatGatewayNotFound");
    cloud.run(DeleteSubnet.OPERATION, DeleteSubnetRequest.builder().subnetId(subnet).build());
  }

  @Test
  void itsAddressIsNotUntiedOrReleasedByHand() {
    calls.internetGateway(vpc);
    String allocation = calls.address();
    calls.natGateway(subnet, allocation);
    DisassociateAddressRequest untie = DisassociateAddressRequest.builder().associationId(address(allocation).associationId()).build();
    assertThat(cloud.refused(DisassociateAddress.OPERATION, untie).code()).isEqualTo("AuthFailure");
    assertThat(cloud.refused(ReleaseAddress.OPERATION, ReleaseAddressRequest.builder().allocationId(allocation).build()).code())
        .isEqualTo("InvalidIPAddress.InUse");
  }
}
