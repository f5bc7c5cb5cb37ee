package dev.postern.app.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.control.Carrier;
import dev.postern.app.control.Control;
import dev.postern.app.store.SqliteStore;
import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.sts.Callers;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.Instance;
import dev.postern.core.model.InstanceProfile;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.plan.Door;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InstanceMetadataTest {
  private static final String ACCOUNT = "123456789012";
  private static final String REGION = "eu-west-1";
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final String SCRIPT = "#!/bin/sh\necho hello\n";

  @TempDir private Path directory;
  private SqliteStore store;
  private Control control;
  private InstanceMetadata metadata;

  @BeforeEach
  void open() {
    store = new SqliteStore(directory.resolve("state.db"));
    control = new Control(store, Carrier.NOTHING, Clock.systemUTC());
    metadata = new InstanceMetadata(control, Clock.systemUTC());
    Action<String, String> set = (snapshot, _, _, _) -> Applied.of(
        snapshot
            .with(new Vpc(key(Kind.VPC, "vpc-1"), List.of(new Vpc.CidrAssociation("a", Cidr.parse("10.0.0.0/16"))), true, true, "dopt-1", "default", false))
            .with(new Subnet(key(Kind.SUBNET, "subnet-1"), "vpc-1", Cidr.parse("10.0.1.0/24"), "eu-west-1b", false, false))
            .with(new SecurityGroup(key(Kind.SECURITY_GROUP, "sg-1"), "vpc-1", "web", "", List.of()))
            .with(eni("eni-1", "10.0.1.5", "i-1")).with(instance("i-1", false, true))
            .with(eni("eni-2", "10.0.1.6", "i-2")).with(instance("i-2", true, false))
            .with(eni("eni-3", "10.0.1.7", "fn-1"))
            .with(new ElasticIp(key(Kind.ELASTIC_IP, "eipalloc-1"), "34.240.0.9",
                Optional.of(new ElasticIp.Association("eipassoc-1", "eni-1", "10.0.1.5", "vpc-1", Optional.of("i-1")))))
            .with(new InstanceProfile(global(Kind.INSTANCE_PROFILE, "prof"), "prof", "AIPA1", "/", NOW, Optional.of("role-a")))
            .with(role(trust("ec2.amazonaws.com"))),
        "");
    control.execute(set, Caller.root(ACCOUNT, REGION), "");
  }

  private static IamRole role(String trust) {
    return new IamRole(global(Kind.IAM_ROLE, "role-a"), "role-a", "AROA1", "/", trust, "", 3600, NOW, new TreeMap<>(), List.of());
  }

  private static String trust(String service) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"" + service + "\"},\"Action\":\"sts:AssumeRole\"}}";
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  @Test
  void versionOneReadsTheTree() {
    assertThat(get("/latest/meta-data/instance-id")).isEqualTo("i-1");
    assertThat(get("/latest/meta-data/local-ipv4")).isEqualTo("10.0.1.5");
    assertThat(get("/latest/meta-data/public-ipv4")).isEqualTo("34.240.0.9");
    assertThat(get("/latest/meta-data/public-hostname")).isEqualTo("ec2-34-240-0-9.eu-west-1.compute.amazonaws.com");
    assertThat(get("/2021-07-15/meta-data/local-hostname")).isEqualTo("ip-10-0-1-5.eu-west-1.compute.internal");
    assertThat(get("/latest/meta-data/placement/region")).isEqualTo(REGION);
    assertThat(get("/latest/meta-data/placement/")).isEqualTo("availability-zone\navailability-zone-id\nregion");
    assertThat(get("/latest/meta-data/network/interfaces/macs/")).isEqualTo("02:00:0a:00:01:05/");
    assertThat(get("/latest/meta-data/network/interfaces/macs/02:00:0a:00:01:05/subnet-ipv4-cidr-block")).isEqualTo("10.0.1.0/24");
    assertThat(get("/latest/meta-data/security-groups")).isEqualTo("web");
    assertThat(get("/latest/meta-data/").lines()).contains("instance-id", "iam/", "network/", "services/").doesNotContain("iam");
    assertThat(get("/latest/meta-data")).isEqualTo(get("/latest/meta-data/"));
    assertThat(get("/latest/user-data")).isEqualTo(SCRIPT);
    assertThat(get("/")).endsWith("latest");
  }

  @Test
  void whatIsNotThereIs404() {
    for (String path : List.of("/latest/meta-data/nothing", "/latest/other", "/older/meta-data/", "/latest/dynamic/x")) {
      assertThat(ask("GET", path, "10.0.1.5").status()).as(path).isEqualTo(404);
    }
    for (String path : List.of("/latest/user-data", "/latest/meta-data/iam/", "/latest/meta-data/public-ipv4")) {
      assertThat(ask("GET", path, "10.0.1.6", "X-aws-ec2-metadata-token", token("10.0.1.6")).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void functionsAndStrangersHaveNoMetadata() {
    assertThat(ask("GET", "/latest/meta-data/", "10.0.1.7").status()).isEqualTo(404);
    assertThat(ask("GET", "/latest/meta-data/", "10.0.1.99").status()).isEqualTo(404);
  }

  @Test
  void aTokenIsNeededWhereItIsRequiredAndMustBeTheInstancesOwn() {
    assertThat(ask("GET", "/latest/meta-data/instance-id", "10.0.1.6").status()).isEqualTo(401);
    String own = token("10.0.1.6");
    String other = token("10.0.1.5");
    assertThat(body(ask("GET", "/latest/meta-data/instance-id", "10.0.1.6", "X-aws-ec2-metadata-token", own))).isEqualTo("i-2");
    assertThat(ask("GET", "/latest/meta-data/instance-id", "10.0.1.6", "X-aws-ec2-metadata-token", other).status()).isEqualTo(401);
    assertThat(ask("GET", "/latest/meta-data/instance-id", "10.0.1.5", "X-aws-ec2-metadata-token", "junk").status()).isEqualTo(401);
  }

  @Test
  void tokensWantATimeToLiveAndNoProxy() {
    for (String ttl : List.of("0", "21601", "x", "")) {
      assertThat(ask("PUT", "/latest/api/token", "10.0.1.5", "X-aws-ec2-metadata-token-ttl-seconds", ttl).status()).as(ttl).isEqualTo(400);
    }
    assertThat(ask("PUT", "/latest/api/token", "10.0.1.5").status()).isEqualTo(400);
    assertThat(ask("PUT", "/latest/api/token", "10.0.1.5", "X-aws-ec2-metadata-token-ttl-seconds", "60", "X-Forwarded-For", "1.2.3.4").status()).isEqualTo(403);
    assertThat(ask("POST", "/latest/api/token", "10.0.1.5").status()).isEqualTo(405);
  }

  @Test
  void roleCredentialsAreStoredKeysAndStayTheSame() {
    assertThat(get("/latest/meta-data/iam/security-credentials/")).isEqualTo("role-a");
    JsonNode first = JsonMapper.shared().readTree(get("/latest/meta-data/iam/security-credentials/role-a"));
    JsonNode second = JsonMapper.shared().readTree(get("/latest/meta-data/iam/security-credentials/role-a"));
    assertThat(second.get("AccessKeyId")).isEqualTo(first.get("AccessKeyId"));
    assertThat(first.get("Code").asString()).isEqualTo("Success");
    Caller caller = Callers.of(store.read(), first.get("AccessKeyId").asString(), REGION, Instant.now());
    assertThat(caller.principalArn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/role-a/i-1");
    assertThat(JsonMapper.shared().readTree(get("/latest/meta-data/iam/info")).get("InstanceProfileId").asString()).isEqualTo("AIPA1");
  }

  @Test
  void aRoleThatDoesNotTrustEc2GivesNoCredentials() {
    control.execute((snapshot, _, _, _) -> Applied.of(snapshot.with(role(trust("lambda.amazonaws.com"))), ""), Caller.root(ACCOUNT, REGION), "");
    JsonNode answer = JsonMapper.shared().readTree(get("/latest/meta-data/iam/security-credentials/role-a"));
    assertThat(answer.get("Code").asString()).isEqualTo("AssumeRoleUnauthorizedAccess");
    assertThat(answer.has("AccessKeyId")).isFalse();
  }

  @Test
  void theIdentityDocumentNamesTheInstance() {
    JsonNode document = JsonMapper.shared().readTree(get("/latest/dynamic/instance-identity/document"));
    assertThat(document.get("instanceId").asString()).isEqualTo("i-1");
    assertThat(document.get("accountId").asString()).isEqualTo(ACCOUNT);
    assertThat(document.get("privateIp").asString()).isEqualTo("10.0.1.5");
    assertThat(document.get("region").asString()).isEqualTo(REGION);
  }

  private String token(String peer) {
    HttpReply reply = ask("PUT", "/latest/api/token", peer, "X-aws-ec2-metadata-token-ttl-seconds", "60");
    assertThat(reply.headers().first("x-aws-ec2-metadata-token-ttl-seconds")).contains("60");
    return body(reply);
  }

  private String get(String path) {
    HttpReply reply = ask("GET", path, "10.0.1.5");
    assertThat(reply.status()).as(path).isEqualTo(200);
    return body(reply);
  }

  private HttpReply ask(String method, String path, String peer, String... headers) {
    return metadata.handle(
        new HttpCall(method, path, "", Headers.of(headers), new ByteArrayInputStream(new byte[0]), 0, false, peer,
            new Door.Metadata(REGION, ACCOUNT, "vpc-1")));
  }

  private static String body(HttpReply reply) {
    return new String(((HttpReply.Bytes) reply.body()).bytes(), StandardCharsets.UTF_8);
  }

  private static ResourceKey key(Kind kind, String id) {
    return new ResourceKey(ACCOUNT, REGION, kind, id);
  }

  private static ResourceKey global(Kind kind, String id) {
    return new ResourceKey(ACCOUNT, ResourceKey.GLOBAL, kind, id);
  }

  private static NetworkInterface eni(String id, String ip, String hostId) {
    String mac = "02:00:0a:00:01:0" + ip.charAt(ip.length() - 1);
    return new NetworkInterface(key(Kind.NETWORK_INTERFACE, id), "vpc-1", "subnet-1", "eu-west-1b", mac, List.of(ip), List.of("sg-1"), "", "interface",
        false, Optional.empty(), true, Optional.of(new NetworkInterface.Attachment("eni-attach-" + id, hostId, 0, NOW, true)), Optional.empty());
  }

  private static Instance instance(String id, boolean tokensRequired, boolean profile) {
    return new Instance(key(Kind.INSTANCE, id), "vpc-1", "subnet-1", "eu-west-1b", "ami-1", "t3.micro", "r-1", 0, Optional.empty(),
        profile ? Optional.of(Base64.getEncoder().encodeToString(SCRIPT.getBytes(StandardCharsets.UTF_8))) : Optional.empty(),
        profile ? Optional.of("arn:aws:iam::123456789012:instance-profile/prof") : Optional.empty(), tokensRequired, NOW, "token",
        Instance.State.RUNNING, Optional.empty());
  }
}
