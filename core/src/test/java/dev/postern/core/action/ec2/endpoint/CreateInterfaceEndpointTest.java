package dev.postern.core.action.ec2.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Network;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.VpcEndpoint;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.DnsEntry;
import software.amazon.awssdk.services.ec2.model.Tag;

class CreateInterfaceEndpointTest {
  private final InterfaceEndpoints endpoints = new InterfaceEndpoints();
  private final Cloud cloud = endpoints.cloud;
  private final Network network = endpoints.network;

  @Test
  void answerHasAwssShape() {
    var response =
        endpoints.made(r -> r.subnetIds(endpoints.b.id(), endpoints.a.id()).clientToken("t").tagSpecifications(t -> t.resourceType("vpc-endpoint")
            .tags(Tag.builder().key("Name").value("sqs").build())));
    assertThat(response.clientToken()).isEqualTo("t");
    assertThat(response.vpcEndpoint()).satisfies(e -> {
      assertThat(e.vpcEndpointId()).matches("vpce-[0-9a-f]{17}");
      assertThat(e.vpcEndpointTypeAsString()).isEqualTo("Interface");
      assertThat(e.serviceName()).isEqualTo(InterfaceEndpoints.SQS);
      assertThat(e.serviceRegion()).isEqualTo("us-east-1");
      assertThat(e.stateAsString()).isEqualTo("pending");
      assertThat(e.hasRouteTableIds()).isTrue();
      assertThat(e.routeTableIds()).isEmpty();
      assertThat(e.subnetIds()).containsExactly(endpoints.b.id(), endpoints.a.id());
      assertThat(e.networkInterfaceIds()).hasSize(2);
      assertThat(e.groups()).singleElement().satisfies(g -> {
        assertThat(g.groupId()).isEqualTo(network.defaultGroup.id());
        assertThat(g.groupName()).isEqualTo("default");
      });
      assertThat(e.privateDnsEnabled()).isTrue();
      assertThat(e.requesterManaged()).isFalse();
      assertThat(e.ipAddressTypeAsString()).isEqualTo("ipv4");
      assertThat(e.dnsOptions().dnsRecordIpTypeAsString()).isEqualTo("ipv4");
      assertThat(e.dnsOptions().privateDnsOnlyForInboundResolverEndpoint()).isNull();
      assertThat(e.policyDocument()).isEqualTo(
          "{\n  \"Statement\": [\n    {\n      \"Action\": \"*\", \n      \"Effect\": \"Allow\", \n      \"Principal\": \"*\", \n"
              + "      \"Resource\": \"*\"\n    }\n  ]\n}");
      assertThat(e.creationTimestamp()).isEqualTo(cloud.now);
      assertThat(e.ownerId()).isEqualTo("000000000000");
      assertThat(e.tags()).containsExactly(Tag.builder().key("Name").value("sqs").build());
      assertThat(e.lastError()).isNull();
    });
  }

  @Test
  void dnsEntriesAreRegionalZonalPrivate() {
    var endpoint = endpoints.made(r -> r.subnetIds(endpoints.b.id(), endpoints.a.id())).vpcEndpoint();
    String own = endpoint.vpcEndpointId() + "-" + endpoints.get(endpoint.vpcEndpointId()).dnsToken();
    assertThat(own).matches("vpce-[0-9a-f]{17}-[a-z0-9]{8}");
    assertThat(endpoint.dnsEntries()).extracting(DnsEntry::dnsName).containsExactly(
        own + ".sqs.us-east-1.vpce.amazonaws.com",
        own + "-us-east-1b.sqs.us-east-1.vpce.amazonaws.com",
        own + "-us-east-1a.sqs.us-east-1.vpce.amazonaws.com",
        "sqs.us-east-1.amazonaws.com");
    assertThat(endpoint.dnsEntries().subList(0, 3)).extracting(DnsEntry::hostedZoneId).containsOnly("Z7HUB22UULQXV");
    assertThat(endpoint.dnsEntries().getLast().hostedZoneId()).matches("Z0[0-9A-Z]{12,19}");
  }

  @Test
  void eachSubnetHasAnInterfaceThatAwsManages() {
    String id = endpoints.id(r -> r.subnetIds(endpoints.a.id(), endpoints.b.id()));
    assertThat(endpoints.interfaces(id)).extracting(NetworkInterface::subnetId).containsExactly(endpoints.a.id(), endpoints.b.id());
    assertThat(endpoints.interfaces(id)).extracting(NetworkInterface::primaryIp).containsExactly("10.0.0.4", "10.0.1.4");
    assertThat(endpoints.interfaces(id)).allSatisfy(n -> {
      assertThat(n.interfaceType()).isEqualTo("vpc_endpoint");
      assertThat(n.description()).isEqualTo("VPC Endpoint Interface " + id);
      assertThat(n.requesterManaged()).isTrue();
      assertThat(n.sourceDestCheck()).isTrue();
      assertThat(n.hostId()).contains(id);
      assertThat(n.attachment().orElseThrow().deviceIndex()).isEqualTo(1);
      assertThat(n.groupIds()).containsExactly(network.defaultGroup.id());
    });
  }

