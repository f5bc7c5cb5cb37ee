package dev.postern.core.insights;

import static dev.postern.core.explain.TracedCloud.entry;
import static dev.postern.core.explain.TracedCloud.id;
import static dev.postern.core.explain.TracedCloud.key;
import static dev.postern.core.explain.TracedCloud.open;
import static dev.postern.core.explain.TracedCloud.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.insights.CreateNetworkInsightsPath;
import dev.postern.core.explain.TracedCloud;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.AttachedPolicies;
import dev.postern.core.model.CustomerGateway;
import dev.postern.core.model.Instance;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.OrganizationAccount;
import dev.postern.core.model.Resource;
import dev.postern.core.model.Route;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.Site;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.state.ResourceJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInsightsPathRequest;
import software.amazon.awssdk.services.ec2.model.Explanation;
import software.amazon.awssdk.services.ec2.model.NetworkInsightsAnalysis;
import software.amazon.awssdk.services.ec2.model.PathComponent;
import software.amazon.awssdk.services.ec2.model.StartNetworkInsightsAnalysisRequest;

/** What analyses find in small networks, and why they find nothing. */
class AnalyzerTest {
  private static final String GATEWAY = id(Kind.VPC_ENDPOINT, 19);
  private static final String SQS = id(Kind.VPC_ENDPOINT, 18);
  private static final Route.Target PEER = new Route.ViaVpcPeeringConnection("pcx-00000012");
  private static final Route.Target TRANSIT = new Route.ViaTransitGateway("tgw-00000001");
  private static final String ANOTHER = "222222222222";
  private int tokens;

  private NetworkInsightsAnalysis analyse(TracedCloud cloud, String from, String to, Consumer<CreateNetworkInsightsPathRequest.Builder> more) {
    return analyse(cloud, from, to, more, _ -> {});
  }

  private NetworkInsightsAnalysis analyse(
      TracedCloud cloud, String from, String to, Consumer<CreateNetworkInsightsPathRequest.Builder> more, Consumer<StartNetworkInsightsAnalysisRequest.Builder> limits) {
    CreateNetworkInsightsPathRequest.Builder request =
        CreateNetworkInsightsPathRequest.builder().source(from).destination(to).protocol("tcp").clientToken("t" + ++tokens);
    more.accept(request);
    String path = cloud.cloud.run(CreateNetworkInsightsPath.OPERATION, request.build()).networkInsightsPath().networkInsightsPathId();
    StartNetworkInsightsAnalysisRequest.Builder start = StartNetworkInsightsAnalysisRequest.builder().networkInsightsPathId(path).clientToken("t" + ++tokens);
    limits.accept(start);
    return cloud.cloud.run(StartNetworkInsightsAnalysis.OPERATION, start.build()).networkInsightsAnalysis();
  }

  private static List<String> codes(NetworkInsightsAnalysis analysis) {
    assertThat(analysis.networkPathFound()).isFalse();
    return analysis.explanations().stream().map(Explanation::explanationCode).toList();
  }

  private static List<String> ids(List<PathComponent> components) {
    assertThat(components).extracting(PathComponent::sequenceNumber).isEqualTo(IntStream.rangeClosed(1, components.size()).boxed().toList());
    return components.stream().map(c -> c.component().id()).toList();
  }

  @Test
  void anInstanceReachesAGatewayEndpointByItsPrefixListRoute() {
    NetworkInsightsAnalysis analysis = analyse(new TracedCloud().vpc(1).s3Gateway(1), "i-00000010", GATEWAY, r -> r.destinationPort(443));
    assertThat(analysis.networkPathFound()).isTrue();
    assertThat(analysis.statusAsString()).isEqualTo("succeeded");
    assertThat(analysis.explanations()).isEmpty();
    assertThat(ids(analysis.forwardPathComponents())).containsExactly("i-00000010", "eni-00000010", "sg-00000010", "acl-00000010", "rtb-00000010", GATEWAY);
    PathComponent table = analysis.forwardPathComponents().get(4);
    assertThat(table.routeTableRoute().destinationPrefixListId()).isEqualTo("pl-63a5400a");
    assertThat(table.routeTableRoute().gatewayId()).isEqualTo(GATEWAY);
    assertThat(table.routeTableRoute().state()).isEqualTo("active");
    assertThat(table.subnet().id()).isEqualTo("subnet-00000010");
    PathComponent acl = analysis.forwardPathComponents().get(3);
    assertThat(acl.aclRule().egress()).isTrue();
    assertThat(acl.aclRule().ruleNumber()).isEqualTo(100);
    assertThat(acl.aclRule().ruleAction()).isEqualTo("allow");
    assertThat(analysis.forwardPathComponents().get(2).securityGroupRule().direction()).isEqualTo("egress");
    assertThat(analysis.forwardPathComponents().getLast().serviceName()).isEqualTo("com.amazonaws.us-east-1.s3");
    assertThat(analysis.forwardPathComponents().getFirst().component().arn()).isEqualTo("arn:aws:ec2:us-east-1:000000000000:instance/i-00000010");
    assertThat(analysis.forwardPathComponents().getFirst().inboundHeader()).isNull();
    PathComponent eni = analysis.forwardPathComponents().get(1);
    assertThat(eni.attachedTo().id()).isEqualTo("i-00000010");
    assertThat(eni.outboundHeader().protocol()).isEqualTo("6");
    assertThat(eni.outboundHeader().sourceAddresses()).containsExactly("10.1.0.10/32");
    assertThat(eni.outboundHeader().destinationPortRanges().getFirst().from()).isEqualTo(443);
    assertThat(eni.outboundHeader().sourcePortRanges().getFirst().from()).isZero();
    assertThat(eni.outboundHeader().sourcePortRanges().getFirst().to()).isEqualTo(65535);
    assertThat(ids(analysis.returnPathComponents())).containsExactly(GATEWAY, "acl-00000010", "eni-00000010", "i-00000010");
  }

