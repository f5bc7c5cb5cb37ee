package dev.postern.core.action.ec2.elasticip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Calls;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.error.AwsException;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.region.Region;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;

class ElasticIpOperationsTest {
  private final Cloud cloud = new Cloud("eu-west-1");
  private final Calls calls = new Calls(cloud);
  private final String vpc = calls.vpc("10.0.0.0/16");
  private final String subnet = calls.subnet(vpc, "10.0.0.0/24");

  private Address describe(String allocation) {
    return cloud.run(DescribeAddresses.OPERATION, DescribeAddressesRequest.builder().allocationIds(allocation).build()).addresses().getFirst();
  }

  private AssociateAddressRequest.Builder tie(String allocation, String eni) {
    return AssociateAddressRequest.builder().allocationId(allocation).networkInterfaceId(eni);
  }

  private AwsException refused(AssociateAddressRequest.Builder request) {
    return cloud.refused(AssociateAddress.OPERATION, request.build());
  }

  @Test
  void addressesComeOutOfTheRegionsBlockAndDiffer() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      String ip = cloud.run(AllocateAddress.OPERATION, AllocateAddressRequest.builder().domain("vpc").build()).publicIp();
      assertThat(Region.require("eu-west-1").publicBlock().contains(Ip.parse(ip))).isTrue();
      assertThat(seen.add(ip)).isTrue();
    }
  }

  @Test
  void onlyTheVpcDomainAndTheRegionsBorderGroupAreThere() {
    assertThat(cloud.refused(AllocateAddress.OPERATION, AllocateAddressRequest.builder().domain("standard").build()).code())
        .isEqualTo("InvalidParameterValue");
    assertThat(cloud.refused(AllocateAddress.OPERATION, AllocateAddressRequest.builder().networkBorderGroup("us-east-1").build()).code())
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void anAddressIsTiedToAnInterfaceAndUntied() {
    calls.internetGateway(vpc);
    String allocation = calls.address();
    String eni = calls.networkInterface(subnet).id();
    String association = cloud.run(AssociateAddress.OPERATION, tie(allocation, eni).build()).associationId();
    assertThat(describe(allocation))
        .returns(association, Address::associationId)
        .returns(eni, Address::networkInterfaceId)
        .returns("10.0.0.4", Address::privateIpAddress);
    assertThat(cloud.run(AssociateAddress.OPERATION, tie(allocation, eni).build()).associationId()).isEqualTo(association);
    cloud.run(DisassociateAddress.OPERATION, DisassociateAddressRequest.builder().associationId(association).build());
    assertThat(describe(allocation).associationId()).isNull();
    assertThat(cloud.refused(DisassociateAddress.OPERATION, DisassociateAddressRequest.builder().associationId(association).build()).code())
        .isEqualTo("InvalidAssociationID.NotFound");
  }

  @Test
  void aVpcWithoutInternetGatewayBearsNoAddress() {
    assertThat(refused(tie(calls.address(), calls.networkInterface(subnet).id())))
        .returns("Gateway.NotAttached", AwsException::code)
        .hasMessage("Network " + vpc + " is not attached to any internet gateway");
  }

  @Test
  void reassociationMovesTheAddressUnlessItIsForbidden() {
    calls.internetGateway(vpc);
    String allocation = calls.address();
    String first = calls.networkInterface(subnet).id();
    String second = calls.networkInterface(subnet).id();
    cloud.run(AssociateAddress.OPERATION, tie(allocation, first).build());
    assertThat(refused(tie(allocation, second).allowReassociation(false)).code()).isEqualTo("Resource.AlreadyAssociated");
    cloud.run(AssociateAddress.OPERATION, tie(allocation, second).allowReassociation(true).build());
    assertThat(describe(allocation).networkInterfaceId()).isEqualTo(second);
    String other = calls.address();
    assertThat(refused(tie(other, second).allowReassociation(false)).code()).isEqualTo("Resource.AlreadyAssociated");
    cloud.run(AssociateAddress.OPERATION, tie(other, second).build());
    assertThat(describe(allocation).associationId()).isNull();
    assertThat(describe(other).networkInterfaceId()).isEqualTo(second);
  }

  @Test
  void anInstanceGivesBackTheAddressThatWasLentToIt() {
    calls.internetGateway(vpc);
    NetworkInterface eni = calls.instance(subnet);
    String instance = eni.attachment().orElseThrow().hostId();
    String allocation = calls.address();
    cloud.run(AssociateAddress.OPERATION, AssociateAddressRequest.builder().allocationId(allocation).instanceId(instance).build());
    assertThat(describe(allocation)).returns(eni.id(), Address::networkInterfaceId).returns(instance, Address::instanceId);
    assertThat(cloud.get(NetworkInterface.class, Kind.NETWORK_INTERFACE, eni.id()).publicIp()).isEmpty();
    cloud.snapshot = AddressAssociations.without(cloud.snapshot, eni);
    assertThat(describe(allocation).instanceId()).isNull();
  }

  @Test
  void badTargetsAreRefused() {
    calls.internetGateway(vpc);
    String allocation = calls.address();
    String eni = calls.networkInterface(subnet).id();
    assertThat(refused(tie(allocation, eni).instanceId("i-00000000")).code()).isEqualTo("InvalidParameterCombination");
    assertThat(refused(AssociateAddressRequest.builder().allocationId(allocation)).code()).isEqualTo("MissingParameter");
    assertThat(refused(AssociateAddressRequest.builder().networkInterfaceId(eni)).code()).isEqualTo("MissingParameter");
    assertThat(refused(tie(allocation, eni).privateIpAddress("10.0.0.99")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(tie("eipalloc-00000000", eni)).code()).isEqualTo("InvalidAllocationID.NotFound");
    assertThat(refused(AssociateAddressRequest.builder().allocationId(allocation).instanceId("i-00000000")).code())
        .isEqualTo("InvalidInstanceID.NotFound");
  }

  @Test
  void anInterfaceOfANatGatewayIsNoTarget() {
    calls.internetGateway(vpc);
    calls.natGateway(subnet, calls.address());
    String eni = describeByPrivateIp("10.0.0.4").networkInterfaceId();
    assertThat(refused(tie(calls.address(), eni)).code()).isEqualTo("AuthFailure");
  }

  private Address describeByPrivateIp(String ip) {
    DescribeAddressesRequest request =
        DescribeAddressesRequest.builder().filters(Filter.builder().name("private-ip-address").values(ip).build()).build();
    return cloud.run(DescribeAddresses.OPERATION, request).addresses().getFirst();
  }

  @Test
  void onlyAFreeAddressIsReleased() {
    calls.internetGateway(vpc);
    String allocation = calls.address();
    String association = cloud.run(AssociateAddress.OPERATION, tie(allocation, calls.networkInterface(subnet).id()).build()).associationId();
    ReleaseAddressRequest release = ReleaseAddressRequest.builder().allocationId(allocation).build();
    assertThat(cloud.refused(ReleaseAddress.OPERATION, release).code()).isEqualTo("InvalidIPAddress.InUse");
    cloud.run(DisassociateAddress.OPERATION, DisassociateAddressRequest.builder().associationId(association).build());
    cloud.run(ReleaseAddress.OPERATION, release);
    assertThat(cloud.refused(ReleaseAddress.OPERATION, release).code()).isEqualTo("InvalidAllocationID.NotFound");
  }

  @Test
  void anAddressIsNamedByItselfToo() {
    String allocation = calls.address();
    String ip = describe(allocation).publicIp();
    assertThat(cloud.run(DescribeAddresses.OPERATION, DescribeAddressesRequest.builder().publicIps(ip).build()).addresses())
        .singleElement()
        .returns(allocation, Address::allocationId);
    assertThat(cloud.refused(DisassociateAddress.OPERATION, DisassociateAddressRequest.builder().publicIp(ip).build()).code())
        .isEqualTo("InvalidParameterValue");
    cloud.run(ReleaseAddress.OPERATION, ReleaseAddressRequest.builder().publicIp(ip).build());
    assertThat(cloud.refused(DescribeAddresses.OPERATION, DescribeAddressesRequest.builder().publicIps(ip).build()))
        .hasMessage("Address '" + ip + "' not found.");
  }

  @Test
  void attributesShowNoReverseName() {
    String allocation = calls.address();
    DescribeAddressesAttributeRequest request = DescribeAddressesAttributeRequest.builder().attribute("domain-name").build();
    assertThat(cloud.run(DescribeAddressesAttribute.OPERATION, request).addresses())
        .singleElement()
        .returns(allocation, a -> a.allocationId())
        .returns(null, a -> a.ptrRecord());
  }
}
