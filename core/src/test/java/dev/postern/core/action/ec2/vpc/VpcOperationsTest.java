package dev.postern.core.action.ec2.vpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Calls;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.routetable.CreateRoute;
import dev.postern.core.action.ec2.subnet.DeleteSubnet;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.DhcpOptions;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.AssociateVpcCidrBlockRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateVpcCidrBlockRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcTenancyRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

class VpcOperationsTest {
  private final Cloud cloud = new Cloud();
  private final Calls calls = new Calls(cloud);

  @Test
  void aNewVpcHasAMainTableADefaultAclAndADefaultGroup() {
    String id = calls.vpc("10.0.0.0/16");
    assertThat(cloud.all(RouteTable.class, Kind.ROUTE_TABLE)).singleElement().returns(true, RouteTable::isMain).returns(id, RouteTable::vpcId);
    assertThat(cloud.all(NetworkAcl.class, Kind.NETWORK_ACL))
        .singleElement()
        .returns(true, NetworkAcl::isDefault)
        .satisfies(a -> assertThat(a.entries()).hasSize(2).allMatch(e -> e.ruleNumber() == 100 && e.allow()));
    SecurityGroup group = cloud.all(SecurityGroup.class, Kind.SECURITY_GROUP).getFirst();
    assertThat(group.name()).isEqualTo("default");
    assertThat(group.rules())
        .filteredOn(r -> !r.egress())
        .singleElement()
        .returns(new SecurityGroupRule.GroupPeer(group.id(), cloud.caller.account()), SecurityGroupRule::peer);
    assertThat(group.rules()).filteredOn(SecurityGroupRule::egress).hasSize(1);
  }

  @Test
  void twoVpcsShareTheRegionsDhcpOptions() {
    calls.vpc("10.0.0.0/16");
    calls.vpc("10.0.0.0/16");
    assertThat(cloud.all(DhcpOptions.class, Kind.DHCP_OPTIONS)).hasSize(1);
  }

  @Test
  void hostBitsAreClearedAndTagsShown() {
    CreateVpcRequest request =
        CreateVpcRequest.builder()
            .cidrBlock("100.68.0.18/18")
            .tagSpecifications(s -> s.resourceType("vpc").tags(Tag.builder().key("Name").value("main").build()))
            .build();
    Vpc vpc = cloud.run(CreateVpc.OPERATION, request).vpc();
    assertThat(vpc.cidrBlock()).isEqualTo("100.68.0.0/18");
    assertThat(vpc.tags()).extracting(Tag::value).containsExactly("main");
    assertThat(vpc.stateAsString()).isEqualTo("available");
    assertThat(vpc.dhcpOptionsId()).startsWith("dopt-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/15", "10.0.0.0/29", "0.0.0.0/0", "127.0.0.0/16", "169.254.0.0/24", "224.1.0.0/16", "255.0.0.0/16"})
  void aBlockOfTheWrongSizeOrOfNoHostsIsRefused(String cidr) {
    assertRefused(create(cidr), "InvalidVpc.Range", "The CIDR '" + cidr + "' is invalid.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0/16", "10.0.0.256/16", "010.0.0.0/16", "10.0.0.0", "10.0.0.0/33", "::/64", "a/16", ""})
  void whatIsNoBlockIsRefused(String cidr) {
    assertRefused(create(cidr), "InvalidParameterValue", "Value (" + cidr + ") for parameter cidrBlock is invalid. This is not a valid CIDR block.");
  }

  @Test
  void aVpcWithoutABlockIsRefused() {
    assertThat(cloud.refused(CreateVpc.OPERATION, CreateVpcRequest.builder().build()).code()).isEqualTo("MissingParameter");
  }

