package dev.postern.core.action.ec2.securitygroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Network;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.Kind;
import dev.postern.core.model.SecurityGroup;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressRequest;

class SecurityGroupRulesTest {
  private final Network network = new Network();
  private final Cloud cloud = network.cloud;
  private final String group = network.defaultGroup.id();

  @Test
  void everyPeerIsARuleOfItsOwn() {
    List<SecurityGroupRule> rules = authorize(tcp(443, 444, p -> p
        .ipRanges(IpRange.builder().cidrIp("10.1.2.3/16").description("office").build())
        .ipv6Ranges(r -> r.cidrIpv6("2001:DB8::1/32"))
        .userIdGroupPairs(g -> g.groupId(group))
        .prefixListIds(l -> l.prefixListId("pl-63a5400a"))));
    assertThat(rules).hasSize(4).allSatisfy(r -> {
      assertThat(r.securityGroupRuleId()).matches("sgr-[0-9a-f]{17}");
      assertThat(r.groupId()).isEqualTo(group);
      assertThat(r.isEgress()).isFalse();
      assertThat(r.fromPort()).isEqualTo(443);
      assertThat(r.toPort()).isEqualTo(444);
    });
    assertThat(rules).extracting(SecurityGroupRule::cidrIpv4).contains("10.1.0.0/16");
    assertThat(rules).extracting(SecurityGroupRule::cidrIpv6).contains("2001:db8::/32");
    assertThat(rules).extracting(SecurityGroupRule::prefixListId).contains("pl-63a5400a");
    assertThat(rules).filteredOn(r -> r.referencedGroupInfo() != null).singleElement()
        .satisfies(r -> assertThat(r.referencedGroupInfo().groupId()).isEqualTo(group));
    assertThat(rules).filteredOn(r -> "office".equals(r.description())).hasSize(1);
  }

  @Test
  void simpleFormIsOneRule() {
    assertThat(cloud.run(AuthorizeSecurityGroupIngress.OPERATION,
            AuthorizeSecurityGroupIngressRequest.builder().groupId(group).ipProtocol("6").fromPort(22).toPort(22).cidrIp("0.0.0.0/0").build())
        .securityGroupRules())
        .singleElement()
        .returns("tcp", SecurityGroupRule::ipProtocol)
        .returns("0.0.0.0/0", SecurityGroupRule::cidrIpv4);
  }

  @Test
  void duplicateRuleIsRefusedAsAwsWordsIt() {
    authorize(cidr("tcp", 443, 443));
    AwsException error = refused(cidr("tcp", 443, 443));
    assertThat(error.code()).isEqualTo("InvalidPermission.Duplicate");
    assertThat(error.text()).isEqualTo("the specified rule \"peer: 10.0.0.0/8, TCP, from port: 443, to port: 443, ALLOW\" already exists");
    assertThat(refused(tcp(80, 80, p -> p.ipRanges(range("1.0.0.0/8"), range("1.2.3.4/8")))).text())
        .isEqualTo("The same permission must not appear multiple times");
  }

