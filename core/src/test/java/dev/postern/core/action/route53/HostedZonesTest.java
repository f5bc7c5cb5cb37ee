package dev.postern.core.action.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.Seed;
import dev.postern.core.action.route53.association.AssociateVPCWithHostedZone;
import dev.postern.core.action.route53.association.CreateVPCAssociationAuthorization;
import dev.postern.core.action.route53.association.DeleteVPCAssociationAuthorization;
import dev.postern.core.action.route53.association.DisassociateVPCFromHostedZone;
import dev.postern.core.action.route53.association.ListVPCAssociationAuthorizations;
import dev.postern.core.action.route53.hostedzone.ChangeTagsForResource;
import dev.postern.core.action.route53.hostedzone.CreateHostedZone;
import dev.postern.core.action.route53.hostedzone.DeleteHostedZone;
import dev.postern.core.action.route53.hostedzone.GetChange;
import dev.postern.core.action.route53.hostedzone.GetHostedZone;
import dev.postern.core.action.route53.hostedzone.ListHostedZones;
import dev.postern.core.action.route53.hostedzone.ListHostedZonesByName;
import dev.postern.core.action.route53.hostedzone.ListHostedZonesByVPC;
import dev.postern.core.action.route53.hostedzone.ListTagsForResource;
import dev.postern.core.action.route53.recordset.ChangeResourceRecordSets;
import dev.postern.core.action.route53.recordset.ListResourceRecordSets;
import dev.postern.core.dns.DnsAnswer;
import dev.postern.core.dns.DnsResolver;
import dev.postern.core.dns.RecordType;
import dev.postern.core.dns.View;
import dev.postern.core.error.AwsException;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.route53.model.AssociateVpcWithHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeTagsForResourceRequest;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.CreateVpcAssociationAuthorizationRequest;
import software.amazon.awssdk.services.route53.model.DeleteHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.DeleteVpcAssociationAuthorizationRequest;
import software.amazon.awssdk.services.route53.model.DisassociateVpcFromHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.GetChangeRequest;
import software.amazon.awssdk.services.route53.model.GetHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.HostedZoneSummary;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameResponse;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByVpcRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesResponse;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.route53.model.ListVpcAssociationAuthorizationsRequest;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.Tag;
import software.amazon.awssdk.services.route53.model.VPC;

class HostedZonesTest {
  private static final String MINE = "111111111111";
  private static final String THEIRS = "222222222222";
  private static final String ENDPOINT = "vpce-00000000000000001";
  private static final String REGIONAL = ENDPOINT + "-abcdefgh.sqs.us-east-1.vpce.amazonaws.com";

  private Snapshot snapshot =
      Snapshot.EMPTY.with(vpc(MINE, "us-east-1", "vpc-1")).with(vpc(MINE, "eu-west-1", "vpc-2")).with(vpc(THEIRS, "us-east-1", "vpc-3"));
  private Caller caller = Caller.root(MINE, "us-east-1");
  private byte calls;

  @Test
  void aPrivateZoneBeginsWithItsServersAndItsStart() {
    CreateHostedZoneResponse made = create("Corp.Example.", "vpc-1");
    assertThat(made.hostedZone().name()).isEqualTo("corp.example.");
    assertThat(made.hostedZone().id()).matches("/hostedzone/Z[A-Z0-9]{1,31}");
    assertThat(made.hostedZone().config().privateZone()).isTrue();
    assertThat(made.hostedZone().resourceRecordSetCount()).isEqualTo(2);
    assertThat(made.location()).endsWith("/2013-04-01" + made.hostedZone().id());
    assertThat(records(made.hostedZone().id()).resourceRecordSets()).extracting(ResourceRecordSet::typeAsString).containsExactly("NS", "SOA");
    assertThat(call(GetHostedZone.OPERATION, GetHostedZoneRequest.builder().id(made.hostedZone().id()).build()).vpCs())
        .containsExactly(given("us-east-1", "vpc-1"));
    assertThat(call(GetChange.OPERATION, GetChangeRequest.builder().id(made.changeInfo().id()).build()).changeInfo()).isEqualTo(made.changeInfo());
  }

