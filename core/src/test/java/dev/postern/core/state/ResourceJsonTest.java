package dev.postern.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.ip.Cidr;
import dev.postern.core.model.CustomerGateway;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.model.ZoneChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResourceJsonTest {
  private static ResourceKey key(Kind kind) {
    return new ResourceKey("000000000000", "us-east-1", kind, kind.prefix() + "-0123456789abcdef0");
  }

  static List<Resource> resources() {
    return List.of(
        new Vpc(key(Kind.VPC), List.of(new Vpc.CidrAssociation("a", Cidr.parse("10.0.0.0/16"))), true, false, "dopt-1", "default", false),
        new RouteTable(
            key(Kind.ROUTE_TABLE),
            "vpc-1",
            List.of(
                new Route(new Route.ToCidr(Cidr.ANY), new Route.ViaInternetGateway("igw-1")),
                new Route(new Route.ToPrefixList("pl-1"), new Route.ViaVpcEndpoint("vpce-1")),
                new Route(new Route.ToCidr(Cidr.ANY), new Route.ViaNetworkInterface("eni-1", Optional.of("i-1")))),
            List.of(new RouteTable.Association("rtbassoc-1", Optional.empty())),
            List.of()),
        new SecurityGroup(
            key(Kind.SECURITY_GROUP),
            "vpc-1",
            "default",
            "d",
            List.of(
                new SecurityGroupRule("sgr-1", true, "tcp", 1, 2, new SecurityGroupRule.PrefixListPeer("pl-1"), Optional.empty()),
                new SecurityGroupRule("sgr-2", false, "-1", -1, -1, new SecurityGroupRule.GroupPeer("sg-1", "0"), Optional.of("x")))),
        new HostedZone(
            key(Kind.HOSTED_ZONE),
            "corp.example",
            "r",
            "c",
            List.of(new HostedZone.AssociatedVpc("us-east-1", "vpc-1")),
            List.of(new HostedZone.AssociatedVpc("eu-west-1", "vpc-2")),
            List.of(
                new HostedZone.RecordSet("corp.example", "TXT", 60, List.of("\"\\101\""), Optional.empty()),
                new HostedZone.RecordSet("*.corp.example", "A", 0, List.of(), Optional.of(new HostedZone.AliasTarget("Z1", "a.corp.example", true))))),
        new VpcPeeringConnection(
            key(Kind.VPC_PEERING_CONNECTION),
            new VpcPeeringConnection.Side("000000000000", "us-east-1", "vpc-1", List.of(Cidr.parse("10.0.0.0/16"))),
            new VpcPeeringConnection.Side("111122223333", "eu-west-1", "vpc-2", List.of()),
            VpcPeeringConnection.State.PENDING_ACCEPTANCE,
            "m",
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(1)),
        new CustomerGateway(key(Kind.CUSTOMER_GATEWAY), 65010, "198.51.100.7", Optional.of("edge")),
        new VpnGateway(key(Kind.VPN_GATEWAY), 64512, Optional.of("vpc-1")),
        new VpnConnection(
            key(Kind.VPN_CONNECTION),
            "cgw-1",
            Optional.of("vgw-1"),
            Optional.empty(),
            true,
            List.of(Cidr.parse("192.168.0.0/24")),
            Instant.EPOCH),
        new ZoneChange(key(Kind.ZONE_CHANGE), "c", Instant.EPOCH),
        new ResolverEndpoint(
            key(Kind.RESOLVER_ENDPOINT), "vpc-1", "n", "r", List.of("sg-1"), List.of(new ResolverEndpoint.Address("rni-1", "subnet-1", "10.0.0.4", "eni-1")), Instant.EPOCH),
        new ElasticIp(key(Kind.ELASTIC_IP), "3.208.0.1", Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("resources")
  void aResourceReadsBackEqual(Resource resource) {
    assertThat(ResourceJson.read(resource.key().kind(), ResourceJson.write(resource))).isEqualTo(resource);
  }

  @Test
  void identitiesOfOlderCloudsHaveNoBoundaryAndNoSession() {
    String key = "\"key\":{\"account\":\"000000000000\",\"region\":\"%s\",\"kind\":\"%s\",\"id\":\"a\"}";
    String user =
        "{%s,\"userName\":\"a\",\"userId\":\"AIDA\",\"path\":\"/\",\"createDate\":\"2026-01-01T00:00:00Z\",\"inlinePolicies\":{},\"attachedPolicyArns\":[]}"
            .formatted(key.formatted(ResourceKey.GLOBAL, "IAM_USER"));
    assertThat(((IamUser) ResourceJson.read(Kind.IAM_USER, user)).permissionsBoundary()).isEmpty();
    String role =
        "{%s,\"roleName\":\"a\",\"roleId\":\"AROA\",\"path\":\"/\",\"assumeRolePolicyDocument\":\"{}\",\"description\":\"\",\"maxSessionDuration\":3600,"
                .formatted(key.formatted(ResourceKey.GLOBAL, "IAM_ROLE"))
            + "\"createDate\":\"2026-01-01T00:00:00Z\",\"inlinePolicies\":{},\"attachedPolicyArns\":[]}";
    assertThat(((IamRole) ResourceJson.read(Kind.IAM_ROLE, role)).permissionsBoundary()).isEmpty();
    String accessKey =
        "{%s,\"secretAccessKey\":\"s\",\"sessionToken\":null,\"principalArn\":\"p\",\"userId\":\"AIDA\",\"active\":true,"
                .formatted(key.formatted(ResourceKey.GLOBAL, "ACCESS_KEY"))
            + "\"createDate\":\"2026-01-01T00:00:00Z\",\"expiration\":null}";
    assertThat(((AccessKey) ResourceJson.read(Kind.ACCESS_KEY, accessKey)).session()).isEmpty();
  }

  @Test
  void sessionsOfOlderCloudsHaveNoFederator() {
    String session = "{\"policy\":null,\"policyArns\":[],\"tags\":{},\"transitiveTagKeys\":[],\"sourceIdentity\":null}";
    Instant now = Instant.parse("2026-11-23T09:00:00Z");
    AccessKey key =
        new AccessKey(
            new ResourceKey("000000000000", ResourceKey.GLOBAL, Kind.ACCESS_KEY, "ASIA1"), "s", Optional.of("t"), "p", "AROA:s", true, now, Optional.of(now),
            Optional.of(new AccessKey.Session(Optional.empty(), List.of(), new TreeMap<>(), List.of(), Optional.empty(), Optional.of("f"))));
    String written = ResourceJson.write(key);
    assertThat(ResourceJson.read(Kind.ACCESS_KEY, written)).isEqualTo(key);
    String older = written.replaceFirst("\"session\":\\{.*}}", "\"session\":" + session + "}");
    assertThat(older).isNotEqualTo(written);
    assertThat(((AccessKey) ResourceJson.read(Kind.ACCESS_KEY, older)).session().orElseThrow().federator()).isEmpty();
  }

  @Test
  void aChangeIsListedUntilItIsCommitted() {
    Resource table = resources().get(1);
    Snapshot next = Snapshot.EMPTY.with(table);
    assertThat(next.changes().keys()).containsExactly(table.key());
    assertThat(next.changes().networks()).containsExactly("vpc-1");
    assertThat(next.committedAs(1).changes().keys()).isEmpty();
    assertThat(next.committedAs(1).without(table.key()).changes().networks()).containsExactly("vpc-1");
    assertThat(next.without(table.key()).networks()).isEmpty();
  }
}
