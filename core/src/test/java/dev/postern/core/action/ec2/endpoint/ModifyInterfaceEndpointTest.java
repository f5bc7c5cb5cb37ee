package dev.postern.core.action.ec2.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Network;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.VpcEndpoint;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModifyInterfaceEndpointTest {
  private final InterfaceEndpoints endpoints = new InterfaceEndpoints();
  private final Cloud cloud = endpoints.cloud;
  private final Network network = endpoints.network;
  private String id = "";

  @BeforeEach
  void endpointInTwoZones() {
    id = endpoints.id(r -> r.subnetIds(endpoints.a.id(), endpoints.b.id()));
  }

  @Test
  void subnetsComeAndGo() {
    NetworkInterface first = endpoints.interfaces(id).getFirst();
    VpcEndpoint changed = endpoints.modified(id, r -> r.removeSubnetIds(endpoints.b.id()).addSubnetIds(endpoints.c.id()));
    assertThat(changed.subnetIds()).containsExactly(endpoints.a.id(), endpoints.c.id());
    assertThat(endpoints.interfaces(id)).first().isEqualTo(first);
    assertThat(endpoints.interfaces(id).getLast()).satisfies(n -> {
      assertThat(n.availabilityZone()).isEqualTo("us-east-1c");
      assertThat(n.description()).isEqualTo("VPC Endpoint Interface " + id);
      assertThat(n.groupIds()).isEqualTo(changed.groupIds());
    });
    assertThat(endpoints.allInterfaces()).hasSize(2);
    assertThat(endpoints.modified(id, r -> r.removeSubnetIds(endpoints.a.id(), endpoints.c.id())).networkInterfaceIds()).isEmpty();
    assertThat(endpoints.allInterfaces()).isEmpty();
    assertThat(endpoints.described(id).stateAsString()).isEqualTo("available");
  }

  @Test
  void removalsComeFirst() {
    Subnet other = network.subnetIn("us-east-1b", "4", "10.0.3.0/24");
    assertThat(endpoints.modifyRefused(id, r -> r.addSubnetIds(other.id())).text())
        .isEqualTo("Found another VPC endpoint subnet in the availability zone of " + endpoints.b.id());
    assertThat(endpoints.modified(id, r -> r.addSubnetIds(other.id()).removeSubnetIds(endpoints.b.id())).subnetIds())
        .containsExactly(endpoints.a.id(), other.id());
  }

  @Test
  void theAddressOfARemovedSubnetIsFree() {
    String address = endpoints.interfaces(id).getLast().primaryIp();
    String before = endpoints.interfaces(id).getLast().id();
    endpoints.modified(id, r -> r.removeSubnetIds(endpoints.b.id()).addSubnetIds(endpoints.b.id())
        .subnetConfigurations(s -> s.subnetId(endpoints.b.id()).ipv4(address)));
    assertThat(endpoints.interfaces(id).getLast().primaryIp()).isEqualTo(address);
    assertThat(endpoints.interfaces(id).getLast().id()).isNotEqualTo(before);
  }

  @Test
  void subnetsThatCannotBeAddedOrRemovedAreRefused() {
    Network other = new Network(cloud, "9");
    assertThat(endpoints.modifyRefused(id, r -> r.addSubnetIds(endpoints.a.id())).code()).isEqualTo("DuplicateSubnetsInSameZone");
    assertThat(endpoints.modifyRefused(id, r -> r.addSubnetIds(other.subnet.id())).code()).isEqualTo("InvalidParameter");
    assertThat(endpoints.modifyRefused(id, r -> r.addSubnetIds("subnet-0badbadb")).code()).isEqualTo("InvalidSubnetID.NotFound");
    assertThat(endpoints.modifyRefused(id, r -> r.removeSubnetIds("subnet-0badbadb")).code()).isEqualTo("InvalidSubnetID.NotFound");
    assertThat(endpoints.modifyRefused(id, r -> r.removeSubnetIds(endpoints.c.id())).code()).isEqualTo("InvalidParameter");
    String smtp = endpoints.id(r -> r.serviceName("com.amazonaws.us-east-1.email-smtp"));
    assertThat(endpoints.modifyRefused(smtp, r -> r.addSubnetIds(endpoints.a.id())).text())
        .contains("does not support the availability zone of the subnet: " + endpoints.a.id());
  }

  @Test
  void anotherAddressIsAnotherInterface() {
    List<NetworkInterface> before = endpoints.interfaces(id);
    VpcEndpoint changed = endpoints.modified(id, r -> r.subnetConfigurations(s -> s.subnetId(endpoints.a.id()).ipv4("10.0.0.99")));
    assertThat(changed.subnetIds()).containsExactly(endpoints.a.id(), endpoints.b.id());
    List<NetworkInterface> after = endpoints.interfaces(id);
    assertThat(after).extracting(NetworkInterface::primaryIp).containsExactly("10.0.0.99", before.getLast().primaryIp());
    assertThat(after.getFirst().id()).isNotEqualTo(before.getFirst().id());
    assertThat(after.getLast()).isEqualTo(before.getLast());
    assertThat(endpoints.allInterfaces()).hasSize(2);
    endpoints.modified(id, r -> r.subnetConfigurations(s -> s.subnetId(endpoints.a.id()).ipv4("10.0.0.99")));
    assertThat(endpoints.interfaces(id)).as("the same address again changes nothing").isEqualTo(after);
  }

  @Test
  void addressesThatCannotBeHadAreRefused() {
    assertThat(endpoints.modifyRefused(id, r -> r.subnetConfigurations(s -> s.subnetId(endpoints.a.id()).ipv4("10.0.1.9"))).code())
        .isEqualTo("InvalidParameterValue");
    assertThat(endpoints.modifyRefused(id, r -> r.subnetConfigurations(s -> s.subnetId(endpoints.c.id()).ipv4("10.0.2.9"))).code())
        .isEqualTo("InvalidParameter");
    assertThat(endpoints.modifyRefused(id, r -> r.removeSubnetIds(endpoints.a.id())
            .subnetConfigurations(s -> s.subnetId(endpoints.a.id()).ipv4("10.0.0.9"))).code())
        .isEqualTo("InvalidParameter");
    endpoints.id(r -> r.privateDnsEnabled(false).subnetIds(endpoints.a.id()));
    assertThat(endpoints.modifyRefused(id, r -> r.subnetConfigurations(s -> s.subnetId(endpoints.a.id()).ipv4("10.0.0.5"))).code())
        .isEqualTo("InvalidIPAddress.InUse");
  }

  @Test
  void groupsChangeOnEveryInterface() {
    SecurityGroup web = network.group("2", "web");
    VpcEndpoint changed = endpoints.modified(id, r -> r.addSecurityGroupIds(web.id()));
    assertThat(changed.groupIds()).containsExactly(network.defaultGroup.id(), web.id());
    assertThat(endpoints.interfaces(id)).allSatisfy(n -> assertThat(n.groupIds()).isEqualTo(changed.groupIds()));
    List<String> ids = changed.networkInterfaceIds();
    endpoints.modified(id, r -> r.removeSecurityGroupIds(network.defaultGroup.id()));
    assertThat(endpoints.interfaces(id)).allSatisfy(n -> assertThat(n.groupIds()).containsExactly(web.id()));
    assertThat(endpoints.get(id).networkInterfaceIds()).isEqualTo(ids);
  }

  @Test
  void groupsThatCannotBeAddedOrRemovedAreRefused() {
    Network other = new Network(cloud, "9");
    List<String> five = IntStream.range(2, 7).mapToObj(i -> network.group(String.valueOf(i), "g" + i).id()).toList();
    assertThat(endpoints.modifyRefused(id, r -> r.removeSecurityGroupIds(network.defaultGroup.id())).code()).isEqualTo("InvalidParameter");
    assertThat(endpoints.modifyRefused(id, r -> r.removeSecurityGroupIds(five.getFirst())).code()).isEqualTo("InvalidParameter");
    assertThat(endpoints.modifyRefused(id, r -> r.removeSecurityGroupIds("group")).code()).isEqualTo("InvalidGroupId.Malformed");
    assertThat(endpoints.modifyRefused(id, r -> r.addSecurityGroupIds(five)).code()).isEqualTo("SecurityGroupsPerInterfaceLimitExceeded");
    assertThat(endpoints.modifyRefused(id, r -> r.addSecurityGroupIds(other.defaultGroup.id())).code()).isEqualTo("InvalidGroup.NotFound");
    assertThat(endpoints.modified(id, r -> r.removeSecurityGroupIds(network.defaultGroup.id()).addSecurityGroupIds(five)).groupIds()).isEqualTo(five);
  }

  @Test
  void policyIsSetAndReset() {
    String original = endpoints.get(id).policyDocument();
    String policy = "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sqs:*\",\"Resource\":\"*\"}}";
    assertThat(endpoints.modified(id, r -> r.policyDocument(policy)).policyDocument()).isEqualTo(policy);
    assertThat(endpoints.modified(id, r -> r.resetPolicy(true)).policyDocument()).isEqualTo(original);
    assertThat(endpoints.modifyRefused(id, r -> r.resetPolicy(true).policyDocument(policy)).code()).isEqualTo("InvalidParameterCombination");
    assertThat(endpoints.modifyRefused(id, r -> r.policyDocument("[]")).code()).isEqualTo("InvalidPolicyDocument");
    String iot = endpoints.id(r -> r.serviceName("com.amazonaws.us-east-1.iot.data"));
    assertThat(endpoints.modifyRefused(iot, r -> r.policyDocument(policy)).code()).isEqualTo("InvalidParameter");
  }

  @Test
  void nothingChangesWhenOnePartIsRefused() {
    // cloud.refused compares the whole snapshot: neither the subnet nor the group of the same request stays.
    SecurityGroup web = network.group("2", "web");
    assertThat(endpoints.modifyRefused(id, r -> r.removeSubnetIds(endpoints.a.id()).addSubnetIds(endpoints.c.id()).addSecurityGroupIds(web.id())
            .policyDocument("no")).code())
        .isEqualTo("InvalidPolicyDocument");
    assertThat(endpoints.interfaces(id)).extracting(NetworkInterface::subnetId).containsExactly(endpoints.a.id(), endpoints.b.id());
  }

  @Test
  void whatOtherTypesHaveAndWhatIsNotBuiltIsRefusedByName() {
    assertThat(endpoints.modifyRefused(id, r -> r.addRouteTableIds(network.table.id())).text()).contains("AddRouteTableId", "Interface");
    assertThat(endpoints.modifyRefused(id, r -> r.removeRouteTableIds(network.table.id())).text()).contains("RemoveRouteTableId");
    assertThat(endpoints.modifyRefused(id, r -> r.ipAddressType("dualstack")).code()).isEqualTo("UnsupportedOperation");
    assertThat(endpoints.modifyRefused(id, r -> r.ipAddressType("ipv5")).code()).isEqualTo("InvalidParameterValue");
    assertThat(endpoints.modifyRefused(id, r -> r.dnsOptions(d -> d.dnsRecordIpType("ipv6"))).code()).isEqualTo("UnsupportedOperation");
    assertThat(endpoints.modifyRefused(id, r -> r.dnsOptions(d -> d.privateDnsPreference("ALL_DOMAINS"))).code()).isEqualTo("InvalidVpcEndpointType");
    assertThat(endpoints.modifyRefused("vpce-0badbadb", _ -> {}).code()).isEqualTo("InvalidVpcEndpointId.NotFound");
    assertThat(endpoints.modifyRefused("vpce", _ -> {}).code()).isEqualTo("InvalidVpcEndpointId.Malformed");
  }

  @Test
  void endpointToAnotherRegionChangesToo() {
    String kms = endpoints.id(r -> r.serviceName("com.amazonaws.us-west-2.kms").serviceRegion("us-west-2"));
    assertThat(endpoints.modified(kms, r -> r.addSubnetIds(endpoints.a.id())).subnetIds()).containsExactly(endpoints.a.id());
    assertThat(endpoints.modifyRefused(kms, r -> r.addSubnetIds(endpoints.c.id())).text()).contains("availability zone of the subnet");
    assertThat(cloud.get(VpcEndpoint.class, Kind.VPC_ENDPOINT, kms).serviceRegion()).isEqualTo("us-west-2");
  }
}