  @Test
  void dedicatedTenancyIsRefused() {
    CreateVpcRequest request = CreateVpcRequest.builder().cidrBlock("10.0.0.0/16").instanceTenancy("dedicated").build();
    assertThat(cloud.refused(CreateVpc.OPERATION, request).code()).isEqualTo("InvalidParameterValue");
    String id = calls.vpc("10.0.0.0/16");
    assertThat(
            cloud.refused(ModifyVpcTenancy.OPERATION, ModifyVpcTenancyRequest.builder().vpcId(id).instanceTenancy("dedicated").build()).code())
        .isEqualTo("InvalidParameterValue");
    assertThat(cloud.run(ModifyVpcTenancy.OPERATION, ModifyVpcTenancyRequest.builder().vpcId(id).instanceTenancy("default").build()).returnValue())
        .isTrue();
  }

  @Test
  void anEmptyVpcIsDeletedWithAllThatCameWithIt() {
    String id = calls.vpc("10.0.0.0/16");
    cloud.run(DeleteVpc.OPERATION, DeleteVpcRequest.builder().vpcId(id).build());
    assertThat(cloud.snapshot.network(id)).isEmpty();
    assertThat(cloud.all(RouteTable.class, Kind.ROUTE_TABLE)).isEmpty();
    assertThat(cloud.all(SecurityGroup.class, Kind.SECURITY_GROUP)).isEmpty();
  }

  @Test
  void aVpcWithASubnetATableOrAGatewayIsNotDeleted() {
    String id = calls.vpc("10.0.0.0/16");
    DeleteVpcRequest delete = DeleteVpcRequest.builder().vpcId(id).build();
    String subnet = calls.subnet(id, "10.0.0.0/24");
    assertThat(cloud.refused(DeleteVpc.OPERATION, delete))
        .returns("DependencyViolation", AwsException::code)
        .hasMessage("The vpc '" + id + "' has dependencies and cannot be deleted.");
    cloud.run(DeleteSubnet.OPERATION, DeleteSubnetRequest.builder().subnetId(subnet).build());
    calls.internetGateway(id);
    assertThat(cloud.refused(DeleteVpc.OPERATION, delete).code()).isEqualTo("DependencyViolation");
    String other = calls.vpc("10.1.0.0/16");
    calls.routeTable(other);
    assertThat(cloud.refused(DeleteVpc.OPERATION, DeleteVpcRequest.builder().vpcId(other).build()).code()).isEqualTo("DependencyViolation");
  }

  @Test
  void aTerminatedInstanceHoldsNoVpc() {
    String id = calls.vpc("10.0.0.0/16");
    String subnet = calls.subnet(id, "10.0.0.0/24");
    NetworkInterface eni = calls.instance(subnet);
    DeleteVpcRequest delete = DeleteVpcRequest.builder().vpcId(id).build();
    cloud.snapshot = cloud.snapshot.without(eni.key());
    cloud.run(DeleteSubnet.OPERATION, DeleteSubnetRequest.builder().subnetId(subnet).build());
    assertThat(cloud.refused(DeleteVpc.OPERATION, delete).code()).isEqualTo("DependencyViolation");
    Instance running = cloud.all(Instance.class, Kind.INSTANCE).getFirst();
    cloud.snapshot = cloud.snapshot.with(running.withState(Instance.State.TERMINATED, Optional.of(cloud.now)));
    cloud.run(DeleteVpc.OPERATION, delete);
    assertThat(cloud.snapshot.network(id)).isEmpty();
  }

  @Test
  void unknownAndMalformedIdsAreRefused() {
    assertThat(cloud.refused(DeleteVpc.OPERATION, DeleteVpcRequest.builder().vpcId("vpc-00000000").build()).code())
        .isEqualTo("InvalidVpcID.NotFound");
    assertThat(cloud.refused(DeleteVpc.OPERATION, DeleteVpcRequest.builder().vpcId("vpc-x").build()).code()).isEqualTo("InvalidVpcID.Malformed");
  }

