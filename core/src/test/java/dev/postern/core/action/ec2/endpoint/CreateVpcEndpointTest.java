package dev.postern.core.action.ec2.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Network;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.VpcEndpoint;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.Tag;

class CreateVpcEndpointTest {
  private static final String S3 = "com.amazonaws.us-east-1.s3";
  private static final String S3_LIST = "pl-63a5400a";
  private final Network network = new Network();
  private final Cloud cloud = network.cloud;

  @Test
  void routesToThePrefixListAppear() {
    String id = made(r -> r.routeTableIds(network.table.id())).vpcEndpoint().vpcEndpointId();
    assertThat(cloud.get(RouteTable.class, Kind.ROUTE_TABLE, network.table.id()).routes())
        .containsExactly(new Route(new Route.ToPrefixList(S3_LIST), new Route.ViaVpcEndpoint(id)));
  }

  @Test
  void answerHasAwssShape() {
    CreateVpcEndpointResponse response = made(r -> r.clientToken("t").tagSpecifications(t -> t.resourceType("vpc-endpoint")
        .tags(Tag.builder().key("Name").value("s3").build())));
    assertThat(response.clientToken()).isEqualTo("t");
    assertThat(response.vpcEndpoint()).satisfies(e -> {
      assertThat(e.vpcEndpointId()).matches("vpce-[0-9a-f]{17}");
      assertThat(e.vpcEndpointTypeAsString()).isEqualTo("Gateway");
      assertThat(e.stateAsString()).isEqualTo("pending");
      assertThat(e.policyDocument()).isEqualTo(
          "{\"Version\":\"2008-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}");
      assertThat(e.routeTableIds()).isEmpty();
      assertThat(e.privateDnsEnabled()).isFalse();
      assertThat(e.requesterManaged()).isFalse();
      assertThat(e.creationTimestamp()).isEqualTo(cloud.now);
      assertThat(e.ownerId()).isEqualTo("000000000000");
      assertThat(e.tags()).containsExactly(Tag.builder().key("Name").value("s3").build());
    });
  }

  @Test
  void typesThatTheServiceDoesNotOfferAreRefusedAsAwsWordsIt() {
    AwsException error = refused(r -> r.serviceName("com.amazonaws.us-east-1.sqs"));
    assertThat(error.code()).isEqualTo("InvalidParameter");
    assertThat(error.text()).isEqualTo("Endpoint type (Gateway) does not match available service types ([Interface]).");
  }

  @Test
  void typesThatAreNotBuiltSaySo() {
    AwsException error = refused(r -> r.vpcEndpointType("Resource").resourceConfigurationArn("arn"));
    assertThat(error.code()).isEqualTo("UnsupportedOperation");
    assertThat(error.text()).contains("Resource", "not built");
    assertThat(refused(r -> r.serviceName("com.amazonaws.us-east-1.s3express")).code()).isEqualTo("UnsupportedOperation");
  }

  @Test
  void unknownServiceIsRefused() {
    AwsException error = refused(r -> r.serviceName("com.amazonaws.us-east-1.nothing"));
    assertThat(error.code()).isEqualTo("InvalidServiceName");
    assertThat(error.text()).isEqualTo("The Vpc Endpoint Service 'com.amazonaws.us-east-1.nothing' does not exist");
    assertThat(refused(r -> r.serviceName("com.amazonaws.us-west-2.s3")).code()).isEqualTo("InvalidServiceName");
  }

  @Test
  void secondEndpointOfAServiceOnOneTableIsRefused() {
    made(r -> r.routeTableIds(network.table.id()));
    AwsException error = refused(r -> r.routeTableIds(network.table.id()));
    assertThat(error.code()).isEqualTo("RouteAlreadyExists");
    assertThat(error.text()).isEqualTo("route table " + network.table.id() + " already has a route with destination-prefix-list-id " + S3_LIST);
  }

  @Test
  void twoServicesShareATableAndOneServiceHasEndpointsOnSeveral() {
    made(r -> r.routeTableIds(network.table.id()));
    made(r -> r.serviceName("com.amazonaws.us-east-1.dynamodb").routeTableIds(network.table.id()));
    made(r -> r.routeTableIds(network.routeTable("2").id()));
    assertThat(cloud.all(VpcEndpoint.class, Kind.VPC_ENDPOINT)).hasSize(3);
    assertThat(cloud.get(RouteTable.class, Kind.ROUTE_TABLE, network.table.id()).routes()).hasSize(2);
  }

  @Test
  void routeTablesOfAnotherVpcAndUnknownOnesAreRefused() {
    Network other = new Network(cloud, "9");
    assertThat(refused(r -> r.routeTableIds(other.table.id())).code()).isEqualTo("InvalidParameter");
    assertThat(refused(r -> r.routeTableIds("rtb-0badbadb")).code()).isEqualTo("InvalidRouteTableID.NotFound");
    assertThat(refused(r -> r.routeTableIds("table")).code()).isEqualTo("InvalidRouteTableId.Malformed");
  }