  @Test
  void anInterfaceEndpointIsReachedInAwssOrder() {
    NetworkInsightsAnalysis analysis = analyse(new TracedCloud().vpc(1).sqs(1, 0, true), "i-00000010", SQS, r -> r.destinationPort(443));
    assertThat(analysis.networkPathFound()).isTrue();
    assertThat(ids(analysis.forwardPathComponents()))
        .containsExactly("i-00000010", "eni-00000010", "sg-00000010", "acl-00000010", "rtb-00000010", "acl-00000010", "sg-00000010", "eni-00000018", SQS);
    assertThat(analysis.forwardPathComponents().get(4).routeTableRoute().gatewayId()).isEqualTo("local");
    assertThat(analysis.forwardPathComponents().get(7).additionalDetails().getFirst().additionalDetailType()).isEqualTo("AVAILABILITY_ZONE_CROSSED");
    assertThat(ids(analysis.returnPathComponents()))
        .containsExactly(SQS, "eni-00000018", "acl-00000010", "rtb-00000010", "acl-00000010", "eni-00000010", "i-00000010");
    assertThat(analysis.returnPathComponents().get(2).aclRule().egress()).isTrue();
    assertThat(analysis.returnPathComponents().get(4).aclRule().egress()).isFalse();
  }

  @Test
  void anyPortIsFoundWhenThereIsOne() {
    SecurityGroupRule https =
        new SecurityGroupRule("sgr-00000005", false, "tcp", 443, 443, new SecurityGroupRule.CidrPeer(Cidr.parse("10.1.0.0/24")), Optional.empty());
    TracedCloud cloud = new TracedCloud().vpc(1).group(1, 0, open(true), https);
    NetworkInsightsAnalysis analysis = analyse(cloud, "eni-00000010", "eni-00000011", _ -> {});
    assertThat(analysis.networkPathFound()).isTrue();
    assertThat(analysis.forwardPathComponents().getFirst().outboundHeader().destinationPortRanges().getFirst().from()).isEqualTo(443);
    assertThat(analysis.forwardPathComponents().getFirst().outboundHeader().destinationPortRanges().getFirst().to()).isEqualTo(443);
    assertThat(codes(analyse(cloud, "eni-00000010", "eni-00000011", r -> r.destinationPort(80)))).containsExactly("ENI_SG_RULES_MISMATCH");
    assertThat(codes(analyse(cloud, "eni-00000010", "eni-00000011", r -> r.protocol("udp")))).containsExactly("ENI_SG_RULES_MISMATCH");
    assertThat(codes(analyse(cloud, "eni-00000011", "eni-00000010", _ -> {}))).as("the group lets 10.1.0.0/24 in").containsExactly("ENI_SG_RULES_MISMATCH");
  }

  @Test
  void aGroupThatLetsNothingInIsNamedWithItsInterface() {
    NetworkInsightsAnalysis analysis = analyse(new TracedCloud().vpc(1).sqs(1, 1, true), "i-00000010", SQS, r -> r.destinationPort(443));
    assertThat(codes(analysis)).containsExactly("ENI_SG_RULES_MISMATCH", "SG_HAS_NO_RULES");
    Explanation mismatch = analysis.explanations().getFirst();
    assertThat(mismatch.direction()).isEqualTo("ingress");
    assertThat(mismatch.networkInterface().id()).isEqualTo("eni-00000018");
    assertThat(mismatch.securityGroups()).extracting(g -> g.id()).containsExactly("sg-00000011");
    assertThat(analysis.explanations().get(1).securityGroup().id()).isEqualTo("sg-00000011");
    assertThat(ids(analysis.forwardPathComponents())).startsWith("i-00000010", "eni-00000010").endsWith("eni-00000018");
    assertThat(analysis.forwardPathComponents().getLast().explanations()).hasSize(2);
    assertThat(analysis.returnPathComponents()).isEmpty();
  }

