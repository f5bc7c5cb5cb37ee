package dev.postern.core.explain;

import static dev.postern.core.explain.TracedCloud.entry;
import static dev.postern.core.explain.TracedCloud.id;
import static dev.postern.core.explain.TracedCloud.key;
import static dev.postern.core.explain.TracedCloud.open;
import static dev.postern.core.explain.TracedCloud.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.ip.Cidr;
import dev.postern.core.model.CustomerGateway;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Route;
import dev.postern.core.model.Site;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.path.ExplanationCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks in each of which one thing is broken: what a trace says about it, and that the command it gives mends it. */
class TracerTest {
  private static final String S3 = "https://s3.us-east-1.amazonaws.com/";
  private static final String SQS = "https://sqs.us-east-1.amazonaws.com/";
  private static final String CREATE_GATEWAY =
      "aws ec2 create-vpc-endpoint --vpc-endpoint-type Gateway --vpc-id vpc-00000001 --service-name com.amazonaws.us-east-1.s3 --route-table-ids rtb-00000010 --region us-east-1";

  private static final Instant THEN = Instant.EPOCH;
  private static final Route.Target PEER = new Route.ViaVpcPeeringConnection("pcx-00000012");
  private static final Route.Target TRANSIT = new Route.ViaTransitGateway("tgw-00000001");

  /**
   * @param stop the resource, its rule if there is one, and the place where it is asked
   * @param command empty where no command mends it; otherwise after it the destination is reached
   */
  private record Broken(
      String what, Consumer<TracedCloud> network, String from, String to, String stop, Optional<ExplanationCode> code, boolean onReturn, Trace.Symptom symptom, String command) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Broken lost(String what, Consumer<TracedCloud> network, String to, String stop, ExplanationCode code, String command) {
    return new Broken(what, network, "i-00000010", to, stop, Optional.of(code), false, Trace.Symptom.CONNECT_TIMEOUT, command);
  }

  private static Broken lostOnReturn(String what, Consumer<TracedCloud> network, String to, String stop, ExplanationCode code, String command) {
    return new Broken(what, network, "i-00000010", to, stop, Optional.of(code), true, Trace.Symptom.CONNECT_TIMEOUT, command);
  }

  private static Broken fromSite(String what, Consumer<TracedCloud> network, String to, String stop, ExplanationCode code, boolean onReturn, String command) {
    return new Broken(what, network, "onprem-1", to, stop, Optional.of(code), onReturn, Trace.Symptom.CONNECT_TIMEOUT, command);
  }

  private static String tcp(int port) {
    return "{\"IpProtocol\":\"tcp\",\"FromPort\":" + port + ",\"ToPort\":" + port;
  }

  private static String entryCommand(String verb, int number, String direction, String block, int from, int to) {
    return "aws ec2 " + verb + "-network-acl-entry --network-acl-id acl-00000010 --rule-number " + number + " --protocol 6 --rule-action allow --" + direction
        + " --cidr-block " + block + " --port-range '{\"From\":" + from + ",\"To\":" + to + "}' --region us-east-1";
  }

  private static String createRoute(String table, String block, String target) {
    return "aws ec2 create-route --route-table-id " + table + " --destination-cidr-block " + block + " " + target + " --region us-east-1";
  }

  private static Broken unnamed(String what, Consumer<TracedCloud> network, String to, String stop, Trace.Symptom symptom, String command) {
    return new Broken(what, network, "i-00000010", to, stop, Optional.empty(), false, symptom, command);
  }

  static Stream<Broken> networks() {
    return Stream.of(groups(), acls(), routes(), names(), joined(), destinations()).flatMap(s -> s);
  }