  @Test
  void vpcIsRequiredAndMustExist() {
    assertThat(refused(r -> r.vpcId(null)).code()).isEqualTo("MissingParameter");
    assertThat(refused(r -> r.vpcId("vpc-x")).code()).isEqualTo("InvalidVpcID.Malformed");
    assertThat(refused(r -> r.vpcId("vpc-0badbadb")).code()).isEqualTo("InvalidVpcID.NotFound");
    assertThat(refused(r -> r.serviceName(null)).text()).isEqualTo("The request must contain the parameter ServiceName");
  }

  @Test
  void parametersOfOtherTypesAreRefusedByName() {
    assertThat(refused(r -> r.subnetIds(network.subnet.id())).text()).contains("SubnetId");
    assertThat(refused(r -> r.securityGroupIds(network.defaultGroup.id())).text()).contains("SecurityGroupId");
    assertThat(refused(r -> r.privateDnsEnabled(true)).text()).contains("PrivateDnsEnabled");
    assertThat(refused(r -> r.serviceRegion("us-east-1")).text()).contains("ServiceRegion");
    assertThat(refused(r -> r.dnsOptions(d -> d.privateDnsOnlyForInboundResolverEndpoint(true))).text()).contains("PrivateDnsOnlyForInbound");
    assertThat(refused(r -> r.vpcEndpointType("Tunnel")).code()).isEqualTo("InvalidParameterValue");
    assertThat(made(r -> r.privateDnsEnabled(false)).vpcEndpoint().privateDnsEnabled()).isFalse();
  }

  @Test
  void onlyIpv4IsCarried() {
    assertThat(refused(r -> r.ipAddressType("dualstack")).code()).isEqualTo("UnsupportedOperation");
    assertThat(refused(r -> r.ipAddressType("ipv5")).code()).isEqualTo("InvalidParameterValue");
    assertThat(made(r -> r.ipAddressType("ipv4")).vpcEndpoint().ipAddressTypeAsString()).isEqualTo("ipv4");
  }

  @Test
  void sameTokenGivesTheSameEndpoint() {
    String first = made(r -> r.clientToken("once")).vpcEndpoint().vpcEndpointId();
    assertThat(made(r -> r.clientToken("once")).vpcEndpoint().vpcEndpointId()).isEqualTo(first);
    assertThat(cloud.all(VpcEndpoint.class, Kind.VPC_ENDPOINT)).hasSize(1);
    assertThat(refused(r -> r.clientToken("once").routeTableIds(network.table.id())).code()).isEqualTo("IdempotentParameterMismatch");
    cloud.now = cloud.now.plus(Duration.ofHours(25));
    assertThat(made(r -> r.clientToken("once")).vpcEndpoint().vpcEndpointId()).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "{", "[]", "\"text\"", "{}", "{\"Statement\":[]}", "{\"Statement\":[1]}", "{\"Version\":\"2020-01-01\",\"Statement\":[]}",
    "{\"Statement\":{\"Effect\":\"Maybe\",\"Action\":\"*\",\"Resource\":\"*\"}}", "{\"Statement\":{\"Effect\":\"Allow\"}}"
  })
  void policiesThatAreNoneAreRefused(String document) {
    assertThat(refused(r -> r.policyDocument(document)).code()).isEqualTo("InvalidPolicyDocument");
  }

  @ParameterizedTest
  @CsvSource({"20480, true", "20481, false"})
  void policiesHaveAtMost20480Characters(int length, boolean accepted) {
    String all = EndpointPolicy.ofNew(VpcEndpoint.Type.GATEWAY);
    String policy = all + " ".repeat(length - all.length());
    if (accepted) {
      assertThat(made(r -> r.policyDocument(policy)).vpcEndpoint().policyDocument()).isEqualTo(policy);
    } else {
      assertThat(refused(r -> r.policyDocument(policy)).code()).isEqualTo("InvalidPolicyDocument");
    }
  }

  @Test
  void aVpcHasAtMost255GatewayEndpoints() {
    for (int i = 0; i < 255; i++) {
      made(_ -> {});
    }
    assertThat(refused(_ -> {}).code()).isEqualTo("VpcEndpointLimitExceeded");
  }

  @Test
  void tagsMustBeForAnEndpoint() {
    assertThat(refused(r -> r.tagSpecifications(t -> t.resourceType("vpc").tags(Tag.builder().key("k").build()))).code())
        .isEqualTo("InvalidParameterValue");
  }

  private CreateVpcEndpointResponse made(Consumer<CreateVpcEndpointRequest.Builder> more) {
    return cloud.run(CreateVpcEndpoint.OPERATION, request(more));
  }

  private AwsException refused(Consumer<CreateVpcEndpointRequest.Builder> more) {
    return cloud.refused(CreateVpcEndpoint.OPERATION, request(more));
  }

  private CreateVpcEndpointRequest request(Consumer<CreateVpcEndpointRequest.Builder> more) {
    CreateVpcEndpointRequest.Builder builder = CreateVpcEndpointRequest.builder().vpcId(network.vpc.id()).serviceName(S3);
    more.accept(builder);
    return builder.build();
  }
}