  @Test
  void anAclIsNamedWithItsRuleOnTheWayThereAndBack() {
    TracedCloud denied = new TracedCloud().vpc(1).s3Gateway(1).acl(1, entry(50, true, false, "6", 443, 443));
    NetworkInsightsAnalysis there = analyse(denied, "i-00000010", GATEWAY, r -> r.destinationPort(443));
    assertThat(codes(there)).containsExactly("SUBNET_ACL_RESTRICTION");
    Explanation why = there.explanations().getFirst();
    assertThat(why.acl().id()).isEqualTo("acl-00000010");
    assertThat(why.aclRule().ruleNumber()).isEqualTo(50);
    assertThat(why.aclRule().ruleAction()).isEqualTo("deny");
    assertThat(why.direction()).isEqualTo("egress");
    assertThat(why.subnet().id()).isEqualTo("subnet-00000010");
    assertThat(ids(there.forwardPathComponents())).endsWith("sg-00000010", "acl-00000010").doesNotContain("rtb-00000010");

    TracedCloud answers = new TracedCloud().vpc(1).s3Gateway(1).onlyAcl(1, List.of(entry(100, true, true, "-1", 0, 0), entry(100, false, true, "6", 443, 443)));
    NetworkInsightsAnalysis back = analyse(answers, "i-00000010", GATEWAY, r -> r.filterAtSource(f -> f.sourcePortRange(p -> p.fromPort(1024).toPort(65535)).destinationPortRange(p -> p.fromPort(443).toPort(443))));
    assertThat(codes(back)).containsExactly("SUBNET_ACL_RESTRICTION");
    assertThat(back.explanations().getFirst().direction()).isEqualTo("ingress");
    assertThat(back.explanations().getFirst().aclRule().ruleNumber()).isEqualTo(32767);
    assertThat(ids(back.forwardPathComponents())).endsWith(GATEWAY);
    assertThat(ids(back.returnPathComponents())).containsExactly(GATEWAY, "acl-00000010");
    assertThat(analyse(answers, "i-00000010", GATEWAY, r -> r.destinationPort(443)).networkPathFound()).as("from port 443 answers pass").isTrue();
  }

  @Test
  void aRouteThatWinsOverTheEndpointIsNamed() {
    TracedCloud longer = new TracedCloud().vpc(1).internetGateway(1);
    longer.s3Gateway(1, route("3.5.0.0/24", new Route.ViaInternetGateway("igw-00000001")));
    NetworkInsightsAnalysis more = analyse(longer, "i-00000010", GATEWAY, r -> r.destinationPort(443).destinationIp("3.5.0.10"));
    assertThat(codes(more)).containsExactly("MORE_SPECIFIC_ROUTE", "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS");
    assertThat(more.explanations().getFirst().routeTableRoute().destinationCidr()).isEqualTo("3.5.0.0/24");
    assertThat(analyse(longer, "i-00000010", GATEWAY, r -> r.destinationPort(443)).networkPathFound()).as("other addresses of the list get through").isTrue();
    TracedCloud equal = new TracedCloud().vpc(1).internetGateway(1);
    equal.s3Gateway(1, route("3.5.0.0/20", new Route.ViaInternetGateway("igw-00000001")));
    assertThat(codes(analyse(equal, "i-00000010", GATEWAY, r -> r.destinationPort(443).destinationIp("3.5.0.10"))))
        .containsExactly("HIGHER_PRIORITY_ROUTE", "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS");
  }

  @Test
  void aTableWithoutTheEndpointsRouteIsNamedAndTheEndpointHinted() {
    NetworkInsightsAnalysis analysis = analyse(new TracedCloud().vpc(1).s3Gateway(1).ownTable(1), "i-00000010", GATEWAY, r -> r.destinationPort(443));
    assertThat(codes(analysis)).containsExactly("NO_ROUTE_TO_DESTINATION");
    assertThat(analysis.explanations().getFirst().routeTable().id()).isEqualTo("rtb-00000011");
    assertThat(analysis.explanations().getFirst().destination().id()).isEqualTo(GATEWAY);
    assertThat(analysis.alternatePathHints()).extracting(h -> h.componentId()).containsExactly(GATEWAY);
    TracedCloud gone = new TracedCloud().vpc(1).table(1, route("0.0.0.0/0", new Route.ViaNatGateway("nat-00000009"))).internetGateway(1);
    NetworkInsightsAnalysis blackhole = analyse(gone, "i-00000010", "igw-00000001", r -> r.destinationPort(443));
    assertThat(codes(blackhole)).contains("BAD_STATE_ROUTE");
    assertThat(blackhole.explanations().getLast().routeTableRoute().state()).isEqualTo("blackhole");
  }

  @Test
  void udpDoesNotPassAGatewayEndpoint() {
    NetworkInsightsAnalysis analysis = analyse(new TracedCloud().vpc(1).s3Gateway(1), "i-00000010", GATEWAY, r -> r.protocol("udp").destinationPort(443));
    assertThat(codes(analysis)).containsExactly("VPCE_GATEWAY_PROTOCOL_RESTRICTION");
    assertThat(analysis.explanations().getFirst().vpcEndpoint().id()).isEqualTo(GATEWAY);
    assertThat(codes(analyse(new TracedCloud().vpc(1).sqs(1, 0, true), "i-00000010", SQS, r -> r.destinationPort(80)))).containsExactly("TARGET_PORT_RESTRICTION");
  }

  private static TracedCloud internet() {
    TracedCloud cloud = new TracedCloud().vpc(1).internetGateway(1).table(1, route("0.0.0.0/0", new Route.ViaInternetGateway("igw-00000001")));
    return cloud.address(1, Optional.of("eni-00000010"));
  }

