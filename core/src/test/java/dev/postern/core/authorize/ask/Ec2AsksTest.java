package dev.postern.core.authorize.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Calls;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Ec2Operations;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Network;
import dev.postern.core.authorize.Ask;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.InstanceProfile;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.policy.request.Fold;
import dev.postern.core.policy.request.Values;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.AcceptVpcPeeringConnectionRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInsightsPathRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcPeeringConnectionRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartNetworkInsightsAnalysisRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.utils.builder.SdkBuilder;

class Ec2AsksTest {
  private static final String ARN = "arn:aws:ec2:us-east-1:000000000000:";
  private static final String S3 = "com.amazonaws.us-east-1.s3";

  private final Network network = new Network();
  private final Cloud cloud = network.cloud;

  private List<Ask> asks(String operation, SdkPojo request) {
    return Ec2Asks.of(operation, request, cloud.snapshot, cloud.caller);
  }

  private static List<String> lines(List<Ask> asks) {
    return asks.stream().map(a -> a.action() + " " + a.resource()).toList();
  }

  private static String on(String operation, String resource) {
    return "ec2:" + operation + " " + (resource.startsWith("arn:") || resource.equals("*") ? resource : ARN + resource);
  }

  private static String key(Ask ask, String name) {
    Values values = ask.keys().get(Fold.name(name));
    return values.isPresent() ? String.join(",", values.list()) : "absent";
  }

  private VpcEndpoint endpoint() {
    return network.put(
        VpcEndpoint.gateway(network.key(Kind.VPC_ENDPOINT, "1"), network.vpc.id(), S3, List.of(network.table.id()), "{}", Instant.EPOCH, ""));
  }

  @Test
  void aDescribeAsksForEverythingEvenWithIds() {
    assertThat(lines(asks("DescribeVpcEndpoints", DescribeVpcEndpointsRequest.builder().vpcEndpointIds("vpce-00000001").build())))
        .containsExactly(on("DescribeVpcEndpoints", "*"));
  }

  @Test
  void theFewReadersThatAwsAuthorizesOnAResourceAskForIt() {
    assertThat(lines(asks("DescribeVpcAttribute", DescribeVpcAttributeRequest.builder().vpcId(network.vpc.id()).build())))
        .containsExactly(on("DescribeVpcAttribute", "vpc/vpc-00000001"));
  }

  @Test
  void anEndpointIsAskedForItselfAndAllThatItIsMadeIn() {
    List<Ask> asks =
        asks(
            "CreateVpcEndpoint",
            CreateVpcEndpointRequest.builder().vpcId(network.vpc.id()).serviceName(S3).routeTableIds(network.table.id())
                .tagSpecifications(
                    TagSpecification.builder().resourceType(ResourceType.VPC_ENDPOINT).tags(Tag.builder().key("team").value("a").build()).build())
                .build());
    assertThat(lines(asks))
        .containsExactly(
            on("CreateVpcEndpoint", "vpc-endpoint/*"), on("CreateVpcEndpoint", "vpc/vpc-00000001"),
            on("CreateVpcEndpoint", "route-table/rtb-00000001"), on("CreateTags", "vpc-endpoint/*"));
    Ask made = asks.getFirst();
    assertThat(key(made, "ec2:VpceServiceName")).isEqualTo(S3);
    assertThat(key(made, "ec2:VpceServiceOwner")).isEqualTo("amazon");
    assertThat(key(made, "ec2:VpceServiceRegion")).isEqualTo("us-east-1");
    assertThat(key(made, "aws:RequestTag/team")).isEqualTo("a");
    assertThat(key(made, "aws:TagKeys")).isEqualTo("team");
    assertThat(key(made, "ec2:Region")).isEqualTo("us-east-1");
    assertThat(key(made, "ec2:CreateAction")).isEqualTo("absent");
    assertThat(key(asks.get(1), "ec2:VpcID")).isEqualTo("vpc-00000001");
    assertThat(key(asks.get(1), "ec2:VpceServiceName")).isEqualTo("absent");
    assertThat(key(asks.get(2), "ec2:Vpc")).isEqualTo(ARN + "vpc/vpc-00000001");
    assertThat(key(asks.get(3), "ec2:CreateAction")).isEqualTo("CreateVpcEndpoint");
    assertThat(key(asks.get(3), "aws:RequestTag/team")).isEqualTo("a");
  }