  private static Stream<Broken> groups() {
    return Stream.of(
        lost(
            "the endpoint's group lets nobody in", c -> c.vpc(1).sqs(1, 1, true), SQS, "sg-00000011 at eni-00000018", ExplanationCode.ENI_SG_RULES_MISMATCH,
            "aws ec2 authorize-security-group-ingress --group-id sg-00000011 --ip-permissions '[" + tcp(443) + ",\"UserIdGroupPairs\":[{\"GroupId\":\"sg-00000010\"}]}]' --region us-east-1"),
        lost(
            "the client's group lets nothing out", c -> c.vpc(1).s3Gateway(1).group(1, 0, open(false)), S3, "sg-00000010 at eni-00000010",
            ExplanationCode.ENI_SG_RULES_MISMATCH, "aws ec2 authorize-security-group-egress --group-id sg-00000010 --ip-permissions '[" + tcp(443) + ",\"PrefixListIds\":[{\"PrefixListId\":\"pl-63a5400a\"}]}]' --region us-east-1"),
        lost(
            "another instance lets nobody in", c -> c.vpc(1).group(1, 0, open(true)), "10.1.1.10:5432", "sg-00000010 at eni-00000011",
            ExplanationCode.ENI_SG_RULES_MISMATCH, "aws ec2 authorize-security-group-ingress --group-id sg-00000010 --ip-permissions '[" + tcp(5432) + ",\"UserIdGroupPairs\":[{\"GroupId\":\"sg-00000010\"}]}]' --region us-east-1"));
  }

  private static Stream<Broken> acls() {
    return Stream.of(
        lost(
            "an ACL rule denies the way out", c -> c.vpc(1).s3Gateway(1).acl(1, entry(50, true, false, "6", 443, 443)), S3,
            "acl-00000010 out/50 at subnet-00000010", ExplanationCode.SUBNET_ACL_RESTRICTION, entryCommand("create", 49, "egress", "0.0.0.0/0", 443, 443)),
        lost(
            "an ACL has no room in front of the rule that denies", c -> c.vpc(1).s3Gateway(1).acl(1, entry(1, true, false, "6", 443, 443)), S3,
            "acl-00000010 out/1 at subnet-00000010", ExplanationCode.SUBNET_ACL_RESTRICTION, entryCommand("replace", 1, "egress", "0.0.0.0/0", 443, 443)),
        lost(
            "an ACL has no rule for the way out", c -> c.vpc(1).s3Gateway(1).onlyAcl(1, List.of(entry(100, false, true, "-1", 0, 0))), S3,
            "acl-00000010 out/* at subnet-00000010", ExplanationCode.SUBNET_ACL_RESTRICTION, entryCommand("create", 10, "egress", "0.0.0.0/0", 443, 443)),
        lostOnReturn(
            "an ACL has no rule for answers",
            c -> c.vpc(1).s3Gateway(1).onlyAcl(1, List.of(entry(100, true, true, "-1", 0, 0), entry(100, false, true, "6", 443, 443))), S3,
            "acl-00000010 in/* at subnet-00000010", ExplanationCode.SUBNET_ACL_RESTRICTION, entryCommand("create", 110, "ingress", "0.0.0.0/0", 1024, 65535)),
        lost(
            "the ACL of the endpoint's subnet denies", c -> c.vpc(1).sqs(1, 0, true).acl(1, entry(50, false, false, "6", 443, 443)), SQS,
            "acl-00000010 in/50 at subnet-00000011", ExplanationCode.SUBNET_ACL_RESTRICTION, entryCommand("create", 49, "ingress", "10.1.0.0/24", 443, 443)));
  }

  private static Stream<Broken> routes() {
    return Stream.of(
        lost(
            "a private subnet without an endpoint", c -> c.vpc(1), S3, "rtb-00000010 at subnet-00000010", ExplanationCode.NO_ROUTE_TO_DESTINATION, CREATE_GATEWAY),
        lost(
            "the gateway endpoint is on another table", c -> c.vpc(1).s3Gateway(1).ownTable(1), S3, "rtb-00000011 at subnet-00000010",
            ExplanationCode.NO_ROUTE_TO_DESTINATION, "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-00000000000000019 --add-route-table-ids rtb-00000011 --region us-east-1"),
        lost(
            "the NAT gateway is gone", c -> c.vpc(1).table(1, route("0.0.0.0/0", new Route.ViaNatGateway("nat-00000009"))), S3,
            "rtb-00000010 0.0.0.0/0 at subnet-00000010", ExplanationCode.BAD_STATE_ROUTE, CREATE_GATEWAY),
        lost(
            "a NAT gateway without a route to it", c -> c.vpc(1).natGateway(1).ownTable(1), "https://sts.us-east-1.amazonaws.com/",
            "rtb-00000011 at subnet-00000010", ExplanationCode.NO_ROUTE_TO_DESTINATION, createRoute("rtb-00000011", "0.0.0.0/0", "--nat-gateway-id nat-00000001")),
        lost(
            "an internet gateway, and no public address",
            c -> c.vpc(1).internetGateway(1).address(5, Optional.empty()).table(1, route("0.0.0.0/0", new Route.ViaInternetGateway("igw-00000001"))),
            "https://sts.us-east-1.amazonaws.com/", "igw-00000001 at eni-00000010", ExplanationCode.IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS, "aws ec2 associate-address --allocation-id eipalloc-00000005 --network-interface-id eni-00000010 --region us-east-1"));
  }