  @Test
  void theInternetIsReachedByAnInternetGatewayAndReachesPublicAddresses() {
    NetworkInsightsAnalysis out = analyse(internet(), "i-00000010", "igw-00000001", r -> r.destinationPort(443));
    assertThat(out.networkPathFound()).isTrue();
    assertThat(ids(out.forwardPathComponents())).containsExactly("i-00000010", "eni-00000010", "sg-00000010", "acl-00000010", "rtb-00000010", "igw-00000001");
    assertThat(ids(out.returnPathComponents())).containsExactly("igw-00000001", "acl-00000010", "eni-00000010", "i-00000010");
    assertThat(codes(analyse(internet(), "i-00000011", "igw-00000001", r -> r.destinationPort(443)))).containsExactly("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS");
    assertThat(codes(analyse(internet(), "i-00000010", "igw-00000001", r -> r.destinationIp("192.168.0.1")))).containsExactly("IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS");

    NetworkInsightsAnalysis in = analyse(internet(), "igw-00000001", "i-00000010", r -> r.destinationPort(22));
    assertThat(in.networkPathFound()).isTrue();
    assertThat(ids(in.forwardPathComponents())).containsExactly("igw-00000001", "acl-00000010", "sg-00000010", "eni-00000010", "i-00000010");
    assertThat(in.forwardPathComponents().getLast().inboundHeader().destinationAddresses()).containsExactly("10.1.0.10/32");
    assertThat(ids(in.returnPathComponents())).containsExactly("i-00000010", "eni-00000010", "acl-00000010", "rtb-00000010", "igw-00000001");
    assertThat(analyse(internet(), "igw-00000001", "i-00000010", r -> r.destinationIp("10.1.0.10").sourceIp("198.51.100.9")).networkPathFound()).isTrue();
    assertThat(codes(analyse(internet(), "igw-00000001", "i-00000011", r -> r.destinationPort(22)))).containsExactly("IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS");
    assertThat(codes(analyse(internet(), "igw-00000001", "i-00000010", r -> r.sourceIp("10.9.0.1")))).containsExactly("IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS");
  }

  @Test
  void aRuleForOneBlockOfTheInternetIsFound() {
    SecurityGroupRule ssh =
        new SecurityGroupRule("sgr-00000005", false, "tcp", 22, 22, new SecurityGroupRule.CidrPeer(Cidr.parse("198.51.100.0/28")), Optional.empty());
    NetworkInsightsAnalysis analysis = analyse(internet().group(1, 0, open(true), ssh), "igw-00000001", "i-00000010", _ -> {});
    assertThat(analysis.networkPathFound()).isTrue();
    assertThat(analysis.forwardPathComponents().getFirst().outboundHeader().sourceAddresses().getFirst()).startsWith("198.51.100.");
    assertThat(analysis.forwardPathComponents().getFirst().outboundHeader().destinationPortRanges().getFirst().from()).isEqualTo(22);
  }

  @Test
  void aNatGatewayChangesTheHeader() {
    TracedCloud cloud = new TracedCloud().vpc(1).natGateway(1).ownTable(1, route("0.0.0.0/0", new Route.ViaNatGateway("nat-00000001")));
    NetworkInsightsAnalysis analysis = analyse(cloud, "i-00000010", "igw-00000001", r -> r.destinationPort(443));
    assertThat(analysis.networkPathFound()).isTrue();
    assertThat(ids(analysis.forwardPathComponents()))
        .containsExactly(
            "i-00000010", "eni-00000010", "sg-00000010", "acl-00000010", "rtb-00000011", "acl-00000010", "nat-00000001", "eni-00000017", "acl-00000010", "rtb-00000010",
            "igw-00000001");
    PathComponent nat = analysis.forwardPathComponents().get(6);
    assertThat(nat.inboundHeader().sourceAddresses()).containsExactly("10.1.0.10/32");
    assertThat(nat.outboundHeader().sourceAddresses()).containsExactly("10.1.1.100/32");
    assertThat(ids(analysis.returnPathComponents())).startsWith("igw-00000001").contains("nat-00000001").endsWith("eni-00000010", "i-00000010");
    assertThat(codes(analyse(cloud, "i-00000010", "igw-00000001", r -> r.filterAtDestination(f -> f.sourceAddress("10.1.0.10")))))
        .containsExactly("FILTER_AT_DESTINATION_SOURCE_ADDRESS");
  }

  private static TracedCloud site(TracedCloud cloud, int n) {
    cloud.put(new Site(key(Kind.SITE, 1), "dc", List.of(Cidr.parse("192.168.0.0/16")), List.of("cgw-00000001"), List.of(), List.of(Cidr.parse("3.5.0.0/16")), List.of(), List.of(new Site.Host("onprem-1", "192.168.0.10"))));
    cloud.put(new CustomerGateway(key(Kind.CUSTOMER_GATEWAY, 1), 65000, "198.51.100.7", Optional.empty()));
    cloud.put(new VpnGateway(key(Kind.VPN_GATEWAY, n), 64512, Optional.of(id(Kind.VPC, n))));
    return cloud.put(new VpnConnection(key(Kind.VPN_CONNECTION, 1), "cgw-00000001", Optional.of(id(Kind.VPN_GATEWAY, n)), Optional.empty(), false, List.of(), Instant.EPOCH));
  }

