package dev.postern.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.ip.Cidr;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.HostedZone.AliasTarget;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.ZoneFault;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrivateNamesTest {
  private static final String ACCOUNT = "000000000000";
  private static final String SQS = "vpce-00000000000000001";
  private static final String S3 = "vpce-00000000000000002";
  private static final String REGIONAL = SQS + "-abcdefgh.sqs.us-east-1.vpce.amazonaws.com";
  private static final String S3_BASE = S3 + "-abcdefgh.s3.us-east-1.vpce.amazonaws.com";
  private static final String VPCE_ZONE = "Z7HUB22UULQXV";
  private static final DnsAnswer NX = new DnsAnswer.NxDomain();
  private static final DnsAnswer NO_DATA = new DnsAnswer.NoData();

  private final View inside = new View.InVpc(ACCOUNT, "us-east-1", "vpc-1", false);
  private final View inbound = new View.InVpc(ACCOUNT, "us-east-1", "vpc-1", true);
  private final View elsewhere = new View.InVpc(ACCOUNT, "us-east-1", "vpc-2", false);
  private final View abroad = new View.Outside("eu-west-1");
  private Observed observed = new Observed(Map.of("vpc-1", Set.of(SQS, S3)));
  private Snapshot snapshot =
      Snapshot.EMPTY
          .with(vpc("vpc-1", true, true)).with(vpc("vpc-2", true, true))
          .with(eni("eni-1", "a", "10.0.1.9")).with(eni("eni-2", "b", "10.0.2.9"))
          .with(endpoint(SQS, "sqs", true, Optional.empty()));

  @Test
  void privateDnsAnswersTheInterfacesOfAllZonesInTheVpcAlone() {
    assertThat(answer(inside, "SQS.us-east-1.amazonaws.com.", RecordType.A))
        .isEqualTo(new DnsAnswer.Records(List.of(new RecordSet("sqs.us-east-1.amazonaws.com", RecordType.A, 60, List.of("10.0.1.9", "10.0.2.9")))));
    assertThat(answer(inbound, "sqs.us-east-1.amazonaws.com", RecordType.A)).isInstanceOf(DnsAnswer.Records.class);
    for (View other : List.of(elsewhere, abroad)) {
      assertThat(answer(other, "sqs.us-east-1.amazonaws.com", RecordType.A)).isNotEqualTo(answer(inside, "sqs.us-east-1.amazonaws.com", RecordType.A));
    }
  }

  @Test
  void aNameUnderAPrivateNameNeverFallsThrough() {
    assertThat(answer(inside, "sqs.us-east-1.amazonaws.com", RecordType.AAAA)).isEqualTo(NO_DATA);
    assertThat(answer(inside, "sqs.us-east-1.amazonaws.com", RecordType.TXT)).isEqualTo(NO_DATA);
    assertThat(answer(inside, "queue.sqs.us-east-1.amazonaws.com", RecordType.A)).isEqualTo(NX);
  }

  @Test
  void privateNamesNeedBothAttributesOfTheVpcThePrivateDnsAndTheEndpointInTheKernel() {
    DnsAnswer there = answer(inside, "sqs.us-east-1.amazonaws.com", RecordType.A);
    Snapshot whole = snapshot;
    snapshot = whole.with(vpc("vpc-1", true, false));
    assertThat(answer(inside, "sqs.us-east-1.amazonaws.com", RecordType.A)).isNotEqualTo(there);
    snapshot = whole.with(vpc("vpc-1", false, true));
    assertThat(answer(inside, "sqs.us-east-1.amazonaws.com", RecordType.A)).isEqualTo(new DnsAnswer.Silent());
    snapshot = whole.with(endpoint(SQS, "sqs", false, Optional.empty()));
    assertThat(answer(inside, "sqs.us-east-1.amazonaws.com", RecordType.A)).isNotEqualTo(there);
    snapshot = whole;
    observed = Observed.NOTHING;
    assertThat(answer(inside, "sqs.us-east-1.amazonaws.com", RecordType.A)).isNotEqualTo(there);
    observed = new Observed(Map.of("vpc-1", Set.of(SQS)));
    assertThat(answer(inside, "sqs.us-east-1.amazonaws.com", RecordType.A)).isEqualTo(there);
  }

  @Test
  void wildcardsCaptureEveryNameBelow() {
    String api = "vpce-00000000000000003";
    snapshot = snapshot.with(endpoint(api, "execute-api", true, Optional.empty()));
    observed = new Observed(Map.of("vpc-1", Set.of(api)));
    assertThat(values(answer(inside, "a1b2c3.execute-api.us-east-1.amazonaws.com", RecordType.A))).containsExactly("10.0.1.9", "10.0.2.9");
    assertThat(answer(inside, "execute-api.us-east-1.amazonaws.com", RecordType.A)).isEqualTo(NO_DATA);
  }

  @Test
  void s3ForInboundResolversAloneLeavesTheVpcsHostsWithThePublicAnswer() {
    snapshot = snapshot.with(endpoint(S3, "s3", true, Optional.of(true)));
    for (String name : List.of("s3.us-east-1.amazonaws.com", "photos.s3.us-east-1.amazonaws.com")) {
      assertThat(answer(inside, name, RecordType.A)).isEqualTo(answer(elsewhere, name, RecordType.A));
      assertThat(values(answer(inbound, name, RecordType.A))).containsExactly("10.0.1.9", "10.0.2.9");
    }
    snapshot = snapshot.with(endpoint(S3, "s3", true, Optional.of(false)));
    assertThat(values(answer(inside, "photos.s3.us-east-1.amazonaws.com", RecordType.A))).containsExactly("10.0.1.9", "10.0.2.9");
    assertThat(answer(inside, "photos.s3.us-east-1.amazonaws.com", RecordType.AAAA)).isEqualTo(NO_DATA);
  }

  @Test
  void endpointNamesResolveFromAnywhereAndLeaveWithTheEndpoint() {
    for (View view : List.of(inside, elsewhere, abroad)) {
      assertThat(values(answer(view, REGIONAL, RecordType.A))).containsExactly("10.0.1.9", "10.0.2.9");
      assertThat(values(answer(view, SQS + "-abcdefgh-us-east-1b.sqs.us-east-1.vpce.amazonaws.com", RecordType.A))).containsExactly("10.0.2.9");
      assertThat(answer(view, REGIONAL, RecordType.AAAA)).isEqualTo(NO_DATA);
      assertThat(answer(view, SQS + "-abcdefgh-us-east-1c.sqs.us-east-1.vpce.amazonaws.com", RecordType.A)).isEqualTo(NX);
      assertThat(answer(view, SQS + "-zzzzzzzz.sqs.us-east-1.vpce.amazonaws.com", RecordType.A)).isEqualTo(NX);
      assertThat(answer(view, REGIONAL.replace("sqs", "sns"), RecordType.A)).isEqualTo(NX);
    }
    snapshot = snapshot.without(key("us-east-1", Kind.VPC_ENDPOINT, SQS));
    assertThat(answer(abroad, REGIONAL, RecordType.A)).isEqualTo(NX);
  }

  @Test
  void s3EndpointNamesHaveALabelInFront() {
    snapshot = snapshot.with(endpoint(S3, "s3", false, Optional.empty()));
    for (String label : List.of("bucket.", "accesspoint.", "control.", "photos.bucket.", "photos.")) {
      assertThat(values(answer(abroad, label + S3_BASE, RecordType.A))).containsExactly("10.0.1.9", "10.0.2.9");
    }
    assertThat(answer(abroad, S3_BASE, RecordType.A)).isEqualTo(NX);
  }

  @Test
  void theRegionalAndPrivateNamesLeaveAZoneOutThatIsDownAndItsZonalNameStays() {
    snapshot = snapshot.with(new ZoneFault(key("us-east-1", Kind.ZONE_FAULT, "us-east-1a")));
    assertThat(values(answer(abroad, REGIONAL, RecordType.A))).containsExactly("10.0.2.9");
    assertThat(values(answer(inside, "sqs.us-east-1.amazonaws.com", RecordType.A))).containsExactly("10.0.2.9");
    assertThat(values(answer(abroad, SQS + "-abcdefgh-us-east-1a.sqs.us-east-1.vpce.amazonaws.com", RecordType.A))).containsExactly("10.0.1.9");
    snapshot = snapshot.with(new ZoneFault(key("us-east-1", Kind.ZONE_FAULT, "us-east-1b")));
    assertThat(answer(inside, "sqs.us-east-1.amazonaws.com", RecordType.A)).isEqualTo(NO_DATA);
    assertThat(answer(abroad, REGIONAL, RecordType.A)).isEqualTo(NO_DATA);
  }

  @Test
  void hostedZonesAnswerTheirVpcsAlone() {
    zone("corp.example", record("www.corp.example", "A", 300, "192.0.2.1", "192.0.2.2"), record("www.corp.example", "TXT", 60, "\"v=1\""));
    assertThat(answer(inside, "www.corp.example", RecordType.A)).isEqualTo(
        new DnsAnswer.Records(List.of(new RecordSet("www.corp.example", RecordType.A, 300, List.of("192.0.2.1", "192.0.2.2")))));
    assertThat(values(answer(inside, "www.corp.example", RecordType.TXT))).containsExactly("\"v=1\"");
    assertThat(answer(inside, "www.corp.example", RecordType.AAAA)).isEqualTo(NO_DATA);
    assertThat(answer(inside, "www.corp.example", RecordType.OTHER)).isEqualTo(NO_DATA);
    assertThat(answer(inside, "ftp.corp.example", RecordType.A)).isEqualTo(NX);
    assertThat(answer(elsewhere, "www.corp.example", RecordType.A)).isEqualTo(NX);
    snapshot = snapshot.with(vpc("vpc-1", true, false));
    assertThat(answer(inside, "www.corp.example", RecordType.A)).isEqualTo(NX);
  }

  @Test
  void theZoneWithTheLongestNameAnswers() {
    zone("amazonaws.com", record("sqs.us-east-1.amazonaws.com", "A", 60, "192.0.2.1"), record("s3.us-east-1.amazonaws.com", "A", 60, "192.0.2.3"));
    assertThat(values(answer(inside, "sqs.us-east-1.amazonaws.com", RecordType.A))).containsExactly("10.0.1.9", "10.0.2.9");
    assertThat(values(answer(inside, "s3.us-east-1.amazonaws.com", RecordType.A))).containsExactly("192.0.2.3");
    assertThat(answer(inside, "dynamodb.us-east-1.amazonaws.com", RecordType.A)).isEqualTo(NX);
    assertThat(answer(inside, REGIONAL, RecordType.A)).isEqualTo(NX);
    zone("internal", record("x.ec2.internal", "A", 60, "192.0.2.4"), record("y.internal", "A", 60, "192.0.2.5"));
    assertThat(answer(inside, "x.ec2.internal", RecordType.A)).isEqualTo(NX);
    assertThat(values(answer(inside, "y.internal", RecordType.A))).containsExactly("192.0.2.5");
    assertThat(values(answer(inside, "ip-10-0-1-9.ec2.internal", RecordType.A))).containsExactly("10.0.1.9");
  }

  @Test
  void reverseZonesOfACustomerStandBeforeTheBuiltInOnesWhenTheyAreLonger() {
    zone("in-addr.arpa", record("9.1.0.10.in-addr.arpa", "PTR", 60, "wrong.example"));
    assertThat(values(answer(inside, "9.1.0.10.in-addr.arpa", RecordType.PTR))).containsExactly("ip-10-0-1-9.ec2.internal");
    zone("1.0.10.in-addr.arpa", record("9.1.0.10.in-addr.arpa", "PTR", 60, "queue.corp.example"));
    assertThat(values(answer(inside, "9.1.0.10.in-addr.arpa", RecordType.PTR))).containsExactly("queue.corp.example");
    assertThat(answer(inside, "8.1.0.10.in-addr.arpa", RecordType.PTR)).isEqualTo(NX);
  }

  @Test
  void wildcardsStandForNamesThatDoNotExist() {
    zone("corp.example", record("*.corp.example", "A", 60, "192.0.2.1"), record("a.b.corp.example", "A", 60, "192.0.2.2"), record("*.w.corp.example", "TXT", 60, "\"t\""));
    assertThat(answer(inside, "any.corp.example", RecordType.A)).isEqualTo(
        new DnsAnswer.Records(List.of(new RecordSet("any.corp.example", RecordType.A, 60, List.of("192.0.2.1")))));
    assertThat(values(answer(inside, "deep.er.corp.example", RecordType.A))).containsExactly("192.0.2.1");
    assertThat(answer(inside, "b.corp.example", RecordType.A)).as("a name between").isEqualTo(NO_DATA);
    assertThat(answer(inside, "c.b.corp.example", RecordType.A)).as("its closest encloser has no wildcard").isEqualTo(NX);
    assertThat(answer(inside, "x.w.corp.example", RecordType.A)).isEqualTo(NO_DATA);
    assertThat(answer(inside, "corp.example", RecordType.A)).isEqualTo(NO_DATA);
  }

  @Test
  void aliasesAreFollowedThroughZonesAndToPublicNames() {
    zone("corp.example",
        record("queue.corp.example", "CNAME", 30, "sqs.us-east-1.amazonaws.com."), record("q.corp.example", "CNAME", 30, "queue.corp.example"),
        record("store.corp.example", "CNAME", 30, "S3.us-east-1.amazonaws.com"), record("none.corp.example", "CNAME", 30, "nobody.example"));
    assertThat(answer(inside, "q.corp.example", RecordType.A)).isEqualTo(new DnsAnswer.Records(List.of(
        new RecordSet("q.corp.example", RecordType.CNAME, 30, List.of("queue.corp.example")),
        new RecordSet("queue.corp.example", RecordType.CNAME, 30, List.of("sqs.us-east-1.amazonaws.com.")),
        new RecordSet("sqs.us-east-1.amazonaws.com", RecordType.A, 60, List.of("10.0.1.9", "10.0.2.9")))));
    assertThat(values(answer(inside, "store.corp.example", RecordType.A))).isEqualTo(values(answer(inside, "s3.us-east-1.amazonaws.com", RecordType.A)));
    assertThat(values(answer(inside, "store.corp.example", RecordType.CNAME))).containsExactly("S3.us-east-1.amazonaws.com");
    assertThat(answer(inside, "q.corp.example", RecordType.AAAA)).isEqualTo(new DnsAnswer.NoData(List.of(
        new RecordSet("q.corp.example", RecordType.CNAME, 30, List.of("queue.corp.example")),
        new RecordSet("queue.corp.example", RecordType.CNAME, 30, List.of("sqs.us-east-1.amazonaws.com.")))));
    assertThat(answer(inside, "none.corp.example", RecordType.A))
        .isEqualTo(new DnsAnswer.NxDomain(List.of(new RecordSet("none.corp.example", RecordType.CNAME, 30, List.of("nobody.example")))));
  }

  @Test
  void aliasesInACircleFail() {
    zone("corp.example", record("a.corp.example", "CNAME", 30, "b.corp.example"), record("b.corp.example", "CNAME", 30, "a.corp.example"));
    assertThat(answer(inside, "a.corp.example", RecordType.A)).isEqualTo(new DnsAnswer.ServerFailure());
  }

  @Test
  void aliasRecordsAnswerForEndpointsAndForNamesOfTheSameZone() {
    zone("corp.example",
        alias("corp.example", VPCE_ZONE, REGIONAL), alias("same.corp.example", "ZCORP", "corp.example"), record("ip.corp.example", "A", 7, "192.0.2.1"),
        alias("ip2.corp.example", "ZCORP", "ip.corp.example"), alias("store.corp.example", VPCE_ZONE, "*." + S3_BASE));
    snapshot = snapshot.with(endpoint(S3, "s3", false, Optional.empty()));
    assertThat(answer(inside, "same.corp.example", RecordType.A)).isEqualTo(
        new DnsAnswer.Records(List.of(new RecordSet("same.corp.example", RecordType.A, 60, List.of("10.0.1.9", "10.0.2.9")))));
    assertThat(answer(inside, "ip2.corp.example", RecordType.A)).isEqualTo(
        new DnsAnswer.Records(List.of(new RecordSet("ip2.corp.example", RecordType.A, 7, List.of("192.0.2.1")))));
    assertThat(values(answer(inside, "store.corp.example", RecordType.A))).containsExactly("10.0.1.9", "10.0.2.9");
    assertThat(answer(inside, "corp.example", RecordType.AAAA)).isEqualTo(NO_DATA);
    snapshot = snapshot.without(key("us-east-1", Kind.VPC_ENDPOINT, SQS));
    assertThat(answer(inside, "corp.example", RecordType.A)).isEqualTo(NO_DATA);
  }

  private DnsAnswer answer(View view, String name, RecordType type) {
    return DnsResolver.of(snapshot, observed).answer(view, name, type);
  }

  private static List<String> values(DnsAnswer answer) {
    assertThat(answer).isInstanceOf(DnsAnswer.Records.class);
    return ((DnsAnswer.Records) answer).values();
  }

  private void zone(String name, HostedZone.RecordSet... records) {
    snapshot = snapshot.with(new HostedZone(key(ResourceKey.GLOBAL, Kind.HOSTED_ZONE, name.equals("corp.example") ? "ZCORP" : "Z" + name.hashCode()), name, "r", "",
        List.of(new HostedZone.AssociatedVpc("us-east-1", "vpc-1")), List.of(), List.of(records)));
  }

  private static HostedZone.RecordSet record(String name, String type, long ttl, String... values) {
    return new HostedZone.RecordSet(name, type, ttl, List.of(values), Optional.empty());
  }

  private static HostedZone.RecordSet alias(String name, String zone, String target) {
    return new HostedZone.RecordSet(name, "A", 0, List.of(), Optional.of(new AliasTarget(zone, target, true)));
  }

  private static VpcEndpoint endpoint(String id, String service, boolean privateDns, Optional<Boolean> inboundOnly) {
    return new VpcEndpoint(key("us-east-1", Kind.VPC_ENDPOINT, id), "vpc-1", "com.amazonaws.us-east-1." + service, "us-east-1", VpcEndpoint.Type.INTERFACE,
        List.of(), List.of("subnet-1", "subnet-2"), List.of(), List.of("eni-1", "eni-2"), "abcdefgh", privateDns, inboundOnly, "", Instant.EPOCH, "");
  }

  private static NetworkInterface eni(String id, String zone, String ip) {
    return new NetworkInterface(key("us-east-1", Kind.NETWORK_INTERFACE, id), "vpc-1", "subnet-" + zone, "us-east-1" + zone, "02:00:00:00:00:01", List.of(ip),
        List.of(), "", "vpc_endpoint", true, Optional.empty(), true, Optional.empty(), Optional.empty());
  }

  private static Vpc vpc(String id, boolean support, boolean hostnames) {
    return new Vpc(key("us-east-1", Kind.VPC, id), List.of(new Vpc.CidrAssociation("a", Cidr.parse("10.0.0.0/16"))), support, hostnames, "dopt-1", "default", false);
  }

  private static ResourceKey key(String region, Kind kind, String id) {
    return new ResourceKey(ACCOUNT, region, kind, id);
  }
}