  @ParameterizedTest
  @CsvSource({"tcp, 6", "UDP, 17", "icmp, 1", "all, -1"})
  void protocolNamesAndNumbersAreTheSame(String first, String second) {
    authorize(cidr(first, 8, 8));
    assertThat(refused(cidr(second, 8, 8)).code()).isEqualTo("InvalidPermission.Duplicate");
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, , 443, Must specify both from and to ports",
    "tcp, 443, 80, Invalid TCP/UDP port range (443:80)",
    "udp, 0, 65536, TCP/UDP port (65536) out of range",
    "tcp, -1, -1, TCP/UDP port (-1) out of range",
    "icmp, -1, 3, ICMP code (3)",
    "icmp, 300, 0, ICMP type (300)",
    "tpc, 1, 1, Invalid value 'tpc' for IP protocol. Unknown protocol.",
    "256, 1, 1, Unknown protocol"
  })
  void badPortsAndProtocolsAreRefused(String protocol, Integer from, Integer to, String words) {
    AwsException error = refused(cidr(protocol, from, to));
    assertThat(error.code()).isEqualTo("InvalidParameterValue");
    assertThat(error.text()).contains(words);
  }

  @Test
  void portsMeanNothingToOtherProtocols() {
    assertThat(authorize(cidr("50", 1, 2))).singleElement().returns(-1, SecurityGroupRule::fromPort).returns("50", SecurityGroupRule::ipProtocol);
  }

  @Test
  void badPeersAreRefused() {
    assertThat(refused(tcp(1, 1, p -> p.ipRanges(range("10.0.0.0/33")))).text()).isEqualTo("CIDR block 10.0.0.0/33 is malformed");
    assertThat(refused(tcp(1, 1, p -> p.ipv6Ranges(r -> r.cidrIpv6("::1")))).text()).isEqualTo("CIDR block ::1 is malformed");
    assertThat(refused(tcp(1, 1, p -> p.userIdGroupPairs(g -> g.groupId("sg-0badbadb")))).code()).isEqualTo("InvalidGroup.NotFound");
    assertThat(refused(tcp(1, 1, p -> p.userIdGroupPairs(g -> g.groupId(group).userId("111111111111")))).code()).isEqualTo("InvalidGroup.NotFound");
    assertThat(refused(tcp(1, 1, p -> p.userIdGroupPairs(g -> g.groupId("x")))).code()).isEqualTo("InvalidGroupId.Malformed");
    assertThat(refused(tcp(1, 1, p -> p.prefixListIds(l -> l.prefixListId("pl-00000000")))).code()).isEqualTo("InvalidPrefixListID.NotFound");
    assertThat(refused(tcp(1, 1, _ -> {})).code()).isEqualTo("InvalidPermission.Malformed");
    assertThat(refused(tcp(1, 1, p -> p.ipRanges(IpRange.builder().cidrIp("10.0.0.0/8").description("é").build()))).code())
        .isEqualTo("InvalidParameterValue");
    assertThat(refused(tcp(1, 1, p -> p.userIdGroupPairs(g -> g.groupId(group).vpcPeeringConnectionId("pcx-1")))).code())
        .isEqualTo("UnsupportedOperation");
  }

  @Test
  void groupOfAnotherVpcIsRefused() {
    Network other = new Network(cloud, "9");
    assertThat(refused(tcp(1, 1, p -> p.userIdGroupPairs(g -> g.groupId(other.defaultGroup.id())))).text())
        .isEqualTo("You have specified two resources that belong to different networks.");
  }

  @Test
  void sixtyRulesADirection() {
    authorize(tcp(1, 1, p -> p.ipRanges(IntStream.range(0, 60).mapToObj(i -> range("10." + i + ".0.0/16")).toList())));
    assertThat(refused(cidr("udp", 1, 1)).code()).isEqualTo("RulesPerSecurityGroupLimitExceeded");
    authorize(tcp(1, 1, p -> p.ipv6Ranges(r -> r.cidrIpv6("::/0"))));
    cloud.run(AuthorizeSecurityGroupEgress.OPERATION,
        AuthorizeSecurityGroupEgressRequest.builder().groupId(group).ipPermissions(cidr("udp", 1, 1)).build());
  }

  @Test
  void revokeByWhatIsAllowed() {
    authorize(cidr("tcp", 443, 443));
    var response = cloud.run(RevokeSecurityGroupIngress.OPERATION,
        RevokeSecurityGroupIngressRequest.builder().groupId(group).ipPermissions(cidr("tcp", 443, 443)).build());
    assertThat(response.revokedSecurityGroupRules()).singleElement().satisfies(r -> assertThat(r.cidrIpv4()).isEqualTo("10.0.0.0/8"));
    AwsException error = cloud.refused(RevokeSecurityGroupIngress.OPERATION,
        RevokeSecurityGroupIngressRequest.builder().groupId(group).ipPermissions(cidr("tcp", 443, 443)).build());
    assertThat(error.code()).isEqualTo("InvalidPermission.NotFound");
    assertThat(error.text()).isEqualTo("The specified rule does not exist in this security group.");
  }

  @Test
  void revokeByIdOfTheSameDirection() {
    String id = authorize(cidr("tcp", 443, 443)).getFirst().securityGroupRuleId();
    assertThat(cloud.refused(RevokeSecurityGroupEgress.OPERATION,
            RevokeSecurityGroupEgressRequest.builder().groupId(group).securityGroupRuleIds(id).build()).code())
        .isEqualTo("InvalidSecurityGroupRuleId.NotFound");
    cloud.run(RevokeSecurityGroupIngress.OPERATION, RevokeSecurityGroupIngressRequest.builder().groupId(group).securityGroupRuleIds(id).build());
    assertThat(rules()).hasSize(1);
  }

  @Test
  void defaultEgressCanBeRevoked() {
    cloud.run(RevokeSecurityGroupEgress.OPERATION, RevokeSecurityGroupEgressRequest.builder().groupId(group)
        .ipPermissions(IpPermission.builder().ipProtocol("-1").ipRanges(range("0.0.0.0/0")).build()).build());
    assertThat(rules()).isEmpty();
  }

  @Test
  void modifyKeepsTheId() {
    String id = authorize(cidr("tcp", 443, 443)).getFirst().securityGroupRuleId();
    cloud.run(ModifySecurityGroupRules.OPERATION, modify(id, "udp", "10.2.0.0/16"));
    assertThat(rules()).filteredOn(r -> r.securityGroupRuleId().equals(id)).singleElement()
        .returns("udp", SecurityGroupRule::ipProtocol).returns("10.2.0.0/16", SecurityGroupRule::cidrIpv4);
    assertThat(cloud.refused(ModifySecurityGroupRules.OPERATION, modify("sgr-0badbadb", "udp", "10.2.0.0/16")).code())
        .isEqualTo("InvalidSecurityGroupRuleId.NotFound");
    String other = authorize(cidr("tcp", 1, 1)).getFirst().securityGroupRuleId();
    assertThat(cloud.refused(ModifySecurityGroupRules.OPERATION, modify(other, "udp", "10.2.0.0/16")).code()).isEqualTo("InvalidPermission.Duplicate");
  }

  @Test
  void descriptionsChangeByIdAndByWhatIsAllowed() {
    String id = authorize(cidr("tcp", 443, 443)).getFirst().securityGroupRuleId();
    describe(r -> r.securityGroupRuleDescriptions(SecurityGroupRuleDescription.builder().securityGroupRuleId(id).description("one").build()));
    assertThat(rules()).extracting(SecurityGroupRule::description).contains("one");
    describe(r -> r.ipPermissions(cidr("tcp", 443, 443)));
    assertThat(rules()).extracting(SecurityGroupRule::description).doesNotContain("one");
    assertThat(cloud.refused(UpdateSecurityGroupRuleDescriptionsIngress.OPERATION,
            UpdateSecurityGroupRuleDescriptionsIngressRequest.builder().groupId(group).ipPermissions(cidr("tcp", 1, 1)).build()).code())
        .isEqualTo("InvalidPermission.NotFound");
  }

  @Test
  void rulesAreDescribedByIdAndGroup() {
    String id = authorize(cidr("tcp", 443, 443)).getFirst().securityGroupRuleId();
    assertThat(cloud.run(DescribeSecurityGroupRules.OPERATION, DescribeSecurityGroupRulesRequest.builder().securityGroupRuleIds(id).build())
        .securityGroupRules()).hasSize(1);
    assertThat(cloud.refused(DescribeSecurityGroupRules.OPERATION,
            DescribeSecurityGroupRulesRequest.builder().securityGroupRuleIds("sgr-0badbadb").build()).code())
        .isEqualTo("InvalidSecurityGroupRuleId.NotFound");
    assertThat(cloud.refused(DescribeSecurityGroupRules.OPERATION,
            DescribeSecurityGroupRulesRequest.builder().securityGroupRuleIds("rule").build()).code())
        .isEqualTo("InvalidSecurityGroupRuleId.Malformed");
  }

  @Test
  void rulesOfOneProtocolAreOnePermission() {
    authorize(cidr("tcp", 443, 443));
    authorize(tcp(443, 443, p -> p.prefixListIds(l -> l.prefixListId("pl-63a5400a"))));
    SecurityGroup stored = cloud.get(SecurityGroup.class, Kind.SECURITY_GROUP, group);
    assertThat(SecurityGroupView.of(cloud.snapshot, stored).ipPermissions()).singleElement().satisfies(p -> {
      assertThat(p.ipRanges()).hasSize(1);
      assertThat(p.prefixListIds()).hasSize(1);
    });
  }

  private List<SecurityGroupRule> rules() {
    return cloud.run(DescribeSecurityGroupRules.OPERATION,
            DescribeSecurityGroupRulesRequest.builder().filters(Filter.builder().name("group-id").values(group).build()).build())
        .securityGroupRules();
  }

  private List<SecurityGroupRule> authorize(IpPermission permission) {
    return cloud.run(AuthorizeSecurityGroupIngress.OPERATION, ingress(permission)).securityGroupRules();
  }

  private AwsException refused(IpPermission permission) {
    return cloud.refused(AuthorizeSecurityGroupIngress.OPERATION, ingress(permission));
  }

  private void describe(Consumer<UpdateSecurityGroupRuleDescriptionsIngressRequest.Builder> more) {
    UpdateSecurityGroupRuleDescriptionsIngressRequest.Builder builder = UpdateSecurityGroupRuleDescriptionsIngressRequest.builder().groupId(group);
    more.accept(builder);
    cloud.run(UpdateSecurityGroupRuleDescriptionsIngress.OPERATION, builder.build());
  }

  private AuthorizeSecurityGroupIngressRequest ingress(IpPermission permission) {
    return AuthorizeSecurityGroupIngressRequest.builder().groupId(group).ipPermissions(permission).build();
  }

  private ModifySecurityGroupRulesRequest modify(String id, String protocol, String cidr) {
    return ModifySecurityGroupRulesRequest.builder().groupId(group)
        .securityGroupRules(SecurityGroupRuleUpdate.builder().securityGroupRuleId(id)
            .securityGroupRule(r -> r.ipProtocol(protocol).fromPort(53).toPort(53).cidrIpv4(cidr)).build())
        .build();
  }

  private static IpPermission cidr(String protocol, Integer from, Integer to) {
    return IpPermission.builder().ipProtocol(protocol).fromPort(from).toPort(to).ipRanges(range("10.0.0.0/8")).build();
  }

  private static IpPermission tcp(int from, int to, Consumer<IpPermission.Builder> more) {
    IpPermission.Builder builder = IpPermission.builder().ipProtocol("tcp").fromPort(from).toPort(to);
    more.accept(builder);
    return builder.build();
  }

  private static IpRange range(String cidr) {
    return IpRange.builder().cidrIp(cidr).build();
  }
}