  @Test
  void fromOnPremisesAGatewayEndpointIsRefusedWithItsCodeAndAnInterfaceEndpointReached() {
    TracedCloud cloud = site(new TracedCloud().vpc(1).s3Gateway(1).sqs(1, 0, true), 1);
    NetworkInsightsAnalysis refused = analyse(cloud, "vgw-00000001", GATEWAY, r -> r.destinationPort(443));
    assertThat(codes(refused)).containsExactly("VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION");
    assertThat(refused.explanations().getFirst().component().id()).isEqualTo(GATEWAY);
    assertThat(refused.explanations().getFirst().address()).startsWith("192.168.");
    assertThat(refused.explanations().getFirst().vpc().id()).isEqualTo("vpc-00000001");

    cloud.table(1, List.of(), List.of("vgw-00000001"));
    NetworkInsightsAnalysis found = analyse(cloud, "vgw-00000001", SQS, r -> r.destinationPort(443));
    assertThat(found.networkPathFound()).isTrue();
    assertThat(ids(found.forwardPathComponents())).containsExactly("vgw-00000001", "acl-00000010", "sg-00000010", "eni-00000018", SQS);
    assertThat(ids(found.returnPathComponents())).startsWith(SQS, "eni-00000018", "acl-00000010", "rtb-00000010").endsWith("vgw-00000001");
    NetworkInsightsAnalysis out = analyse(cloud, "i-00000010", "vgw-00000001", r -> r.destinationPort(443));
    assertThat(out.networkPathFound()).isTrue();
    cloud.table(1);
    assertThat(codes(analyse(cloud, "vgw-00000001", SQS, r -> r.destinationPort(443)))).as("no route back").containsExactly("NO_ROUTE_TO_DESTINATION");
  }

  private static TracedCloud peered() {
    TracedCloud cloud = new TracedCloud().vpc(1).vpc(2);
    return cloud.put(
        new VpcPeeringConnection(
            key(Kind.VPC_PEERING_CONNECTION, 12),
            new VpcPeeringConnection.Side("000000000000", "us-east-1", "vpc-00000001", List.of(Cidr.parse("10.1.0.0/16"))),
            new VpcPeeringConnection.Side("000000000000", "us-east-1", "vpc-00000002", List.of(Cidr.parse("10.2.0.0/16"))),
            VpcPeeringConnection.State.ACTIVE, "Active", Instant.EPOCH, Instant.EPOCH));
  }

  @Test
  void aPeeredVpcIsReachedWhenBothTablesLeadToTheOther() {
    TracedCloud cloud = peered().table(1, route("10.2.0.0/16", PEER)).table(2, route("10.1.0.0/16", PEER));
    NetworkInsightsAnalysis analysis = analyse(cloud, "i-00000010", "i-00000020", r -> r.destinationPort(443));
    assertThat(analysis.networkPathFound()).isTrue();
    assertThat(ids(analysis.forwardPathComponents()))
        .containsExactly(
            "i-00000010", "eni-00000010", "sg-00000010", "acl-00000010", "rtb-00000010", "pcx-00000012", "acl-00000020", "sg-00000020", "eni-00000020", "i-00000020");
    PathComponent peering = analysis.forwardPathComponents().get(5);
    assertThat(peering.sourceVpc().id()).isEqualTo("vpc-00000001");
    assertThat(peering.destinationVpc().id()).isEqualTo("vpc-00000002");
    assertThat(analyse(cloud, "pcx-00000012", "i-00000020", r -> r.destinationPort(443)).networkPathFound()).isTrue();
    assertThat(analyse(cloud, "i-00000010", "pcx-00000012", r -> r.destinationPort(443)).networkPathFound()).isTrue();
    assertThat(codes(analyse(cloud, "i-00000010", "pcx-00000012", r -> r.destinationIp("10.9.0.1")))).containsExactly("NO_ROUTE_TO_DESTINATION");
    assertThat(codes(analyse(peered().table(1, route("10.0.0.0/8", PEER)), "i-00000010", "pcx-00000012", r -> r.destinationIp("10.9.0.1"))))
        .containsExactly("PCX_REQUIRES_ADDRESS_IN_VPC_CIDR");
    assertThat(codes(analyse(peered().table(1, route("10.2.0.0/16", PEER)), "i-00000010", "i-00000020", r -> r.destinationPort(443)))).as("no way back").containsExactly("NO_ROUTE_TO_DESTINATION");
    NetworkInsightsAnalysis routeless = analyse(peered(), "i-00000010", "i-00000020", r -> r.destinationPort(443));
    assertThat(codes(routeless)).containsExactly("NO_ROUTE_TO_DESTINATION");
    assertThat(routeless.alternatePathHints()).extracting(h -> h.componentId()).containsExactly("pcx-00000012");
    assertThat(codes(analyse(new TracedCloud().vpc(1).vpc(2), "i-00000010", "i-00000020", r -> r.destinationPort(443)))).containsExactly("DISCONNECTED_VPCS", "NO_ROUTE_TO_DESTINATION");
  }