  @Test
  void anEndpointThatIsDeletedBringsItsServiceAndTags() {
    VpcEndpoint endpoint = endpoint();
    cloud.snapshot = cloud.snapshot.withTags(endpoint.key(), TreePMap.singleton("team", "a"));
    List<Ask> asks = asks("DeleteVpcEndpoints", DeleteVpcEndpointsRequest.builder().vpcEndpointIds(endpoint.id(), "vpce-000000ff").build());
    assertThat(lines(asks))
        .containsExactly(on("DeleteVpcEndpoints", "vpc-endpoint/vpce-00000001"), on("DeleteVpcEndpoints", "vpc-endpoint/vpce-000000ff"));
    assertThat(key(asks.getFirst(), "ec2:VpceServiceName")).isEqualTo(S3);
    assertThat(key(asks.getFirst(), "aws:ResourceTag/team")).isEqualTo("a");
    assertThat(key(asks.getFirst(), "ec2:ResourceTag/team")).isEqualTo("a");
    assertThat(key(asks.get(1), "ec2:VpceServiceName")).as("one that does not exist").isEqualTo("absent");
  }

  @Test
  void aRouteIsAskedForOnItsTableAlone() {
    CreateRouteRequest request =
        CreateRouteRequest.builder().routeTableId(network.table.id()).destinationCidrBlock("0.0.0.0/0").natGatewayId("nat-00000001").build();
    assertThat(lines(asks("CreateRoute", request))).containsExactly(on("CreateRoute", "route-table/rtb-00000001"));
  }

  @Test
  void aRuleIsAskedForOnItsGroupAndNotOnThePeers() {
    AuthorizeSecurityGroupIngressRequest request =
        AuthorizeSecurityGroupIngressRequest.builder().groupId("sg-00000001")
            .ipPermissions(IpPermission.builder().userIdGroupPairs(UserIdGroupPair.builder().groupId("sg-00000002").build()).build())
            .build();
    assertThat(lines(asks("AuthorizeSecurityGroupIngress", request)))
        .containsExactly(on("AuthorizeSecurityGroupIngress", "security-group/sg-00000001"));
  }

  @Test
  void tagsAreAskedForOnEachResourceWithTheirNamesAndValues() {
    List<Ask> asks =
        asks(
            "CreateTags",
            CreateTagsRequest.builder().resources("vpc-00000001", "subnet-00000001").tags(Tag.builder().key("a").value("1").build()).build());
    assertThat(lines(asks)).containsExactly(on("CreateTags", "vpc/vpc-00000001"), on("CreateTags", "subnet/subnet-00000001"));
    assertThat(asks).allSatisfy(ask -> assertThat(key(ask, "aws:RequestTag/a")).isEqualTo("1"));
    assertThat(asks).allSatisfy(ask -> assertThat(key(ask, "ec2:CreateAction")).isEqualTo("absent"));
    Ask taken =
        asks("DeleteTags", DeleteTagsRequest.builder().resources("vpc-00000001").tags(Tag.builder().key("a").build()).build()).getFirst();
    assertThat(key(taken, "aws:TagKeys")).isEqualTo("a");
    assertThat(key(taken, "aws:RequestTag/a")).isEqualTo("absent");
  }