  @Test
  void aZoneThatCannotBeIsRefused() {
    refused("InvalidInput", () -> call(CreateHostedZone.OPERATION, CreateHostedZoneRequest.builder().name("a.example").callerReference("r").build()));
    refused("InvalidDomainName", () -> create("a..example", "vpc-1"));
    refused("InvalidDomainName", () -> create("a".repeat(64) + ".example", "vpc-1"));
    refused("InvalidDomainName", () -> create("a b.example", "vpc-1"));
    refused("InvalidVPCId", () -> create("a.example", "vpc-9"));
    refused("NotAuthorizedException", () -> create("a.example", "vpc-3"));
    CreateHostedZoneRequest twice = CreateHostedZoneRequest.builder().name("a.example").callerReference("same").vpc(given("us-east-1", "vpc-1")).build();
    call(CreateHostedZone.OPERATION, twice);
    refused("HostedZoneAlreadyExists", () -> call(CreateHostedZone.OPERATION, twice.toBuilder().name("b.example").build()));
    refused("ConflictingDomainExists", () -> create("A.example.", "vpc-1"));
    assertThat(create("below.a.example", "vpc-1").hostedZone().name()).isEqualTo("below.a.example.");
  }

  @Test
  void anEndpointsPrivateNameIsTakenItsParentIsNot() {
    withEndpoint(true);
    refused("ConflictingDomainExists", () -> create("sqs.us-east-1.amazonaws.com", "vpc-1"));
    create("us-east-1.amazonaws.com", "vpc-1");
    List<HostedZoneSummary> zones =
        call(ListHostedZonesByVPC.OPERATION, ListHostedZonesByVpcRequest.builder().vpcId("vpc-1").vpcRegion("us-east-1").build()).hostedZoneSummaries();
    assertThat(zones).filteredOn(z -> z.owner().owningAccount() != null).extracting(HostedZoneSummary::name).containsExactly("us-east-1.amazonaws.com.");
    assertThat(zones).filteredOn(z -> "vpce.amazonaws.com".equals(z.owner().owningService())).extracting(HostedZoneSummary::name)
        .contains("sqs.us-east-1.amazonaws.com.");
    withEndpoint(false);
    create("sqs.us-east-1.amazonaws.com", "vpc-1");
  }

  @Test
  void aZoneIsDeletedWhenItHasNoRecordsOfItsOwn() {
    String zone = create("corp.example", "vpc-1").hostedZone().id();
    change(zone, "CREATE", record("a.corp.example", "A", "192.0.2.1"));
    refused("HostedZoneNotEmpty", () -> call(DeleteHostedZone.OPERATION, DeleteHostedZoneRequest.builder().id(zone).build()));
    change(zone, "DELETE", record("a.corp.example", "A", "192.0.2.1"));
    call(DeleteHostedZone.OPERATION, DeleteHostedZoneRequest.builder().id(zone).build());
    refused("NoSuchHostedZone", () -> call(GetHostedZone.OPERATION, GetHostedZoneRequest.builder().id(zone).build()));
  }

  @Test
  void zonesAreTheirAccountsOwn() {
    String zone = create("corp.example", "vpc-1").hostedZone().id();
    caller = Caller.root(THEIRS, "us-east-1");
    refused("NoSuchHostedZone", () -> call(GetHostedZone.OPERATION, GetHostedZoneRequest.builder().id(zone).build()));
    refused("NoSuchHostedZone", () -> change(zone, "CREATE", record("a.corp.example", "A", "192.0.2.1")));
    assertThat(call(ListHostedZones.OPERATION, ListHostedZonesRequest.builder().build()).hostedZones()).isEmpty();
  }

  @Test
  void listsOfZonesComeInPages() {
    for (String name : List.of("b.example", "a.test", "a.example")) {
      create(name, "vpc-1");
    }
    List<String> seen = new ArrayList<>();
    ListHostedZonesResponse page = call(ListHostedZones.OPERATION, ListHostedZonesRequest.builder().maxItems("2").build());
    page.hostedZones().forEach(z -> seen.add(z.name()));
    assertThat(page.isTruncated()).isTrue();
    page = call(ListHostedZones.OPERATION, ListHostedZonesRequest.builder().maxItems("2").marker(page.nextMarker()).build());
    page.hostedZones().forEach(z -> seen.add(z.name()));
    assertThat(page.isTruncated()).isFalse();
    assertThat(seen).containsExactlyInAnyOrder("a.example.", "b.example.", "a.test.");
    ListHostedZonesByNameResponse named = call(ListHostedZonesByName.OPERATION, ListHostedZonesByNameRequest.builder().maxItems("2").build());
    assertThat(named.hostedZones()).extracting(HostedZone::name).containsExactly("a.example.", "b.example.");
    assertThat(named.nextDNSName()).isEqualTo("a.test.");
    assertThat(call(ListHostedZonesByName.OPERATION, ListHostedZonesByNameRequest.builder().dnsName("b.example").build()).hostedZones())
        .extracting(HostedZone::name).containsExactly("b.example.", "a.test.");
    refused("InvalidInput", () -> call(ListHostedZones.OPERATION, ListHostedZonesRequest.builder().maxItems("0").build()));
  }