  private static TracedCloud transit() {
    TracedCloud cloud = new TracedCloud().vpc(1).vpc(2);
    cloud.put(new TransitGateway(key(Kind.TRANSIT_GATEWAY, 1), "", 64512, Optional.empty(), Optional.empty(), Instant.EPOCH));
    for (int n = 1; n <= 2; n++) {
      cloud.eni(n, 0, 60, 10 * n + 6, "transit_gateway", List.of(), id(Kind.TRANSIT_GATEWAY_ATTACHMENT, n));
      cloud.put(
          new TransitGatewayAttachment(
              key(Kind.TRANSIT_GATEWAY_ATTACHMENT, n), "tgw-00000001", Optional.of(id(Kind.VPC, n)), List.of(id(Kind.SUBNET, 10 * n)),
              List.of(id(Kind.NETWORK_INTERFACE, 10 * n + 6)), Optional.empty(), Instant.EPOCH));
      cloud.table(n, route("10.0.0.0/8", TRANSIT));
    }
    return table(cloud, List.of("tgw-attach-00000001", "tgw-attach-00000002"));
  }

  private static TracedCloud table(TracedCloud cloud, List<String> propagating) {
    return cloud.put(
        new TransitGatewayRouteTable(
            key(Kind.TRANSIT_GATEWAY_ROUTE_TABLE, 1), "tgw-00000001", List.of(), List.of("tgw-attach-00000001", "tgw-attach-00000002"), propagating, Instant.EPOCH));
  }

  @Test
  void aTransitGatewayIsShownWithTheRouteThatItTook() {
    NetworkInsightsAnalysis analysis = analyse(transit(), "i-00000010", "i-00000020", r -> r.destinationPort(443));
    assertThat(analysis.networkPathFound()).isTrue();
    assertThat(ids(analysis.forwardPathComponents())).contains("tgw-attach-00000001", "tgw-rtb-00000001", "eni-00000026").endsWith("eni-00000020", "i-00000020");
    PathComponent table = analysis.forwardPathComponents().stream().filter(c -> c.component().id().startsWith("tgw-rtb-")).findFirst().orElseThrow();
    assertThat(table.transitGatewayRouteTableRoute().destinationCidr()).isEqualTo("10.2.0.0/16");
    assertThat(table.transitGatewayRouteTableRoute().attachmentId()).isEqualTo("tgw-attach-00000002");
    assertThat(table.transitGatewayRouteTableRoute().routeOrigin()).isEqualTo("propagated");
    for (String to : List.of("tgw-00000001", "tgw-attach-00000001", "tgw-attach-00000002")) {
      assertThat(analyse(transit(), "i-00000010", to, r -> r.destinationIp("10.2.0.10").destinationPort(443)).networkPathFound()).as(to).isTrue();
    }
    for (String from : List.of("tgw-00000001", "tgw-attach-00000001")) {
      assertThat(analyse(transit(), from, "i-00000020", r -> r.destinationPort(443)).networkPathFound()).as(from).isTrue();
    }
    NetworkInsightsAnalysis lost = analyse(table(transit(), List.of("tgw-attach-00000001")), "i-00000010", "i-00000020", r -> r.destinationPort(443));
    assertThat(codes(lost)).containsExactly("TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT");
    assertThat(lost.explanations().getFirst().transitGatewayRouteTable().id()).isEqualTo("tgw-rtb-00000001");
  }

  @Test
  void behindATransitGatewayASiteIsAnEndByItsAttachment() {
    TracedCloud cloud = transit();
    cloud.put(new Site(key(Kind.SITE, 1), "dc", List.of(Cidr.parse("192.168.0.0/16")), List.of("cgw-00000001"), List.of(), List.of(), List.of(), List.of(new Site.Host("onprem-1", "192.168.0.10"))));
    cloud.put(new CustomerGateway(key(Kind.CUSTOMER_GATEWAY, 1), 65000, "198.51.100.7", Optional.empty()));
    cloud.put(new VpnConnection(key(Kind.VPN_CONNECTION, 1), "cgw-00000001", Optional.empty(), Optional.of("tgw-00000001"), false, List.of(), Instant.EPOCH));
    cloud.put(new TransitGatewayAttachment(key(Kind.TRANSIT_GATEWAY_ATTACHMENT, 3), "tgw-00000001", Optional.empty(), List.of(), List.of(), Optional.of("vpn-00000001"), Instant.EPOCH));
    List<String> attachments = List.of("tgw-attach-00000001", "tgw-attach-00000002", "tgw-attach-00000003");
    cloud.put(new TransitGatewayRouteTable(key(Kind.TRANSIT_GATEWAY_ROUTE_TABLE, 1), "tgw-00000001", List.of(), attachments, attachments, Instant.EPOCH));
    cloud.table(1, route("192.168.0.0/16", TRANSIT));
    NetworkInsightsAnalysis in = analyse(cloud, "tgw-attach-00000003", "i-00000010", r -> r.destinationPort(443));
    assertThat(in.networkPathFound()).as(in.toString()).isTrue();
    assertThat(in.forwardPathComponents().getFirst().outboundHeader().sourceAddresses().getFirst()).startsWith("192.168.");
    NetworkInsightsAnalysis out = analyse(cloud, "i-00000010", "tgw-attach-00000003", r -> r.destinationPort(443));
    assertThat(out.networkPathFound()).as(out.toString()).isTrue();
    assertThat(codes(analyse(cloud, "tgw-attach-00000003", "i-00000020", r -> r.destinationPort(443)))).as("10.0.0.0/8 alone leads back").containsExactly("NO_ROUTE_TO_DESTINATION");
    cloud.put(new TransitGatewayRouteTable(key(Kind.TRANSIT_GATEWAY_ROUTE_TABLE, 1), "tgw-00000001", List.of(), List.of(), attachments, Instant.EPOCH));
    assertThat(codes(analyse(cloud, "tgw-attach-00000003", "i-00000010", r -> r.destinationPort(443)))).containsExactly("TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION");
  }

