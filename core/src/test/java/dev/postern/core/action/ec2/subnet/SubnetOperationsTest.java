package dev.postern.core.action.ec2.subnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Calls;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.RouteTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;

class SubnetOperationsTest {
  private final Cloud cloud = new Cloud();
  private final Calls calls = new Calls(cloud);
  private final String vpc = calls.vpc("10.0.0.0/16");

  private CreateSubnetRequest.Builder request(String cidr) {
    return CreateSubnetRequest.builder().vpcId(vpc).cidrBlock(cidr);
  }

  private Subnet describe(String id) {
    return cloud.run(DescribeSubnets.OPERATION, DescribeSubnetsRequest.builder().subnetIds(id).build()).subnets().getFirst();
  }

  @Test
  void aNewSubnetShowsItsZoneAndFreeAddresses() {
    Subnet subnet = cloud.run(CreateSubnet.OPERATION, request("10.0.1.0/24").availabilityZone("us-east-1b").build()).subnet();
    assertThat(subnet.availabilityZoneId()).isEqualTo("use1-az2");
    assertThat(subnet.availableIpAddressCount()).isEqualTo(251);
    assertThat(subnet.mapPublicIpOnLaunch()).isFalse();
    assertThat(subnet.subnetArn()).isEqualTo("arn:aws:ec2:us-east-1:000000000000:subnet/" + subnet.subnetId());
    assertThat(subnet.privateDnsNameOptionsOnLaunch().hostnameTypeAsString()).isEqualTo("ip-name");
  }

  @Test
  void aZoneIdNamesTheZoneToo() {
    Subnet subnet = cloud.run(CreateSubnet.OPERATION, request("10.0.1.0/24").availabilityZoneId("use1-az3").build()).subnet();
    assertThat(subnet.availabilityZone()).isEqualTo("us-east-1c");
  }

  @Test
  void anUnknownZoneIsRefusedWithTheKnownOnes() {
    assertThat(cloud.refused(CreateSubnet.OPERATION, request("10.0.1.0/24").availabilityZone("eu-west-1a").build()))
        .returns("InvalidParameterValue", AwsException::code)
        .hasMessage(
            "Value (eu-west-1a) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability"
                + " zones: us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f.");
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/24, InvalidSubnet.Range",
    "10.0.0.0/15, InvalidSubnet.Range",
    "10.0.0.0/29, InvalidSubnet.Range",
    "10.0.0.0/20, InvalidSubnet.Conflict",
    "10.0.1.128/25, InvalidSubnet.Conflict",
    "10.0.0.x/24, InvalidParameterValue"
  })
  void aBlockThatDoesNotFitIsRefused(String cidr, String code) {
    calls.subnet(vpc, "10.0.1.0/24");
    assertThat(cloud.refused(CreateSubnet.OPERATION, request(cidr).build()).code()).isEqualTo(code);
  }

  @Test
  void everySubnetIsUnderTheDefaultAclUntilItIsDeleted() {
    String subnet = calls.subnet(vpc, "10.0.1.0/24");
    String table = calls.routeTable(vpc);
    calls.associate(table, subnet);
    assertThat(cloud.all(NetworkAcl.class, Kind.NETWORK_ACL).getFirst().associations()).singleElement().returns(subnet, a -> a.subnetId());
    cloud.run(DeleteSubnet.OPERATION, DeleteSubnetRequest.builder().subnetId(subnet).build());
    assertThat(cloud.all(NetworkAcl.class, Kind.NETWORK_ACL).getFirst().associations()).isEmpty();
    assertThat(cloud.get(RouteTable.class, Kind.ROUTE_TABLE, table).associations()).isEmpty();
    assertThat(cloud.refused(DescribeSubnets.OPERATION, DescribeSubnetsRequest.builder().subnetIds(subnet).build()).code())
        .isEqualTo("InvalidSubnetID.NotFound");
  }

  @Test
  void aSubnetWithAnInterfaceIsNotDeletedAndCountsItsAddress() {
    String subnet = calls.subnet(vpc, "10.0.1.0/28");
    assertThat(calls.networkInterface(subnet).primaryIp()).isEqualTo("10.0.1.4");
    assertThat(calls.networkInterface(subnet).primaryIp()).isEqualTo("10.0.1.5");
    assertThat(describe(subnet).availableIpAddressCount()).isEqualTo(9);
    assertThat(cloud.refused(DeleteSubnet.OPERATION, DeleteSubnetRequest.builder().subnetId(subnet).build()))
        .returns("DependencyViolation", AwsException::code)
        .hasMessage("The subnet '" + subnet + "' has dependencies and cannot be deleted.");
  }

  @Test
  void mapPublicIpOnLaunchIsTurnedOn() {
    String subnet = calls.subnet(vpc, "10.0.1.0/24");
    cloud.run(
        ModifySubnetAttribute.OPERATION, ModifySubnetAttributeRequest.builder().subnetId(subnet).mapPublicIpOnLaunch(v -> v.value(true)).build());
    assertThat(describe(subnet).mapPublicIpOnLaunch()).isTrue();
  }

  @Test
  void filtersChooseSubnets() {
    String first = calls.subnet(vpc, "10.0.1.0/24");
    cloud.run(CreateSubnet.OPERATION, request("10.0.2.0/24").availabilityZone("us-east-1b").build());
    DescribeSubnetsRequest request =
        DescribeSubnetsRequest.builder()
            .filters(
                Filter.builder().name("vpc-id").values(vpc).build(), Filter.builder().name("availability-zone").values("us-east-1a").build())
            .build();
    assertThat(cloud.run(DescribeSubnets.OPERATION, request).subnets()).singleElement().returns(first, Subnet::subnetId);
  }
}