  @Test
  void recordsAreListedByTheirLabelsBackwardsInPages() {
    String zone = create("corp.example", "vpc-1").hostedZone().id();
    for (String name : List.of("b.a.corp.example", "a.corp.example", "*.corp.example", "z.corp.example")) {
      change(zone, "CREATE", record(name, "A", "192.0.2.1"), record(name, "TXT", "\"x\""));
    }
    assertThat(records(zone).resourceRecordSets()).extracting(r -> r.name() + " " + r.typeAsString()).containsExactly(
        "corp.example. NS", "corp.example. SOA", "\\052.corp.example. A", "\\052.corp.example. TXT", "a.corp.example. A", "a.corp.example. TXT",
        "b.a.corp.example. A", "b.a.corp.example. TXT", "z.corp.example. A", "z.corp.example. TXT");
    ListResourceRecordSetsRequest from = ListResourceRecordSetsRequest.builder().hostedZoneId(zone).startRecordName("A.corp.example.").startRecordType("TXT").maxItems("2").build();
    ListResourceRecordSetsResponse page = call(ListResourceRecordSets.OPERATION, from);
    assertThat(page.resourceRecordSets()).extracting(ResourceRecordSet::name).containsExactly("a.corp.example.", "b.a.corp.example.");
    assertThat(page.isTruncated()).isTrue();
    assertThat(page.nextRecordName() + page.nextRecordTypeAsString()).isEqualTo("b.a.corp.example.TXT");
    refused("InvalidInput", () -> call(ListResourceRecordSets.OPERATION, ListResourceRecordSetsRequest.builder().hostedZoneId(zone).startRecordType("A").build()));
  }

  @Test
  void aBatchIsDoneWholeOrNotAtAll() {
    String zone = create("corp.example", "vpc-1").hostedZone().id();
    change(zone, "CREATE", record("a.corp.example", "A", "192.0.2.1"));
    Snapshot before = snapshot;
    refused("InvalidChangeBatch", "[Tried to create resource record set [name='a.corp.example.', type='A'] but it already exists]",
        () -> change(zone, "CREATE", record("b.corp.example", "A", "192.0.2.1"), record("A.corp.example.", "A", "192.0.2.2")));
    assertThat(snapshot).isSameAs(before);
    change(zone, "UPSERT", record("a.corp.example", "A", "192.0.2.2"));
    refused("InvalidChangeBatch", "[Tried to delete resource record set [name='a.corp.example.', type='A'] but the values provided do not match the current values]",
        () -> change(zone, "DELETE", record("a.corp.example", "A", "192.0.2.1")));
    refused("InvalidChangeBatch", "[Tried to delete resource record set [name='c.corp.example.', type='A'] but it was not found]",
        () -> change(zone, "DELETE", record("c.corp.example", "A", "192.0.2.1")));
    refused("InvalidChangeBatch", "[A HostedZone must contain exactly one SOA record.]", () -> {
      ResourceRecordSet start = records(zone).resourceRecordSets().get(1);
      change(zone, "DELETE", start);
    });
    refused("InvalidInput", () -> change(zone, "MOVE", record("c.corp.example", "A", "192.0.2.1")));
    refused("InvalidInput", () -> change(zone, "CREATE", ResourceRecordSet.builder().name("c.corp.example").type("A").build()));
    refused("InvalidInput", () -> change(zone, "CREATE", record("c.corp.example", "NAPTR", "1 1 \"\" \"\" \"\" .")));
  }