  @Test
  void anInstanceIsAskedForWithAllThatItIsLaunchedWith() {
    ResourceKey role = new ResourceKey("000000000000", ResourceKey.GLOBAL, Kind.IAM_ROLE, "web");
    ResourceKey profile = new ResourceKey("000000000000", ResourceKey.GLOBAL, Kind.INSTANCE_PROFILE, "box");
    cloud.snapshot =
        cloud.snapshot
            .with(new IamRole(role, "web", "AROA", "/app/", "{}", "", 3600, Instant.EPOCH, TreePMap.empty(), List.of()))
            .with(new InstanceProfile(profile, "box", "AIPA", "/", Instant.EPOCH, Optional.of("web")));
    List<Ask> asks =
        asks(
            "RunInstances",
            RunInstancesRequest.builder().imageId("ami-00000001").instanceType("t3.micro").subnetId("subnet-00000001").keyName("mine")
                .iamInstanceProfile(IamInstanceProfileSpecification.builder().name("box").build()).build());
    assertThat(lines(asks))
        .containsExactly(
            on("RunInstances", "instance/*"), on("RunInstances", "volume/*"), on("RunInstances", "network-interface/*"),
            on("RunInstances", "arn:aws:ec2:us-east-1::image/ami-00000001"), on("RunInstances", "subnet/subnet-00000001"),
            on("RunInstances", "key-pair/mine"), on("RunInstances", "security-group/sg-00000001"),
            "iam:PassRole arn:aws:iam::000000000000:role/app/web");
    assertThat(key(asks.getFirst(), "ec2:InstanceType")).isEqualTo("t3.micro");
    assertThat(key(asks.getFirst(), "ec2:InstanceProfile")).isEqualTo("arn:aws:iam::000000000000:instance-profile/box");
    assertThat(key(asks.get(2), "ec2:Subnet")).isEqualTo(ARN + "subnet/subnet-00000001");
    assertThat(key(asks.getLast(), "iam:PassedToService")).isEqualTo("ec2.amazonaws.com");
  }

  @Test
  void whatIsMadeIsCalledAsArnsCallIt() {
    assertThat(lines(asks("CreateNatGateway", CreateNatGatewayRequest.builder().subnetId("subnet-00000001").allocationId("eipalloc-00000001").build())))
        .containsExactly(
            on("CreateNatGateway", "natgateway/*"), on("CreateNatGateway", "elastic-ip/eipalloc-00000001"),
            on("CreateNatGateway", "subnet/subnet-00000001"));
    assertThat(lines(asks("CreateDefaultVpc", CreateDefaultVpcRequest.builder().build()))).containsExactly(on("CreateDefaultVpc", "*"));
  }

  @Test
  void anAssociationStandsForWhatItJoins() {
    NetworkInterface held = new Calls(cloud).instance("subnet-00000001");
    assertThat(lines(asks("DetachNetworkInterface",
            DetachNetworkInterfaceRequest.builder().attachmentId(held.attachment().orElseThrow().id()).build())))
        .containsExactly(
            on("DetachNetworkInterface", "network-interface/" + held.id()),
            on("DetachNetworkInterface", "instance/" + held.hostId().orElseThrow()));
    assertThat(lines(asks("ReplaceNetworkAclAssociation",
            ReplaceNetworkAclAssociationRequest.builder().associationId("aclassoc-00000001").networkAclId("acl-00000001").build())))
        .containsExactly(on("ReplaceNetworkAclAssociation", "subnet/subnet-00000001"), on("ReplaceNetworkAclAssociation", "network-acl/acl-00000001"));
    assertThat(lines(asks("DisassociateRouteTable", DisassociateRouteTableRequest.builder().associationId("rtbassoc-000000ff").build())))
        .as("one that does not exist").containsExactly(on("DisassociateRouteTable", "*"));
  }

  @Test
  void aNameThatIsLikeAnIdIsNone() {
    assertThat(lines(asks("DeleteSecurityGroup", DeleteSecurityGroupRequest.builder().groupName("vpc-00000001").build())))
        .containsExactly(on("DeleteSecurityGroup", "*"));
  }