  private static Stream<Broken> names() {
    return Stream.of(
        unnamed(
            "DNS support is off", c -> c.vpc(1).s3Gateway(1).put(vpc(false)), S3, "vpc-00000001 enableDnsSupport at 10.1.0.2", Trace.Symptom.NAME_TIMEOUT, "aws ec2 modify-vpc-attribute --enable-dns-support '{\"Value\":true}' --vpc-id vpc-00000001 --region us-east-1"),
        unnamed(
            "a private zone hides the public name",
            c -> c.vpc(1).s3Gateway(1).put(
                new HostedZone(
                    new ResourceKey("000000000000", ResourceKey.GLOBAL, Kind.HOSTED_ZONE, "ZHIDE"), "amazonaws.com", "r", "",
                    List.of(new HostedZone.AssociatedVpc(TracedCloud.REGION, "vpc-00000001")), List.of(), List.of())),
            S3, "ZHIDE s3.us-east-1.amazonaws.com at 10.1.0.2", Trace.Symptom.NAME_NOT_KNOWN, ""));
  }

  private static Vpc vpc(boolean dnsSupport) {
    return new Vpc(key(Kind.VPC, 1), List.of(new Vpc.CidrAssociation("a", Cidr.parse("10.1.0.0/16"))), dnsSupport, true, "dopt-0", "default", false);
  }

  private static Stream<Broken> joined() {
    Route there = route("10.2.0.0/16", PEER);
    Route back = route("10.1.0.0/16", PEER);
    return Stream.of(
        lost("a peered VPC without a route there", c -> peering(c).table(2, back), "10.2.0.10:443", "rtb-00000010 at subnet-00000010", ExplanationCode.NO_ROUTE_TO_DESTINATION, createRoute("rtb-00000010", "10.2.0.0/16", "--vpc-peering-connection-id pcx-00000012")),
        lostOnReturn("a peered VPC without a route back", c -> peering(c).table(1, there), "10.2.0.10:443", "rtb-00000020 at subnet-00000020", ExplanationCode.NO_ROUTE_TO_DESTINATION, createRoute("rtb-00000020", "10.1.0.0/16", "--vpc-peering-connection-id pcx-00000012")),
        lost(
            "a peered VPC's gateway endpoint", c -> peering(c).table(1, route("52.216.0.0/15", PEER)).s3Gateway(2, back), "52.216.0.10:443", "pcx-00000012 at vpc-00000001",
            ExplanationCode.PCX_REQUIRES_ADDRESS_IN_VPC_CIDR, ""),
        fromSite("a site whose routes are not propagated", c -> site(c).sqs(1, 0, true), "10.1.1.40:443", "rtb-00000010 at subnet-00000011", ExplanationCode.NO_ROUTE_TO_DESTINATION, true, createRoute("rtb-00000010", "192.168.0.0/16", "--gateway-id vgw-00000001")),
        fromSite(
            "a site that tries the gateway endpoint", c -> site(c).s3Gateway(1, route("192.168.0.0/16", new Route.ViaVpnGateway("vgw-00000001"))), "52.216.0.10:443",
            "vgw-00000001 at vpc-00000001", ExplanationCode.VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION, false, ""),
        lost(
            "a transit gateway without an association", c -> transit(c, List.of("tgw-attach-00000002"), List.of("tgw-attach-00000001", "tgw-attach-00000002")), "10.2.0.10:443",
            "tgw-attach-00000001 at eni-00000015", ExplanationCode.TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION, "aws ec2 associate-transit-gateway-route-table --transit-gateway-route-table-id tgw-rtb-00000001 --transit-gateway-attachment-id tgw-attach-00000001 --region us-east-1"),
        lost(
            "a transit gateway that knows no route", c -> transit(c, List.of("tgw-attach-00000001", "tgw-attach-00000002"), List.of("tgw-attach-00000001")), "10.2.0.10:443",
            "tgw-rtb-00000001 at tgw-attach-00000001", ExplanationCode.TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT, "aws ec2 create-transit-gateway-route --destination-cidr-block 10.2.0.0/16 --transit-gateway-route-table-id tgw-rtb-00000001 --transit-gateway-attachment-id tgw-attach-00000002 --region us-east-1"));
  }