  private static Resource ofAnother(Resource resource) {
    return ResourceJson.read(resource.key().kind(), ResourceJson.write(resource).replace("\"account\":\"000000000000\"", "\"account\":\"" + ANOTHER + "\""));
  }

  @Test
  void resourcesOfAnotherAccountAreLookedAtWhenTheAnalysisMay() {
    TracedCloud cloud = peered().table(1, route("10.2.0.0/16", PEER)).table(2, route("10.1.0.0/16", PEER));
    for (Resource resource : List.copyOf(cloud.cloud.snapshot.network("vpc-00000002"))) {
      if (!(resource instanceof VpcPeeringConnection)) {
        cloud.cloud.snapshot = cloud.cloud.snapshot.without(resource.key()).with(ofAnother(resource));
      }
    }
    cloud.put(
        new VpcPeeringConnection(
            key(Kind.VPC_PEERING_CONNECTION, 12),
            new VpcPeeringConnection.Side("000000000000", "us-east-1", "vpc-00000001", List.of(Cidr.parse("10.1.0.0/16"))),
            new VpcPeeringConnection.Side(ANOTHER, "us-east-1", "vpc-00000002", List.of(Cidr.parse("10.2.0.0/16"))),
            VpcPeeringConnection.State.ACTIVE, "Active", Instant.EPOCH, Instant.EPOCH));
    String there = "arn:aws:ec2:us-east-1:" + ANOTHER + ":instance/i-00000020";
    NetworkInsightsAnalysis unseen = analyse(cloud, "i-00000010", there, r -> r.destinationPort(443));
    assertThat(codes(unseen)).containsExactly("UNKNOWN_RESOURCE");
    assertThat(unseen.suggestedAccounts()).containsExactly(ANOTHER);
    assertThat(unseen.warningMessage()).contains(ANOTHER);
    NetworkInsightsAnalysis onTheWay =
        analyse(cloud, "i-00000010", there, r -> r.destination(null).filterAtSource(f -> f.destinationAddress("10.2.0.10").destinationPortRange(p -> p.fromPort(443))));
    assertThat(codes(onTheWay)).containsExactly("UNKNOWN_RESOURCE");
    assertThat(ids(onTheWay.forwardPathComponents())).as("as far as the caller's own resources go").endsWith("rtb-00000010", "pcx-00000012");

    for (String account : List.of("000000000000", ANOTHER)) {
      cloud.put(new OrganizationAccount(OrganizationAccount.key(account), "o-1", "r-1", account, "", OrganizationAccount.Joined.CREATED, Instant.EPOCH, AttachedPolicies.NONE));
    }
    NetworkInsightsAnalysis seen = analyse(cloud, "i-00000010", there, r -> r.destinationPort(443), s -> s.additionalAccounts(ANOTHER));
    assertThat(seen.networkPathFound()).as(seen.toString()).isTrue();
    assertThat(seen.additionalAccounts()).containsExactly(ANOTHER);
    assertThat(seen.forwardPathComponents().getLast().component().arn()).isEqualTo(there);
  }

  @Test
  void endsThatDoNotWorkAreNamed() {
    TracedCloud stopped = new TracedCloud().vpc(1).instance(1, 1, Instance.State.STOPPED);
    NetworkInsightsAnalysis analysis = analyse(stopped, "i-00000010", "i-00000011", _ -> {});
    assertThat(codes(analysis)).containsExactly("BAD_STATE");
    assertThat(analysis.explanations().getFirst().state()).isEqualTo("stopped");
    assertThat(codes(analyse(stopped, "eni-00000011", "i-00000010", _ -> {}))).containsExactly("BAD_STATE");
    TracedCloud detached = new TracedCloud().vpc(1).put(new InternetGateway(key(Kind.INTERNET_GATEWAY, 1), Optional.empty()));
    assertThat(codes(analyse(detached, "i-00000010", "igw-00000001", _ -> {}))).containsExactly("BAD_STATE_ATTACHMENT");
    assertThat(codes(analyse(new TracedCloud().vpc(1).sqs(1, 0, true), SQS, "i-00000010", _ -> {}))).containsExactly("UNSUPPORTED_COMPONENT");
    assertThat(codes(analyse(new TracedCloud().vpc(1), "i-00000010", "i-00000011", r -> r.destinationIp("10.1.1.77")))).containsExactly("ENI_ADDRESS_RESTRICTION");
    assertThat(codes(analyse(new TracedCloud().vpc(1), "i-00000010", "i-00000011", r -> r.sourceIp("10.1.0.99")))).containsExactly("ENI_ADDRESS_RESTRICTION");
    assertThat(codes(analyse(new TracedCloud().vpc(1), "i-00000010", "arn:aws:ec2:us-east-1:111111111111:instance/i-0123456789abcdef0", _ -> {}))).containsExactly("UNKNOWN_RESOURCE");
  }