  @Test
  void thePeerIsNamedByAKeyAndNotAskedFor() {
    List<Ask> asks =
        asks("CreateVpcPeeringConnection",
            CreateVpcPeeringConnectionRequest.builder().vpcId("vpc-00000001").peerVpcId("vpc-00000009").peerOwnerId("999999999999").build());
    assertThat(lines(asks))
        .containsExactly(on("CreateVpcPeeringConnection", "vpc-peering-connection/*"), on("CreateVpcPeeringConnection", "vpc/vpc-00000001"));
    assertThat(key(asks.getFirst(), "ec2:AccepterVpc")).isEqualTo("arn:aws:ec2:us-east-1:999999999999:vpc/vpc-00000009");
    assertThat(key(asks.getFirst(), "ec2:RequesterVpc")).isEqualTo(ARN + "vpc/vpc-00000001");
  }

  @Test
  void theAccepterAsksForTheConnectionAsItsOwn() {
    Caller other = Caller.root("999999999999", "us-east-1");
    ResourceKey theirs = Lookup.key(other, Kind.VPC_PEERING_CONNECTION, "pcx-00000001");
    network.put(
        new VpcPeeringConnection(
            theirs, side("999999999999", "vpc-00000009"), side("000000000000", network.vpc.id()), VpcPeeringConnection.State.PENDING_ACCEPTANCE, "",
            Instant.EPOCH, Instant.EPOCH));
    List<Ask> asks =
        asks("AcceptVpcPeeringConnection", AcceptVpcPeeringConnectionRequest.builder().vpcPeeringConnectionId("pcx-00000001").build());
    assertThat(lines(asks))
        .containsExactly(
            on("AcceptVpcPeeringConnection", "vpc-peering-connection/pcx-00000001"), on("AcceptVpcPeeringConnection", "vpc/vpc-00000001"));
    assertThat(key(asks.getFirst(), "ec2:RequesterVpc")).isEqualTo("arn:aws:ec2:us-east-1:999999999999:vpc/vpc-00000009");
  }

  @Test
  void anAnalysisIsAskedForOnThePathAndOnWhatItMakes() {
    List<Ask> asks = asks("StartNetworkInsightsAnalysis", StartNetworkInsightsAnalysisRequest.builder().networkInsightsPathId("nip-0123456789abcdef0").build());
    assertThat(lines(asks))
        .containsExactly(on("StartNetworkInsightsAnalysis", "network-insights-analysis/*"), on("StartNetworkInsightsAnalysis", "network-insights-path/nip-0123456789abcdef0"));
    assertThat(lines(asks("CreateNetworkInsightsPath", CreateNetworkInsightsPathRequest.builder().source("i-00000001").build())))
        .containsExactly(on("CreateNetworkInsightsPath", "network-insights-path/*"));
  }

  private static VpcPeeringConnection.Side side(String account, String vpcId) {
    return new VpcPeeringConnection.Side(account, "us-east-1", vpcId, List.of(Cidr.parse("10.0.0.0/16")));
  }

  @Test
  void everyOperationAsksForItselfEvenWithoutAnyParameter() throws ReflectiveOperationException {
    for (Operation<?, ?> operation : Ec2Operations.all()) {
      SdkPojo empty = (SdkPojo) ((SdkBuilder<?, ?>) operation.request().getMethod("builder").invoke(null)).build();
      assertThat(asks(operation.name(), empty)).isNotEmpty().allSatisfy(ask -> assertThat(ask.action()).isEqualTo("ec2:" + operation.name()));
    }
  }

  @Test
  void whatAnOperationMakesFollowsFromItsName() {
    assertThat(Ec2Rule.of("CreateTransitGatewayRouteTable").makes()).containsExactly("transit-gateway-route-table");
    assertThat(Ec2Rule.of("CreateVpnConnectionRoute").makes()).isEmpty();
  }
}