  private static TracedCloud peering(TracedCloud cloud) {
    VpcPeeringConnection.Side one = new VpcPeeringConnection.Side("000000000000", TracedCloud.REGION, "vpc-00000001", List.of());
    VpcPeeringConnection.Side two = new VpcPeeringConnection.Side("000000000000", TracedCloud.REGION, "vpc-00000002", List.of());
    return cloud.vpc(1).vpc(2)
        .put(new VpcPeeringConnection(key(Kind.VPC_PEERING_CONNECTION, 12), one, two, VpcPeeringConnection.State.ACTIVE, "", THEN, THEN));
  }

  private static TracedCloud site(TracedCloud cloud) {
    return cloud.vpc(1)
        .put(new CustomerGateway(key(Kind.CUSTOMER_GATEWAY, 1), 65000, "198.51.100.1", Optional.empty()))
        .put(new VpnGateway(key(Kind.VPN_GATEWAY, 1), 64512, Optional.of("vpc-00000001")))
        .put(
            new VpnConnection(
                key(Kind.VPN_CONNECTION, 1), "cgw-00000001", Optional.of("vgw-00000001"), Optional.empty(), true, List.of(Cidr.parse("192.168.0.0/16")), THEN))
        .put(
            new Site(
                key(Kind.SITE, 1), "s", List.of(Cidr.parse("192.168.0.0/16")), List.of("cgw-00000001"), List.of(), List.of(Cidr.parse("52.216.0.0/15")), List.of(),
                List.of(new Site.Host("onprem-1", "192.168.0.10"))));
  }

  private static TracedCloud transit(TracedCloud cloud, List<String> associated, List<String> propagating) {
    cloud.vpc(1).vpc(2).put(new TransitGateway(key(Kind.TRANSIT_GATEWAY, 1), "", 64512, Optional.empty(), Optional.empty(), THEN));
    for (int n = 1; n <= 2; n++) {
      cloud.eni(n, 0, 50, 10 * n + 5, "transit_gateway", List.of(), id(Kind.TRANSIT_GATEWAY_ATTACHMENT, n));
      cloud.put(
          new TransitGatewayAttachment(
              key(Kind.TRANSIT_GATEWAY_ATTACHMENT, n), "tgw-00000001", Optional.of(id(Kind.VPC, n)), List.of(id(Kind.SUBNET, 10 * n)),
              List.of(id(Kind.NETWORK_INTERFACE, 10 * n + 5)), Optional.empty(), THEN));
      cloud.table(n, route("10.0.0.0/8", TRANSIT));
    }
    return cloud.put(new TransitGatewayRouteTable(key(Kind.TRANSIT_GATEWAY_ROUTE_TABLE, 1), "tgw-00000001", List.of(), associated, propagating, THEN));
  }

