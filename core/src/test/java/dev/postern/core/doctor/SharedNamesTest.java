package dev.postern.core.doctor;

import static dev.postern.core.explain.TracedCloud.id;
import static dev.postern.core.explain.TracedCloud.key;
import static dev.postern.core.explain.TracedCloud.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.explain.TracedCloud;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Route;
import dev.postern.core.model.Site;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Names that do not lead where an endpoint is: hosted zones of the same name, other VPCs, and resolvers that Postern does not see into. */
class SharedNamesTest {
  private static final String NAME = "sqs.us-east-1.amazonaws.com";

  private static List<Finding> examine(TracedCloud cloud) {
    return Doctor.examine(cloud.cloud.snapshot, Clues.NONE);
  }

  private static HostedZone zone(String vpcId, String address) {
    HostedZone.RecordSet record = new HostedZone.RecordSet(NAME, "A", 60, List.of(address), Optional.empty());
    return new HostedZone(
        new ResourceKey("000000000000", ResourceKey.GLOBAL, Kind.HOSTED_ZONE, "ZSAME"), NAME, "r", "", List.of(new HostedZone.AssociatedVpc(TracedCloud.REGION, vpcId)), List.of(),
        List.of(record));
  }

  @Test
  void aZoneOfTheSameNameThatLeadsElsewhereIsFoundAndOneThatLeadsToTheEndpointIsNot() {
    TracedCloud cloud = DoctorTest.sqs(new TracedCloud().vpc(1), 0, false).put(zone("vpc-00000001", "10.9.9.9"));
    Finding finding = examine(cloud).getFirst();
    assertThat(finding.cause()).isEqualTo(Cause.NAME_TAKEN);
    assertThat(finding.resource()).isEqualTo("ZSAME");
    assertThat(finding.evidence()).contains("10.9.9.9").contains("vpce-00000000000000020");
    assertThat(examine(cloud.put(zone("vpc-00000001", "10.1.0.20")))).isEmpty();
  }

  private static TracedCloud peered() {
    Route.Target peer = new Route.ViaVpcPeeringConnection("pcx-00000012");
    TracedCloud cloud = DoctorTest.sqs(DoctorTest.peering(new TracedCloud()), 0, true);
    return cloud.table(1, route("10.2.0.0/16", peer)).table(2, route("10.1.0.0/16", peer));
  }

  @Test
  void hostsOfAPeerThatReachTheEndpointAndAreLedElsewhereByItsNameAreFound() {
    TracedCloud cloud = peered();
    List<Finding> findings = examine(cloud);
    assertThat(findings).extracting(Finding::cause).containsExactly(Cause.NAMES_FOR_ITS_VPC);
    assertThat(findings.getFirst().severity()).isEqualTo(Severity.INFO);
    assertThat(findings.getFirst().evidence()).startsWith("i-00000020 of vpc-00000002 reaches vpce-00000000000000020, and gets ").endsWith(" for " + NAME);
    assertThat(examine(cloud.put(zone("vpc-00000002", "10.1.0.20")))).isEmpty();
  }

  @Test
  void aPeerThatDoesNotReachTheEndpointIsNotMeantToUseIt() {
    assertThat(examine(peered().table(2))).isEmpty();
  }

  @Test
  void aPeerWithAnEndpointOfItsOwnNeedsNoOther() {
    TracedCloud cloud = DoctorTest.endpoint(peered(), 2, 22, "com.amazonaws.us-east-1.sqs", 0, true, Optional.empty(), 0, 1);
    assertThat(examine(cloud)).isEmpty();
  }

  @Test
  void namesForInboundResolversAloneNeedAGatewayEndpointForTheOthers() {
    TracedCloud cloud = DoctorTest.endpoint(new TracedCloud().vpc(1), 1, 21, "com.amazonaws.us-east-1.s3", 0, true, Optional.of(true), 0, 1);
    ResolverEndpoint.Address address = new ResolverEndpoint.Address("rni-1", "subnet-00000010", "10.1.0.53", "eni-00000053");
    cloud.eni(1, 0, 53, 53, "interface", List.of("sg-00000010"), id(Kind.RESOLVER_ENDPOINT, 1));
    cloud.put(new ResolverEndpoint(key(Kind.RESOLVER_ENDPOINT, 1), "vpc-00000001", "", "", List.of("sg-00000010"), List.of(address), Instant.EPOCH));
    List<Finding> findings = examine(cloud);
    assertThat(findings).extracting(Finding::cause).containsExactly(Cause.INBOUND_WITHOUT_GATEWAY);
    cloud.apply(findings.getFirst().fix().orElseThrow());
    assertThat(examine(cloud)).isEmpty();
  }

  @Test
  void aSiteWithAResolverOfItsOwnIsToldWhatThatMustDo() {
    TracedCloud cloud = new TracedCloud();
    DoctorTest.resolver(cloud);
    ResolverEndpoint closed = cloud.cloud.get(ResolverEndpoint.class, Kind.RESOLVER_ENDPOINT, id(Kind.RESOLVER_ENDPOINT, 1));
    Site site = cloud.cloud.get(Site.class, Kind.SITE, "site-00000001");
    cloud.put(new Site(site.key(), "s", site.cidrs(), site.customerGatewayIds(), List.of(), List.of(), List.of("192.168.0.53"), site.hosts()));
    assertThat(examine(cloud)).as("the VPC's resolver is not reached").isEmpty();
    cloud.eni(1, 0, 53, 53, "interface", List.of("sg-00000010"), closed.id());
    List<Finding> findings = examine(cloud);
    assertThat(findings).extracting(Finding::cause).containsExactly(Cause.OWN_RESOLVER);
    assertThat(findings.getFirst().evidence()).contains("192.168.0.53").endsWith("the VPC's resolver at 10.1.0.53");
  }
}
