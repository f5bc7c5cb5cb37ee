package dev.postern.core.action.ec2.vpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.subnet.DescribeSubnets;
import dev.postern.core.model.DhcpOptions;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.RouteTable;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

class DefaultVpcTest {
  private final Cloud cloud = new Cloud();

  private void ensure() {
    cloud.snapshot = DefaultVpc.ensure(cloud.snapshot, cloud.caller.account(), cloud.caller.region(), cloud.facts());
  }

  @Test
  void firstSightOfARegionMakesItsDefaultVpc() {
    ensure();
    assertThat(cloud.run(DescribeVpcs.OPERATION, DescribeVpcsRequest.builder().build()).vpcs())
        .singleElement()
        .satisfies(v -> assertThat(v.cidrBlock()).isEqualTo("172.31.0.0/16"))
        .returns(true, Vpc::isDefault);
    assertThat(cloud.run(DescribeSubnets.OPERATION, DescribeSubnetsRequest.builder().build()).subnets())
        .hasSize(6)
        .allMatch(Subnet::mapPublicIpOnLaunch)
        .allMatch(Subnet::defaultForAz)
        .allMatch(s -> s.availableIpAddressCount() == 4091)
        .extracting(Subnet::cidrBlock)
        .contains("172.31.0.0/20", "172.31.80.0/20");
    assertThat(cloud.all(NetworkAcl.class, Kind.NETWORK_ACL)).singleElement().satisfies(a -> assertThat(a.associations()).hasSize(6));
    assertThat(cloud.all(DhcpOptions.class, Kind.DHCP_OPTIONS))
        .singleElement()
        .satisfies(o -> assertThat(o.configurations().get("domain-name")).containsExactly("ec2.internal"));
  }

  @Test
  void itsMainTableLeadsToItsInternetGateway() {
    ensure();
    InternetGateway gateway = cloud.all(InternetGateway.class, Kind.INTERNET_GATEWAY).getFirst();
    assertThat(gateway.vpcId()).isEqualTo(Optional.of(DefaultVpc.find(cloud.snapshot, cloud.caller).orElseThrow().id()));
    assertThat(cloud.all(RouteTable.class, Kind.ROUTE_TABLE).getFirst().routes()).singleElement().returns(gateway.id(), r -> r.target().id());
  }

  @Test
  void secondSightChangesNothing() {
    ensure();
    Snapshot before = cloud.snapshot;
    ensure();
    assertThat(cloud.snapshot).isSameAs(before);
  }

  @Test
  void aSecondDefaultVpcIsRefused() {
    ensure();
    assertThat(cloud.refused(CreateDefaultVpc.OPERATION, CreateDefaultVpcRequest.builder().build()).code()).isEqualTo("DefaultVpcAlreadyExists");
  }

  @Test
  void aDefaultVpcWithSubnetsIsNotDeleted() {
    ensure();
    String id = DefaultVpc.find(cloud.snapshot, cloud.caller).orElseThrow().id();
    assertThat(cloud.refused(DeleteVpc.OPERATION, DeleteVpcRequest.builder().vpcId(id).build()).code()).isEqualTo("DependencyViolation");
  }
}
