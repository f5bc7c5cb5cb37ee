package dev.postern.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Vpc;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.services.PublicService;
import dev.postern.core.services.PublicSide;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DnsResolverTest {
  private static final DnsAnswer NX = new DnsAnswer.NxDomain();
  private static final DnsAnswer NO_DATA = new DnsAnswer.NoData();
  private static final String ACCOUNT = "000000000000";

  private Snapshot snapshot = vpc("us-east-1", true, true).with(eni("us-east-1")).with(elasticIp("us-east-1"));
  private final View inside = new View.InVpc(ACCOUNT, "us-east-1", "vpc-1", false);
  private final View outside = new View.Outside("us-east-1");

  @Test
  void serviceNamesAreAddressesOfTheirPrefixListsInEveryRegion() {
    for (String region : PrefixLists.regions()) {
      for (String name : List.of("s3." + region, "bucket.s3." + region, "a.b.c.s3." + region, "s3.dualstack." + region,
          "dynamodb." + region, "123456789012.ddb." + region)) {
        for (View view : List.of(inside, outside)) {
          DnsAnswer answer = answer(view, name + ".amazonaws.com.", RecordType.A);
          assertThat(answer).as(name).isInstanceOf(DnsAnswer.Records.class);
          for (String ip : ((DnsAnswer.Records) answer).values()) {
            assertThat(PrefixLists.of(region)).anyMatch(l -> name.contains(l.service().substring(0, 1)) && l.contains(Ip.parse(ip)));
          }
        }
      }
    }
  }

  @Test
  void otherServicesAnswerOutsideOfEveryPrefixListButInsideTheRegionsBlocks() {
    for (String name : List.of("sts.us-east-1", "ec2.us-east-1", "sqs.us-east-1", "abc123.execute-api.us-east-1", "queue", "iam", "sts", "checkip")) {
      for (String ip : values(answer(inside, name + ".amazonaws.com", RecordType.A))) {
        assertThat(PublicSide.serviceBlocks("us-east-1")).anyMatch(c -> c.contains(Ip.parse(ip)));
        assertThat(PrefixLists.regions()).allMatch(r -> PrefixLists.of(r).stream().noneMatch(l -> l.contains(Ip.parse(ip))));
      }
    }
  }

  @Test
  void noTwoServicesOrRegionsShareAnAddress() {
    List<Long> all = new ArrayList<>();
    for (String region : PrefixLists.regions()) {
      for (PublicService service : PublicService.all()) {
        assertThat(PublicSide.addresses(region, service)).isNotEmpty();
        all.addAll(PublicSide.addresses(region, service));
      }
    }
    assertThat(all).doesNotHaveDuplicates();
  }

  @Test
  void theLegacyGlobalNameOfS3IsInUsEast1() {
    assertThat(values(answer(inside, "s3.amazonaws.com", RecordType.A))).isEqualTo(values(answer(inside, "s3.us-east-1.amazonaws.com", RecordType.A)));
  }

  @Test
  void namesWithoutSuchARecordHaveNoDataAndUnknownNamesDoNotExist() {
    assertThat(answer(inside, "S3.us-east-1.AmazonAWS.com", RecordType.OTHER)).isEqualTo(NO_DATA);
    assertThat(answer(inside, "example.com", RecordType.A)).isEqualTo(NX);
    assertThat(answer(inside, "s3.us-north-9.amazonaws.com", RecordType.A)).isEqualTo(NX);
    assertThat(answer(inside, "nosuchservice.us-east-1.amazonaws.com", RecordType.A)).isEqualTo(NX);
  }

  @Test
  void privateNamesAreThoseOfInterfacesAndStayInTheVpc() {
    assertThat(values(answer(inside, "ip-10-0-0-5.ec2.internal", RecordType.A))).containsExactly("10.0.0.5");
    assertThat(answer(inside, "ip-10-0-0-6.ec2.internal", RecordType.A)).isEqualTo(NX);
    assertThat(answer(outside, "ip-10-0-0-5.ec2.internal", RecordType.A)).isEqualTo(NX);
    assertThat(values(answer(inside, "5.0.0.10.in-addr.arpa", RecordType.PTR))).containsExactly("ip-10-0-0-5.ec2.internal");
    assertThat(answer(inside, "6.0.0.10.in-addr.arpa", RecordType.PTR)).isEqualTo(NX);
    assertThat(answer(outside, "5.0.0.10.in-addr.arpa", RecordType.PTR)).isEqualTo(NX);
  }

  @Test
  void otherRegionsSpellTheirDomainsOut() {
    snapshot = vpc("eu-west-1", true, true).with(eni("eu-west-1"));
    View there = new View.InVpc(ACCOUNT, "eu-west-1", "vpc-1", false);
    assertThat(values(answer(there, "ip-10-0-0-5.eu-west-1.compute.internal", RecordType.A))).containsExactly("10.0.0.5");
    assertThat(answer(there, "ip-10-0-0-5.ec2.internal", RecordType.A)).isEqualTo(NX);
  }

  @Test
  void aPublicInstanceNameIsThePrivateAddressInsideItsVpcOnly() {
    String name = "ec2-54-1-2-3.compute-1.amazonaws.com";
    assertThat(values(answer(inside, name, RecordType.A))).containsExactly("10.0.0.5");
    assertThat(values(answer(outside, name, RecordType.A))).containsExactly("54.1.2.3");
    snapshot = vpc("us-east-1", true, false).with(eni("us-east-1")).with(elasticIp("us-east-1"));
    assertThat(values(answer(inside, name, RecordType.A))).containsExactly("54.1.2.3");
    assertThat(answer(inside, "ec2-10-1-2-3.compute-1.amazonaws.com", RecordType.A)).isEqualTo(NX);
  }

  @Test
  void withoutDnsSupportOrVpcThereIsNoAnswer() {
    snapshot = vpc("us-east-1", false, true);
    assertThat(answer(inside, "s3.us-east-1.amazonaws.com", RecordType.A)).isEqualTo(new DnsAnswer.Silent());
    snapshot = Snapshot.EMPTY;
    assertThat(answer(inside, "s3.us-east-1.amazonaws.com", RecordType.A)).isEqualTo(new DnsAnswer.Silent());
  }

  private DnsAnswer answer(View view, String name, RecordType type) {
    return DnsResolver.of(snapshot, Observed.NOTHING).answer(view, name, type);
  }

  private static List<String> values(DnsAnswer answer) {
    assertThat(answer).isInstanceOf(DnsAnswer.Records.class);
    return ((DnsAnswer.Records) answer).values();
  }

  private static Snapshot vpc(String region, boolean support, boolean hostnames) {
    return Snapshot.EMPTY.with(
        new Vpc(new ResourceKey(ACCOUNT, region, Kind.VPC, "vpc-1"), List.of(new Vpc.CidrAssociation("a", Cidr.parse("10.0.0.0/16"))),
            support, hostnames, "dopt-1", "default", false));
  }

  private static NetworkInterface eni(String region) {
    return new NetworkInterface(new ResourceKey(ACCOUNT, region, Kind.NETWORK_INTERFACE, "eni-1"), "vpc-1", "subnet-1", region + "a",
        "02:00:00:00:00:01", List.of("10.0.0.5"), List.of(), "", "interface", false, Optional.empty(), true, Optional.empty(),
        Optional.empty());
  }

  private static ElasticIp elasticIp(String region) {
    return new ElasticIp(new ResourceKey(ACCOUNT, region, Kind.ELASTIC_IP, "eipalloc-1"), "54.1.2.3",
        Optional.of(new ElasticIp.Association("eipassoc-1", "eni-1", "10.0.0.5", "vpc-1", Optional.empty())));
  }
}