  @Test
  void filtersSayWhatTheWayMustAndMustNotPass() {
    TracedCloud cloud = new TracedCloud().vpc(1).sqs(1, 0, true);
    String eni = "arn:aws:ec2:us-east-1:000000000000:network-interface/eni-00000018";
    assertThat(analyse(cloud, "i-00000010", SQS, r -> r.destinationPort(443), s -> s.filterInArns(eni)).networkPathFound()).isTrue();
    NetworkInsightsAnalysis around = analyse(cloud, "i-00000010", SQS, r -> r.destinationPort(443), s -> s.filterOutArns(eni));
    assertThat(codes(around)).containsExactly("COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT");
    assertThat(around.filterOutArns()).containsExactly(eni);
    String nat = "arn:aws:ec2:us-east-1:000000000000:natgateway/nat-00000001";
    NetworkInsightsAnalysis through = analyse(cloud, "i-00000010", SQS, r -> r.destinationPort(443), s -> s.filterInArns(nat));
    assertThat(codes(through)).containsExactly("COMPONENT_FILTER_RESTRICTION");
    assertThat(through.explanations().getFirst().component().arn()).isEqualTo(nat);
    assertThat(codes(analyse(cloud, "i-00000010", SQS, r -> r.filterAtSource(f -> f.destinationPortRange(p -> p.fromPort(443).toPort(443))).filterAtDestination(f -> f.destinationPortRange(p -> p.fromPort(80).toPort(80))))))
        .containsExactly("FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE");
  }

  /** Two subnets with 2,500 instances each; every tenth has a group of its own, which lets in a block of the internet. */
  private static TracedCloud large() {
    TracedCloud cloud = new TracedCloud().vpc(1).sqs(1, 0, true).internetGateway(1);
    for (int zone = 0; zone < 2; zone++) {
      cloud.put(new Subnet(key(Kind.SUBNET, 10 + zone), "vpc-00000001", Cidr.parse("10.1." + 64 * zone + ".0/18"), "us-east-1" + "ab".charAt(zone), false, false));
      for (int i = 0; i < 2500; i++) {
        int number = 1000 + 2500 * zone + i;
        String ip = "10.1." + (64 * zone + 2 + i / 250) + "." + (1 + i % 250);
        String group = i % 10 == 0 ? id(Kind.SECURITY_GROUP, number) : "sg-00000010";
        if (i % 10 == 0) {
          Cidr block = Cidr.of(Ip.parse("198.0.0.0") + 256L * number, 24);
          cloud.put(new SecurityGroup(key(Kind.SECURITY_GROUP, number), "vpc-00000001", "g" + number, "", List.of(open(true), new SecurityGroupRule("sgr-00000009", false, "tcp", 1024 + i, 2048 + i, new SecurityGroupRule.CidrPeer(block), Optional.empty()))));
        }
        cloud.put(
            new NetworkInterface(
                key(Kind.NETWORK_INTERFACE, number), "vpc-00000001", id(Kind.SUBNET, 10 + zone), "us-east-1" + "ab".charAt(zone), "02:00:00:00:00:01", List.of(ip), List.of(group), "",
                "interface", false, Optional.empty(), true, Optional.of(new NetworkInterface.Attachment("a", "i-00000010", 1, Instant.EPOCH, true)), Optional.empty()));
      }
    }
    return cloud.table(1, route("0.0.0.0/0", new Route.ViaInternetGateway("igw-00000001"))).address(1, Optional.of("eni-00001990"));
  }

  /** The single writer waits for an analysis, so it must not take long. */
  @Test
  void alsoInALargeVpcAnAnalysisIsQuick() {
    TracedCloud cloud = large();
    analyse(cloud, "eni-00001001", SQS, _ -> {});
    Instant begin = Instant.now();
    assertThat(analyse(cloud, "eni-00001001", SQS, _ -> {}).networkPathFound()).isTrue();
    Duration named = Duration.between(begin, Instant.now());
    NetworkInsightsAnalysis internet = analyse(cloud, "igw-00000001", "eni-00001990", _ -> {});
    assertThat(internet.networkPathFound()).as(internet.toString()).isTrue();
    NetworkInsightsAnalysis denied = analyse(cloud.group(1, 0, open(true)), "igw-00000001", "eni-00001990", r -> r.protocol("udp"));
    assertThat(codes(denied)).containsExactly("ENI_SG_RULES_MISMATCH");
    Duration all = Duration.between(begin, Instant.now());
    System.out.println("insights: 5,000 interfaces, any port: " + named.toMillis() + " ms; with two from any address of the internet " + all.toMillis() + " ms");
    assertThat(all).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void withoutADestinationTheAddressDecides() {
    TracedCloud cloud = new TracedCloud().vpc(1).s3Gateway(1);
    NetworkInsightsAnalysis analysis =
        analyse(cloud, "i-00000010", GATEWAY, r -> r.destination(null).filterAtSource(f -> f.destinationAddress("3.5.0.10").destinationPortRange(p -> p.fromPort(443))));
    assertThat(analysis.networkPathFound()).isTrue();
    assertThat(ids(analysis.forwardPathComponents())).endsWith(GATEWAY);
  }
}