  private static Stream<Broken> destinations() {
    return Stream.of(
        lost("another port of an endpoint", c -> c.vpc(1).sqs(1, 0, true), "http://sqs.us-east-1.amazonaws.com/", "vpce-00000000000000018 at vpc-00000001", ExplanationCode.TARGET_PORT_RESTRICTION, ""),
        lost("UDP through a gateway endpoint", c -> c.vpc(1).s3Gateway(1), "udp://s3.us-east-1.amazonaws.com:443", "vpce-00000000000000019 at vpc-00000001", ExplanationCode.VPCE_GATEWAY_PROTOCOL_RESTRICTION, ""),
        lost("an address that nobody has", c -> c.vpc(1), "10.1.1.99:443", "vpc-00000001 at vpc-00000001", ExplanationCode.UNKNOWN_DESTINATION, ""),
        lost("a destination that is stopped", c -> c.vpc(1).instance(1, 1, Instance.State.STOPPED), "10.1.1.10:443", "vpc-00000001 at vpc-00000001", ExplanationCode.UNKNOWN_DESTINATION, "aws ec2 start-instances --instance-ids i-00000011 --region us-east-1"),
        new Broken(
            "a client that is stopped", c -> c.vpc(1).s3Gateway(1).instance(1, 0, Instance.State.STOPPED), "i-00000010", S3, "i-00000010 at vpc-00000001", Optional.empty(), false,
            Trace.Symptom.CONNECT_TIMEOUT, "aws ec2 start-instances --instance-ids i-00000010 --region us-east-1"));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theFirstStopIsNamedAndItsCommandMendsIt(Broken broken) {
    TracedCloud cloud = new TracedCloud();
    broken.network().accept(cloud);
    Trace trace = cloud.trace(broken.from(), broken.to());
    assertThat(trace.reached()).isFalse();
    Trace.Stop stop = trace.stop().orElseThrow();
    assertThat(String.join(" ", stop.resource(), stop.rule(), "at", stop.at()).replace("  ", " ")).isEqualTo(broken.stop());
    assertThat(stop.code()).isEqualTo(broken.code());
    assertThat(stop.onReturn()).isEqualTo(broken.onReturn());
    assertThat(stop.symptom()).isEqualTo(broken.symptom());
    assertThat(stop.fix().map(Fix::command).orElse("")).isEqualTo(broken.command());
    assertThat((stop.onReturn() ? trace.back() : trace.there()).getLast().passed()).isFalse();
    if (stop.fix().isPresent()) {
      cloud.apply(stop.fix().get());
      Trace after = cloud.trace(broken.from(), broken.to());
      assertThat(after.stop()).isEmpty();
    }
  }

  @Test
  void aRouteToAnInstanceNeedsItsCheckOffAndThenAHostThatForwards() {
    TracedCloud cloud = new TracedCloud().vpc(1).table(1, route("0.0.0.0/0", new Route.ViaNetworkInterface("eni-00000011", Optional.empty())));
    Trace.Stop stop = cloud.trace("i-00000010", "9.9.9.9:443").stop().orElseThrow();
    assertThat(stop.code()).contains(ExplanationCode.ENI_SOURCE_DEST_CHECK_RESTRICTION);
    assertThat(stop.fix().orElseThrow().command()).isEqualTo("aws ec2 modify-network-interface-attribute --network-interface-id eni-00000011 --no-source-dest-check --region us-east-1");
    cloud.apply(stop.fix().get());
    Trace.Stop next = cloud.trace("i-00000010", "9.9.9.9:443").stop().orElseThrow();
    assertThat(next.code()).contains(ExplanationCode.NO_POSSIBLE_DESTINATION);
    assertThat(next.fix()).as("what forwards on the host is not AWS's affair").isEmpty();
  }

  @Test
  void aWorkingConnectionIsFollowedThereAndBack() {
    Trace trace = new TracedCloud().vpc(1).sqs(1, 0, true).trace("i-00000010", SQS);
    assertThat(trace.stop()).isEmpty();
    assertThat(trace.from()).isEqualTo("i-00000010 (10.1.0.10)");
    assertThat(trace.destination()).contains("10.1.1.40:443");
    assertThat(trace.there()).extracting(Trace.Step::kind)
        .containsExactly(
            Trace.Kind.NAME, Trace.Kind.INTERFACE, Trace.Kind.GROUP_OUT, Trace.Kind.ROUTE, Trace.Kind.ACL_OUT, Trace.Kind.ACL_IN, Trace.Kind.GROUP_IN,
            Trace.Kind.INTERFACE, Trace.Kind.LISTENER);
    assertThat(trace.there().getFirst().says()).contains("private DNS of vpce-00000000000000018").contains("10.1.1.40");
    assertThat(trace.back()).extracting(s -> s.kind() + " " + s.resource() + " " + s.at())
        .containsExactly("ROUTE rtb-00000010 subnet-00000011", "ACL_OUT acl-00000010 subnet-00000011", "ACL_IN acl-00000010 subnet-00000010");
    assertThat(trace.arrival().orElseThrow()).contains("vpce-00000000000000018").contains("10.1.0.10");
    assertThat(trace.notes()).isEmpty();
  }

  @Test
  void theRouteThatWonIsGivenWithWhatItWonOver() {
    Trace trace = new TracedCloud().vpc(1).natGateway(1).ownTable(1, route("0.0.0.0/0", new Route.ViaNatGateway("nat-00000001"))).s3Gateway(1).trace("i-00000011", S3);
    String says = trace.there().stream().filter(s -> s.kind() == Trace.Kind.ROUTE).findFirst().orElseThrow().says();
    assertThat(says).isEqualTo("3.5.0.0/20 to vpce-00000000000000019, the only route that matches");
  }

  @Test
  void s3OverNatIsNotedWhenAGatewayEndpointIsOnAnotherTable() {
    TracedCloud cloud = new TracedCloud().vpc(1).natGateway(1);
    cloud.s3Gateway(1, route("0.0.0.0/0", new Route.ViaInternetGateway("igw-00000001"))).ownTable(1, route("0.0.0.0/0", new Route.ViaNatGateway("nat-00000001")));
    Trace trace = cloud.trace("i-00000010", S3);
    assertThat(trace.reached()).isTrue();
    Trace.Note note = trace.notes().getFirst();
    assertThat(note.says()).contains("nat-00000001").contains("it is on rtb-00000010, not on this subnet's rtb-00000011");
    cloud.apply(note.fix().orElseThrow());
    assertThat(cloud.trace("i-00000010", S3).notes()).isEmpty();
    assertThat(cloud.trace("i-00000010", S3).arrival().orElseThrow()).contains("vpce-00000000000000019");
  }

  @Test
  void anInterfaceEndpointWithoutPrivateDnsIsNoted() {
    TracedCloud cloud = new TracedCloud().vpc(1).natGateway(1).sqs(1, 0, false).ownTable(1, route("0.0.0.0/0", new Route.ViaNatGateway("nat-00000001")));
    Trace.Note note = cloud.trace("i-00000010", SQS).notes().getFirst();
    assertThat(note.says()).contains("private DNS is off");
    cloud.apply(note.fix().orElseThrow());
    Trace after = cloud.trace("i-00000010", SQS);
    assertThat(after.notes()).isEmpty();
    assertThat(after.arrival().orElseThrow()).contains("vpce-00000000000000018");
  }

  @Test
  void aResolverThatIsNotReachedIsTheStop() {
    TracedCloud cloud = site(new TracedCloud());
    Site site = cloud.cloud.snapshot.located(Site.class, "site-00000001").orElseThrow();
    cloud.put(new Site(site.key(), "s", site.cidrs(), site.customerGatewayIds(), List.of(), List.of(), List.of("10.1.0.53"), site.hosts()));
    Trace trace = cloud.trace("onprem-1", S3);
    assertThat(trace.stop().orElseThrow().symptom()).isEqualTo(Trace.Symptom.NAME_TIMEOUT);
    assertThat(trace.stop().get().code()).contains(ExplanationCode.UNKNOWN_DESTINATION);
    assertThat(trace.destination()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "i-00000099, there is no instance",
    "eni-00000018, starts no connections of its own",
    "10.9.9.9, nobody has the address",
    "10.1.0.10, several have the address 10.1.0.10"
  })
  void whoIsNotThereIsRefusedByName(String from, String said) {
    TracedCloud cloud = new TracedCloud().vpc(1).sqs(1, 0, true).vpc(2).eni(2, 0, 10, 20, "interface", List.of("sg-00000020"), "i-00000020");
    NetworkInterface twin = cloud.cloud.get(NetworkInterface.class, Kind.NETWORK_INTERFACE, "eni-00000020");
    cloud.put(twin.withPrivateIps(List.of("10.1.0.10")));
    assertThatThrownBy(() -> cloud.trace(from, S3)).isInstanceOf(NotTraceable.class).hasMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://host/, which port has ftp://",
    "host:0, not a port: 0",
    "host:70000, not a port: 70000",
    "10.0.0.256:443, not a host name or IPv4 address",
    "'https://[::1]/', IPv6 is not carried",
    "'', not a URL",
    "https://nowhere.example/, nowhere.example does not resolve: 10.1.0.2 finds no such name",
    "10.1.0.10, is the host itself",
    "169.254.169.254:80, resolver or metadata service"
  })
  void whatIsNoDestinationIsRefusedInWords(String to, String said) {
    assertThatThrownBy(() -> new TracedCloud().vpc(1).trace("i-00000010", to)).isInstanceOf(NotTraceable.class).hasMessageContaining(said);
  }
}