  @Test
  void withoutSubnetsItIsAvailableAtOnce() {
    var endpoint = endpoints.made(_ -> {}).vpcEndpoint();
    assertThat(endpoint.stateAsString()).isEqualTo("available");
    assertThat(endpoint.networkInterfaceIds()).isEmpty();
    assertThat(endpoint.dnsEntries()).hasSize(2);
  }

  @Test
  void addressesAreFreeOnesOrThoseAskedFor() {
    endpoints.id(r -> r.subnetIds(endpoints.a.id()).privateDnsEnabled(false));
    assertThat(endpoints.interfaces(endpoints.id(r -> r.subnetIds(endpoints.a.id()).privateDnsEnabled(false))).getFirst().primaryIp())
        .isEqualTo("10.0.0.5");
    String id = endpoints.id(r -> r.subnetIds(endpoints.a.id(), endpoints.b.id()).privateDnsEnabled(false)
        .subnetConfigurations(s -> s.subnetId(endpoints.b.id()).ipv4("10.0.1.77")));
    assertThat(endpoints.interfaces(id)).extracting(NetworkInterface::primaryIp).containsExactly("10.0.0.6", "10.0.1.77");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.9.9, InvalidParameterValue", // not of the subnet
    "10.0.0.3, InvalidParameterValue", // kept by AWS
    "10.0.0.255, InvalidParameterValue",
    "10.0.0.4, InvalidIPAddress.InUse",
    "no, InvalidParameterValue"
  })
  void addressesThatCannotBeHadAreRefused(String address, String code) {
    endpoints.id(r -> r.subnetIds(endpoints.a.id()).privateDnsEnabled(false));
    assertThat(endpoints.refused(r -> r.subnetIds(endpoints.a.id()).privateDnsEnabled(false)
        .subnetConfigurations(s -> s.subnetId(endpoints.a.id()).ipv4(address))).code()).isEqualTo(code);
  }

  @Test
  void subnetConfigurationsBelongToSubnetsOfTheRequest() {
    assertThat(configured(s -> s.subnetId(endpoints.b.id()).ipv4("10.0.1.9")).code()).isEqualTo("InvalidParameter");
    assertThat(configured(s -> s.subnetId(endpoints.a.id())).text()).contains("Ipv4");
    assertThat(configured(s -> s.ipv4("10.0.0.9")).code()).isEqualTo("MissingParameter");
    assertThat(configured(s -> s.subnetId(endpoints.a.id()).ipv6("::1")).code()).isEqualTo("UnsupportedOperation");
    assertThat(endpoints.refused(r -> r.subnetIds(endpoints.a.id()).subnetConfigurations(
            s -> s.subnetId(endpoints.a.id()).ipv4("10.0.0.9"), s -> s.subnetId(endpoints.a.id()).ipv4("10.0.0.10"))).text())
        .contains("twice");
  }

  @Test
  void fullSubnetIsRefused() {
    String tiny = network.subnetIn("us-east-1d", "4", "10.0.3.0/28").id();
    for (int i = 0; i < 11; i++) {
      endpoints.id(r -> r.subnetIds(tiny).privateDnsEnabled(false));
    }
    assertThat(endpoints.refused(r -> r.subnetIds(endpoints.a.id(), tiny)).code()).isEqualTo("InsufficientFreeAddressesInSubnet");
  }

  @Test
  void zoneThatTheServiceIsNotInIsRefused() {
    AwsException error = endpoints.refused(r -> r.serviceName("com.amazonaws.us-east-1.email-smtp").subnetIds(endpoints.a.id()));
    assertThat(error.code()).isEqualTo("InvalidParameter");
    assertThat(error.text()).isEqualTo(
        "The VPC endpoint service com.amazonaws.us-east-1.email-smtp does not support the availability zone of the subnet: " + endpoints.a.id() + ".");
    assertThat(endpoints.made(r -> r.serviceName("com.amazonaws.us-east-1.email-smtp").subnetIds(endpoints.b.id()))).isNotNull();
  }

  @Test
  void twoSubnetsOfOneZoneAreRefused() {
    String second = network.subnetIn("us-east-1b", "4", "10.0.3.0/24").id();
    AwsException error = endpoints.refused(r -> r.subnetIds(endpoints.a.id(), endpoints.b.id(), second));
    assertThat(error.code()).isEqualTo("DuplicateSubnetsInSameZone");
    assertThat(error.text()).isEqualTo("Found another VPC endpoint subnet in the availability zone of " + endpoints.b.id());
  }

  @Test
  void whatIsOfAnotherVpcOrNowhereIsRefused() {
    Network other = new Network(cloud, "9");
    assertThat(endpoints.refused(r -> r.subnetIds(other.subnet.id())).code()).isEqualTo("InvalidParameter");
    assertThat(endpoints.refused(r -> r.subnetIds("subnet-0badbadb")).code()).isEqualTo("InvalidSubnetID.NotFound");
    assertThat(endpoints.refused(r -> r.subnetIds("subnet")).code()).isEqualTo("InvalidSubnetID.Malformed");
    assertThat(endpoints.refused(r -> r.securityGroupIds(other.defaultGroup.id())).code()).isEqualTo("InvalidGroup.NotFound");
    assertThat(endpoints.refused(r -> r.securityGroupIds("sg-0badbadb")).code()).isEqualTo("InvalidGroup.NotFound");
    assertThat(endpoints.refused(r -> r.securityGroupIds("group")).code()).isEqualTo("InvalidGroupId.Malformed");
    assertThat(endpoints.refused(r -> r.vpcId("vpc-0badbadb")).code()).isEqualTo("InvalidVpcID.NotFound");
    assertThat(endpoints.refused(r -> r.vpcId(null)).code()).isEqualTo("MissingParameter");
  }

  @Test
  void groupsAreAtMostFive() {
    List<String> six = IntStream.range(2, 8).mapToObj(i -> network.group(String.valueOf(i), "g" + i)).map(SecurityGroup::id).toList();
    assertThat(endpoints.refused(r -> r.securityGroupIds(six)).code()).isEqualTo("SecurityGroupsPerInterfaceLimitExceeded");
    String id = endpoints.id(r -> r.subnetIds(endpoints.a.id()).securityGroupIds(six.subList(0, 5)));
    assertThat(endpoints.interfaces(id).getFirst().groupIds()).isEqualTo(six.subList(0, 5));
  }

  @Test
  void typesMustFitTheService() {
    AwsException error = endpoints.refused(r -> r.serviceName("com.amazonaws.us-east-1.s3express"));
    assertThat(error.code()).isEqualTo("InvalidParameter");
    assertThat(error.text()).isEqualTo("Endpoint type (Interface) does not match available service types ([Gateway]).");
    assertThat(endpoints.refused(r -> r.serviceName("com.amazonaws.us-east-1.nothing")).text())
        .isEqualTo("The Vpc Endpoint Service 'com.amazonaws.us-east-1.nothing' does not exist");
    assertThat(endpoints.refused(r -> r.vpcEndpointType("GatewayLoadBalancer")).text())
        .isEqualTo("Endpoint type (GatewayLoadBalancer) does not match available service types ([Interface]).");
  }

  @Test
  void parametersOfOtherTypesAreRefusedByName() {
    assertThat(endpoints.refused(r -> r.routeTableIds(network.table.id())).text()).contains("RouteTableId", "Interface");
    assertThat(endpoints.refused(r -> r.serviceNetworkArn("arn")).text()).contains("ServiceNetworkArn");
    assertThat(endpoints.refused(r -> r.resourceConfigurationArn("arn")).text()).contains("ResourceConfigurationArn");
    assertThat(endpoints.refused(r -> r.dnsOptions(d -> d.privateDnsPreference("ALL_DOMAINS"))).text()).contains("PrivateDnsPreference");
    assertThat(endpoints.refused(r -> r.dnsOptions(d -> d.privateDnsSpecifiedDomains("x"))).text()).contains("PrivateDnsSpecifiedDomain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dualstack", "ipv6"})
  void onlyIpv4IsCarried(String type) {
    assertThat(endpoints.refused(r -> r.ipAddressType(type)).text()).contains("IpAddressType " + type);
    AwsException error = endpoints.refused(r -> r.dnsOptions(d -> d.dnsRecordIpType(type)));
    assertThat(error.code()).isEqualTo("UnsupportedOperation");
    assertThat(error.text()).contains("DnsRecordIpType " + type);
    assertThat(endpoints.refused(r -> r.ipAddressType("ipv5")).code()).isEqualTo("InvalidParameterValue");
    assertThat(endpoints.refused(r -> r.dnsOptions(d -> d.dnsRecordIpType("ipv5"))).code()).isEqualTo("InvalidParameterValue");
    assertThat(endpoints.made(r -> r.ipAddressType("ipv4").dnsOptions(d -> d.dnsRecordIpType("ipv4")))).isNotNull();
  }

  @Test
  void policiesAreForServicesThatTakeThem() {
    String policy = "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}";
    assertThat(endpoints.made(r -> r.policyDocument(policy)).vpcEndpoint().policyDocument()).isEqualTo(policy);
    assertThat(endpoints.refused(r -> r.policyDocument("{")).code()).isEqualTo("InvalidPolicyDocument");
    // What the evaluator could not read would deny everything: it is refused when it is written.
    String unknownOperator =
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringIs\":{\"aws:SourceVpc\":\"vpc-1\"}}}]}";
    assertThat(endpoints.refused(r -> r.policyDocument(unknownOperator)).text()).startsWith("Invalid policy document.").contains("line 1, column");
    assertThat(endpoints.refused(r -> r.policyDocument(policy + " ".repeat(20_480))).code()).isEqualTo("InvalidPolicyDocument");
    assertThat(endpoints.refused(r -> r.serviceName("com.amazonaws.us-east-1.iot.data").policyDocument(policy)).code()).isEqualTo("InvalidParameter");
  }

  @Test
  void sameTokenGivesTheSameEndpointAndNoMoreInterfaces() {
    String first = endpoints.id(r -> r.clientToken("once").subnetIds(endpoints.a.id()));
    cloud.carries(network.vpc.id(), first);
    var again = endpoints.made(r -> r.clientToken("once").subnetIds(endpoints.a.id())).vpcEndpoint();
    assertThat(again.vpcEndpointId()).isEqualTo(first);
    assertThat(again.stateAsString()).isEqualTo("available");
    assertThat(endpoints.allInterfaces()).hasSize(1);
    assertThat(endpoints.refused(r -> r.clientToken("once").subnetIds(endpoints.b.id())).code()).isEqualTo("IdempotentParameterMismatch");
    assertThat(endpoints.refused(r -> r.clientToken("once").vpcId("vpc-0badbadb")).code()).isEqualTo("IdempotentParameterMismatch");
  }

  @Test
  void fiftyIsNoLimit() {
    for (int i = 0; i < 60; i++) {
      endpoints.id(r -> r.privateDnsEnabled(false).subnetIds(endpoints.a.id()));
    }
    assertThat(cloud.all(VpcEndpoint.class, Kind.VPC_ENDPOINT)).hasSize(60);
    assertThat(endpoints.allInterfaces()).extracting(NetworkInterface::primaryIp).doesNotHaveDuplicates();
  }

  @Test
  void tagsMustBeForAnEndpoint() {
    assertThat(endpoints.refused(r -> r.subnetIds(endpoints.a.id())
            .tagSpecifications(t -> t.resourceType("network-interface").tags(Tag.builder().key("k").build()))).code())
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void otherRegionsServicesHaveRegionalNamesAlone() {
    var endpoint = endpoints.made(r -> r.serviceName("com.amazonaws.us-west-2.kms").serviceRegion("us-west-2")
        .subnetIds(endpoints.a.id(), endpoints.b.id())).vpcEndpoint();
    assertThat(endpoint.serviceRegion()).isEqualTo("us-west-2");
    assertThat(endpoint.dnsEntries()).hasSize(2).first().satisfies(e -> assertThat(e.dnsName()).endsWith(".kms.us-west-2.vpce.amazonaws.com"));
    assertThat(endpoint.dnsEntries().getLast().dnsName()).isEqualTo("kms.us-west-2.amazonaws.com");
    assertThat(endpoints.made(r -> r.serviceRegion("us-east-1")).vpcEndpoint().serviceRegion()).isEqualTo("us-east-1");
  }

  @Test
  void otherRegionsThatAreNotReachedAreRefused() {
    Consumer<CreateVpcEndpointRequest.Builder> kms = r -> r.serviceName("com.amazonaws.us-west-2.kms").serviceRegion("us-west-2");
    assertThat(endpoints.refused(r -> kms.andThen(q -> q.subnetIds(endpoints.c.id())).accept(r)).text()).endsWith(endpoints.c.id() + "."); // use1-az3
    assertThat(endpoints.refused(r -> r.serviceName("com.amazonaws.us-west-2.sqs").serviceRegion("us-west-2")).code()).isEqualTo("InvalidServiceName");
    assertThat(endpoints.refused(r -> r.serviceName("com.amazonaws.us-west-2.kms")).code()).isEqualTo("InvalidServiceName");
    assertThat(endpoints.refused(r -> r.serviceRegion("mars-north-1")).code()).isEqualTo("InvalidParameter");
    assertThat(endpoints.refused(r -> kms.andThen(q -> q.vpcEndpointType("Gateway").serviceName(InterfaceEndpoints.S3)).accept(r)).text())
        .contains("ServiceRegion");
  }

  private AwsException configured(Consumer<software.amazon.awssdk.services.ec2.model.SubnetConfiguration.Builder> configuration) {
    return endpoints.refused(r -> r.subnetIds(endpoints.a.id()).subnetConfigurations(configuration));
  }
}