  @Test
  void attributesAreTurnedOnAndOffOneByOne() {
    String id = calls.vpc("10.0.0.0/16");
    assertThat(attribute(id, "enableDnsSupport").enableDnsSupport().value()).isTrue();
    assertThat(attribute(id, "enableDnsHostnames").enableDnsHostnames().value()).isFalse();
    assertThat(attribute(id, "enableNetworkAddressUsageMetrics").enableNetworkAddressUsageMetrics().value()).isFalse();
    cloud.run(ModifyVpcAttribute.OPERATION, ModifyVpcAttributeRequest.builder().vpcId(id).enableDnsHostnames(v -> v.value(true)).build());
    cloud.run(ModifyVpcAttribute.OPERATION, ModifyVpcAttributeRequest.builder().vpcId(id).enableDnsSupport(v -> v.value(false)).build());
    assertThat(attribute(id, "enableDnsSupport").enableDnsSupport().value()).isFalse();
    assertThat(attribute(id, "enableDnsHostnames").enableDnsHostnames().value()).isTrue();
  }

  @Test
  void twoAttributesAtOnceAreRefused() {
    String id = calls.vpc("10.0.0.0/16");
    ModifyVpcAttributeRequest both =
        ModifyVpcAttributeRequest.builder().vpcId(id).enableDnsHostnames(v -> v.value(true)).enableDnsSupport(v -> v.value(true)).build();
    assertThat(cloud.refused(ModifyVpcAttribute.OPERATION, both).code()).isEqualTo("InvalidParameterCombination");
    assertThat(cloud.refused(ModifyVpcAttribute.OPERATION, ModifyVpcAttributeRequest.builder().vpcId(id).build()).code())
        .isEqualTo("MissingParameter");
    assertThat(
            cloud.refused(DescribeVpcAttribute.OPERATION, DescribeVpcAttributeRequest.builder().vpcId(id).attribute("colour").build()).code())
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void aSecondBlockIsAddedAndTakenAway() {
    String id = calls.vpc("10.0.0.0/16");
    var added = cloud.run(AssociateVpcCidrBlock.OPERATION, AssociateVpcCidrBlockRequest.builder().vpcId(id).cidrBlock("10.1.0.0/16").build());
    String association = added.cidrBlockAssociation().associationId();
    calls.subnet(id, "10.1.0.0/24");
    assertThat(calls.routes(cloud.all(RouteTable.class, Kind.ROUTE_TABLE).getFirst().id())).hasSize(2).allMatch(r -> r.gatewayId().equals("local"));
    DisassociateVpcCidrBlockRequest remove = DisassociateVpcCidrBlockRequest.builder().associationId(association).build();
    assertThat(cloud.refused(DisassociateVpcCidrBlock.OPERATION, remove).code()).isEqualTo("DependencyViolation");
    String subnet = cloud.all(dev.postern.core.model.Subnet.class, Kind.SUBNET).getFirst().id();
    cloud.run(DeleteSubnet.OPERATION, DeleteSubnetRequest.builder().subnetId(subnet).build());
    cloud.run(DisassociateVpcCidrBlock.OPERATION, remove);
    assertThat(describe().getFirst().cidrBlockAssociationSet()).hasSize(1);
    assertThat(cloud.refused(DisassociateVpcCidrBlock.OPERATION, remove).code()).isEqualTo("InvalidVpcCidrBlockAssociationID.NotFound");
  }

  @Test
  void anOverlappingBlockASixthBlockAndThePrimarysRemovalAreRefused() {
    String id = calls.vpc("10.0.0.0/16");
    AssociateVpcCidrBlockRequest.Builder add = AssociateVpcCidrBlockRequest.builder().vpcId(id);
    assertThat(cloud.refused(AssociateVpcCidrBlock.OPERATION, add.cidrBlock("10.0.1.0/24").build()).code()).isEqualTo("InvalidVpc.Range");
    for (int i = 1; i < 5; i++) {
      cloud.run(AssociateVpcCidrBlock.OPERATION, add.cidrBlock("10." + i + ".0.0/16").build());
    }
    assertThat(cloud.refused(AssociateVpcCidrBlock.OPERATION, add.cidrBlock("10.9.0.0/16").build()).code()).isEqualTo("VpcCidrBlockLimitExceeded");
    String primary = describe().getFirst().cidrBlockAssociationSet().getFirst().associationId();
    assertThat(
            cloud.refused(DisassociateVpcCidrBlock.OPERATION, DisassociateVpcCidrBlockRequest.builder().associationId(primary).build()).code())
        .isEqualTo("OperationNotPermitted");
  }

  @Test
  void aBlockOfAnotherPrivateRangeOrOverARouteIsRefused() {
    String id = calls.vpc("10.0.0.0/16");
    AssociateVpcCidrBlockRequest.Builder add = AssociateVpcCidrBlockRequest.builder().vpcId(id);
    assertThat(cloud.refused(AssociateVpcCidrBlock.OPERATION, add.cidrBlock("192.168.0.0/16").build()))
        .returns("InvalidVpc.Range", AwsException::code)
        .hasMessageStartingWith("The CIDR '192.168.0.0/16' is restricted.");
    cloud.run(AssociateVpcCidrBlock.OPERATION, add.cidrBlock("100.64.0.0/16").build());
    CreateRouteRequest route =
        CreateRouteRequest.builder()
            .routeTableId(calls.routeTable(id))
            .destinationCidrBlock("10.2.0.0/24")
            .gatewayId(calls.internetGateway(id))
            .build();
    cloud.run(CreateRoute.OPERATION, route);
    assertThat(cloud.refused(AssociateVpcCidrBlock.OPERATION, add.cidrBlock("10.2.0.0/16").build()).code()).isEqualTo("InvalidVpc.Range");
    cloud.run(AssociateVpcCidrBlock.OPERATION, add.cidrBlock("10.2.0.0/25").build());
  }

  @Test
  void filtersAreHonouredOrRefusedByName() {
    calls.vpc("10.0.0.0/16");
    calls.vpc("10.1.0.0/16");
    assertThat(describe(Filter.builder().name("cidr").values("10.1.*").build())).hasSize(1);
    assertThat(describe(Filter.builder().name("is-default").values("true").build())).isEmpty();
    DescribeVpcsRequest unknown = DescribeVpcsRequest.builder().filters(Filter.builder().name("colour").values("red").build()).build();
    assertThat(cloud.refused(DescribeVpcs.OPERATION, unknown)).hasMessage("The filter 'colour' is invalid");
  }

  @Test
  void pagesFollowTheirToken() {
    for (int i = 0; i < 7; i++) {
      calls.vpc("10." + i + ".0.0/16");
    }
    var first = cloud.run(DescribeVpcs.OPERATION, DescribeVpcsRequest.builder().maxResults(5).build());
    var second = cloud.run(DescribeVpcs.OPERATION, DescribeVpcsRequest.builder().maxResults(5).nextToken(first.nextToken()).build());
    assertThat(first.vpcs()).hasSize(5).doesNotContainAnyElementsOf(second.vpcs());
    assertThat(second.vpcs()).hasSize(2);
    assertThat(second.nextToken()).isNull();
  }

  private List<Vpc> describe(Filter... filters) {
    return cloud.run(DescribeVpcs.OPERATION, DescribeVpcsRequest.builder().filters(filters).build()).vpcs();
  }

  private software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse attribute(String id, String name) {
    return cloud.run(DescribeVpcAttribute.OPERATION, DescribeVpcAttributeRequest.builder().vpcId(id).attribute(name).build());
  }

  private static CreateVpcRequest create(String cidr) {
    return CreateVpcRequest.builder().cidrBlock(cidr).build();
  }

  private void assertRefused(CreateVpcRequest request, String code, String message) {
    assertThat(cloud.refused(CreateVpc.OPERATION, request)).returns(code, AwsException::code).hasMessage(message);
  }
}