  @Test
  void aNameHasACnameOrOtherRecords() {
    String zone = create("corp.example", "vpc-1").hostedZone().id();
    change(zone, "CREATE", record("a.corp.example", "A", "192.0.2.1"), record("c.corp.example", "CNAME", "a.corp.example"));
    refused("InvalidChangeBatch",
        "[RRSet of type CNAME with DNS name a.corp.example. is not permitted as it conflicts with other records with the same DNS name in zone corp.example.]",
        () -> change(zone, "CREATE", record("a.corp.example", "CNAME", "b.corp.example")));
    refused("InvalidChangeBatch",
        "[RRSet of type TXT with DNS name c.corp.example. is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone corp.example.]",
        () -> change(zone, "CREATE", record("c.corp.example", "TXT", "\"x\"")));
    refused("InvalidChangeBatch", "[RRSet of type CNAME with DNS name corp.example. is not permitted at apex in zone corp.example.]",
        () -> change(zone, "CREATE", record("corp.example", "CNAME", "b.corp.example")));
    refused("InvalidChangeBatch", "[RRSet with DNS name a.other.example. is not permitted in zone corp.example.]",
        () -> change(zone, "CREATE", record("a.other.example", "A", "192.0.2.1")));
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', value = {
      "A, 192.0.2.256", "A, 192.0.2", "AAAA, 192.0.2.1", "CNAME, two words", "MX, mail.example", "MX, 70000 mail.example", "SRV, 1 2 sip.example", "TXT, bare",
      "TXT, \"open", "TXT, \"a\" b", "CAA, 0 issue ca.example", "SOA, ns.example host.example 1 2 3 4", "PTR, a..example"})
  void valuesThatAreNotOfTheirTypeAreRefused(String type, String value) {
    String zone = create("corp.example", "vpc-1").hostedZone().id();
    refused("InvalidChangeBatch", () -> change(zone, type.equals("SOA") ? "UPSERT" : "CREATE", record(type.equals("SOA") ? "corp.example" : "a.corp.example", type, value)));
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', value = {
      "A, 192.0.2.255", "AAAA, 2001:db8::1", "CNAME, Other.example.", "MX, 10 mail.example", "SRV, 1 2 443 sip.example.", "TXT, \"a\\\"b\" \"c\\\\\"", "TXT, \"\"",
      "SPF, \"v=spf1\"", "CAA, 0 issue \"ca.example\"", "NS, ns.example", "PTR, host.example"})
  void valuesOfEachTypeAreKeptAsTheyWereGiven(String type, String value) {
    String zone = create("corp.example", "vpc-1").hostedZone().id();
    change(zone, "CREATE", record("a.corp.example", type, value));
    assertThat(records(zone).resourceRecordSets().getLast().resourceRecords()).containsExactly(ResourceRecord.builder().value(value).build());
  }

  @Test
  void aTextOf255CharactersFitsAndEscapesCountAsOne() {
    String zone = create("corp.example", "vpc-1").hostedZone().id();
    change(zone, "CREATE", record("a.corp.example", "TXT", "\"" + "x".repeat(254) + "\\101\""));
    refused("InvalidChangeBatch", () -> change(zone, "CREATE", record("b.corp.example", "TXT", "\"" + "x".repeat(256) + "\"")));
    assertThat(answer("a.corp.example", RecordType.TXT)).isEqualTo(List.of("\"" + "x".repeat(254) + "\\065\""));
  }

  @Test
  void aliasesNameARecordOfTheZoneOrAnEndpoint() {
    withEndpoint(false);
    String zone = create("corp.example", "vpc-1").hostedZone().id();
    String id = zone.substring("/hostedzone/".length());
    change(zone, "CREATE", alias("corp.example", "Z7HUB22UULQXV", REGIONAL), alias("q.corp.example", id, "corp.example."));
    assertThat(answer("q.corp.example", RecordType.A)).isEqualTo(List.of("10.0.0.9"));
    String tried = "Tried to create an alias that targets ";
    refused("InvalidChangeBatch", "[" + tried + "none.corp.example., type A in zone " + id + ", but that target was not found]",
        () -> change(zone, "CREATE", alias("x.corp.example", id, "none.corp.example")));
    refused("InvalidChangeBatch", "[" + tried + REGIONAL + "., type A in zone ZC8PG0KIFKBRI, but the alias target name does not lie within the target zone]",
        () -> change(zone, "CREATE", alias("x.corp.example", "ZC8PG0KIFKBRI", REGIONAL)));
    refused("InvalidChangeBatch", () -> change(zone, "CREATE", alias("x.corp.example", "Z7HUB22UULQXV", REGIONAL.replace("abcdefgh", "zzzzzzzz"))));
  }

  @Test
  void aVpcOfAnotherAccountIsAssociatedOnceItIsAuthorised() {
    String zone = create("corp.example", "vpc-1").hostedZone().id();
    VPC theirs = given("us-east-1", "vpc-3");
    AssociateVpcWithHostedZoneRequest associate = AssociateVpcWithHostedZoneRequest.builder().hostedZoneId(zone).vpc(theirs).build();
    refused("NotAuthorizedException", () -> call(AssociateVPCWithHostedZone.OPERATION, associate));
    caller = Caller.root(THEIRS, "us-east-1");
    refused("NotAuthorizedException", () -> call(AssociateVPCWithHostedZone.OPERATION, associate));
    caller = Caller.root(MINE, "us-east-1");
    call(CreateVPCAssociationAuthorization.OPERATION, CreateVpcAssociationAuthorizationRequest.builder().hostedZoneId(zone).vpc(theirs).build());
    assertThat(call(ListVPCAssociationAuthorizations.OPERATION, ListVpcAssociationAuthorizationsRequest.builder().hostedZoneId(zone).build()).vpCs()).containsExactly(theirs);
    caller = Caller.root(THEIRS, "us-east-1");
    call(AssociateVPCWithHostedZone.OPERATION, associate);
    assertThat(answer(THEIRS, "us-east-1", "vpc-3", "corp.example", RecordType.SOA)).hasSize(1);
    refused("ConflictingDomainExists", () -> call(AssociateVPCWithHostedZone.OPERATION, associate));
    caller = Caller.root(MINE, "us-east-1");
    call(DeleteVPCAssociationAuthorization.OPERATION, DeleteVpcAssociationAuthorizationRequest.builder().hostedZoneId(zone).vpc(theirs).build());
    refused("VPCAssociationAuthorizationNotFound",
        () -> call(DeleteVPCAssociationAuthorization.OPERATION, DeleteVpcAssociationAuthorizationRequest.builder().hostedZoneId(zone).vpc(theirs).build()));
    assertThat(call(GetHostedZone.OPERATION, GetHostedZoneRequest.builder().id(zone).build()).vpCs()).contains(theirs);
  }

  @Test
  void aZoneIsAnsweredInTheVpcsOfOtherRegionsUntilTheyLeaveItAndKeepsOne() {
    String zone = create("corp.example", "vpc-1").hostedZone().id();
    VPC abroad = given("eu-west-1", "vpc-2");
    call(AssociateVPCWithHostedZone.OPERATION, AssociateVpcWithHostedZoneRequest.builder().hostedZoneId(zone).vpc(abroad).build());
    assertThat(answer(MINE, "eu-west-1", "vpc-2", "corp.example", RecordType.SOA)).hasSize(1);
    DisassociateVpcFromHostedZoneRequest leave = DisassociateVpcFromHostedZoneRequest.builder().hostedZoneId(zone).vpc(abroad).build();
    call(DisassociateVPCFromHostedZone.OPERATION, leave);
    assertThat(answer(MINE, "eu-west-1", "vpc-2", "corp.example", RecordType.SOA)).isEmpty();
    refused("VPCAssociationNotFound", () -> call(DisassociateVPCFromHostedZone.OPERATION, leave));
    refused("LastVPCAssociation", () -> call(DisassociateVPCFromHostedZone.OPERATION, leave.toBuilder().vpc(given("us-east-1", "vpc-1")).build()));
  }

  @Test
  void tagsComeAndGo() {
    String zone = create("corp.example", "vpc-1").hostedZone().id().substring("/hostedzone/".length());
    ChangeTagsForResourceRequest add = ChangeTagsForResourceRequest.builder().resourceType("hostedzone").resourceId(zone).addTags(Tag.builder().key("a").value("b").build()).build();
    call(ChangeTagsForResource.OPERATION, add);
    ListTagsForResourceRequest list = ListTagsForResourceRequest.builder().resourceType("hostedzone").resourceId(zone).build();
    assertThat(call(ListTagsForResource.OPERATION, list).resourceTagSet().tags()).isEqualTo(add.addTags());
    call(ChangeTagsForResource.OPERATION, ChangeTagsForResourceRequest.builder().resourceType("hostedzone").resourceId(zone).removeTagKeys("a").build());
    assertThat(call(ListTagsForResource.OPERATION, list).resourceTagSet().tags()).isEmpty();
    refused("InvalidInput", () -> call(ListTagsForResource.OPERATION, list.toBuilder().resourceType("healthcheck").build()));
  }

  private CreateHostedZoneResponse create(String name, String vpc) {
    return call(CreateHostedZone.OPERATION, CreateHostedZoneRequest.builder().name(name).callerReference(name + vpc + calls).vpc(given("us-east-1", vpc)).build());
  }

  private void change(String zone, String action, ResourceRecordSet... sets) {
    List<Change> changes = List.of(sets).stream().map(set -> Change.builder().action(action).resourceRecordSet(set).build()).toList();
    call(ChangeResourceRecordSets.OPERATION, ChangeResourceRecordSetsRequest.builder().hostedZoneId(zone).changeBatch(b -> b.changes(changes)).build());
  }

  private ListResourceRecordSetsResponse records(String zone) {
    return call(ListResourceRecordSets.OPERATION, ListResourceRecordSetsRequest.builder().hostedZoneId(zone).build());
  }

  private static ResourceRecordSet record(String name, String type, String value) {
    return ResourceRecordSet.builder().name(name).type(type).ttl(60L).resourceRecords(ResourceRecord.builder().value(value).build()).build();
  }

  private static ResourceRecordSet alias(String name, String zone, String target) {
    return ResourceRecordSet.builder().name(name).type("A").aliasTarget(a -> a.hostedZoneId(zone).dnsName(target).evaluateTargetHealth(false)).build();
  }

  private List<String> answer(String name, RecordType type) {
    return answer(MINE, "us-east-1", "vpc-1", name, type);
  }

  private List<String> answer(String account, String region, String vpc, String name, RecordType type) {
    DnsAnswer answer = DnsResolver.of(snapshot, Observed.NOTHING).answer(new View.InVpc(account, region, vpc, false), name, type);
    return answer instanceof DnsAnswer.Records records ? records.values() : List.of();
  }

  private void withEndpoint(boolean privateDns) {
    snapshot =
        snapshot
            .with(new NetworkInterface(new ResourceKey(MINE, "us-east-1", Kind.NETWORK_INTERFACE, "eni-1"), "vpc-1", "subnet-1", "us-east-1a", "02:00:00:00:00:01",
                List.of("10.0.0.9"), List.of(), "", "vpc_endpoint", true, Optional.empty(), true, Optional.empty(), Optional.empty()))
            .with(new VpcEndpoint(new ResourceKey(MINE, "us-east-1", Kind.VPC_ENDPOINT, ENDPOINT), "vpc-1", "com.amazonaws.us-east-1.sqs", "us-east-1",
                VpcEndpoint.Type.INTERFACE, List.of(), List.of("subnet-1"), List.of(), List.of("eni-1"), "abcdefgh", privateDns, Optional.empty(), "",
                Instant.EPOCH, ""));
  }

  private <Q, R> R call(Operation<Q, R> operation, Q request) {
    Facts facts = new Facts(Instant.parse("2026-11-25T09:00:00Z").plusMillis(calls), new Seed(new byte[] {calls++}), Observed.NOTHING);
    Applied<R> applied = operation.action().apply(snapshot, caller, request, facts);
    snapshot = applied.next();
    return applied.response().apply(Observed.NOTHING);
  }

  private static void refused(String code, String message, Runnable call) {
    assertThatThrownBy(call::run).isInstanceOfSatisfying(AwsException.class, e -> assertThat(e.code() + ": " + e.text()).isEqualTo(code + ": " + message));
  }

  private static void refused(String code, Runnable call) {
    assertThatThrownBy(call::run).isInstanceOfSatisfying(AwsException.class, e -> assertThat(e.code()).as(e.text()).isEqualTo(code));
  }

  private static VPC given(String region, String id) {
    return VPC.builder().vpcRegion(region).vpcId(id).build();
  }

  private static Vpc vpc(String account, String region, String id) {
    return new Vpc(new ResourceKey(account, region, Kind.VPC, id), List.of(new Vpc.CidrAssociation("a", Cidr.parse("10.0.0.0/16"))), true, true, "dopt-1", "default", false);
  }
}
