package dev.postern.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.dns.DnsResolver;
import dev.postern.core.doctor.Cause;
import dev.postern.core.doctor.Clues;
import dev.postern.core.doctor.Doctor;
import dev.postern.core.explain.Survey;
import dev.postern.core.explain.Trace;
import dev.postern.core.explain.Tracer;
import dev.postern.core.fabric.Fabrics;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A dump of a real account, whole and in pieces. */
class AccountReaderTest {
  private static final String VPC = "vpc-0a1b2c3d4e5f60718";
  private static final String HOST = "i-00000000000000001";

  private static ObjectNode whole() {
    try (InputStream in = AccountReaderTest.class.getResourceAsStream("account.json")) {
      return (ObjectNode) JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Account read(JsonNode json) {
    Dump dump = new Dump();
    dump.add("dump", "account.json", json.toString());
    dump.add("dump", "support.json", "{\"VpcId\":\"" + VPC + "\",\"EnableDnsSupport\":{\"Value\":true}}");
    dump.add("dump", "hostnames.json", "{\"VpcId\":\"" + VPC + "\",\"EnableDnsHostnames\":{\"Value\":true}}");
    dump.add("dump", "bucket.json", JsonMapper.shared().createObjectNode().put("Policy",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":[\"arn:aws:s3:::reports\",\"arn:aws:s3:::reports/*\"],"
            + "\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-0dead000000000000\"}}}]}").toString());
    return AccountReader.read(dump);
  }

  private static Trace trace(Snapshot snapshot, String from, String to) {
    Tracer tracer = new Tracer(snapshot, Observed.everything(snapshot));
    return tracer.trace(tracer.start(from), to);
  }

  @Test
  void itsNetworkIsReadWithItsRegionAndAccount() {
    Account account = read(whole());
    assertThat(account.missing()).isEmpty();
    Vpc vpc = account.snapshot().located(Vpc.class, VPC).orElseThrow();
    assertThat(vpc.key().region()).isEqualTo("ap-northeast-2");
    assertThat(vpc.key().account()).isEqualTo("111122223333");
    assertThat(account.snapshot().located(VpcEndpoint.class, "vpce-00000000000000002").orElseThrow().dnsToken()).isEqualTo("1a2b3c4d");
    assertThat(account.snapshot().located(Instance.class, "i-00000000000000002")).as("terminated").isEmpty();
    assertThat(account.buckets()).singleElement().satisfies(b -> assertThat(b.name() + " " + b.region()).isEqualTo("reports ap-northeast-2"));
  }

  @Test
  void anEndpointThatIsBeingDeletedIsNoWayAndStillHasItsNames() {
    ObjectNode dump = whole();
    for (JsonNode endpoint : dump.withArray("VpcEndpoints")) {
      if (endpoint.path("VpcEndpointId").asString().equals("vpce-00000000000000002")) {
        ((ObjectNode) endpoint).put("State", "deleting");
      }
    }
    Account account = read(dump);
    assertThat(account.snapshot().located(VpcEndpoint.class, "vpce-00000000000000002")).isEmpty();
    Clues clues = new Clues(List.of(), List.of(), List.of(), List.of(), account.leaving());
    assertThat(Doctor.examine(account.snapshot(), clues)).anyMatch(f -> f.cause() == Cause.STILL_DELETING && f.resource().equals("vpce-00000000000000002"));
  }

  @Test
  void connectionsGoByItsRoutesGroupsAndNames() {
    Snapshot snapshot = read(whole()).snapshot();
    Trace sqs = trace(snapshot, HOST, "https://sqs.ap-northeast-2.amazonaws.com/");
    assertThat(sqs.reached()).isTrue();
    assertThat(sqs.destination()).contains("10.1.0.40:443");
    assertThat(sqs.there().toString()).contains("sgr-0000000000000001");
    Trace s3 = trace(snapshot, HOST, "https://s3.ap-northeast-2.amazonaws.com/");
    assertThat(s3.reached()).isTrue();
    assertThat(s3.there().toString()).contains("nat-00000000000000001");
    assertThat(trace(snapshot, "orders", "https://sqs.ap-northeast-2.amazonaws.com/").reached()).as("its group lets it out to S3's list alone").isFalse();
    assertThat(trace(snapshot, "orders", "https://s3.ap-northeast-2.amazonaws.com/").reached()).isTrue();
    assertThat(trace(snapshot, "eni-00000000000000005", "https://s3.ap-northeast-2.amazonaws.com/").there().toString()).as("a task, by its interface").contains("vpce-00000000000000001");
    assertThat(trace(snapshot, HOST, "10.9.0.1:443").reached()).isFalse();
  }

  @Test
  void theDoctorFindsWhatIsWrongInIt() {
    Account account = read(whole());
    assertThat(Doctor.examine(account.snapshot(), new Clues(account.buckets(), List.of())))
        .extracting(f -> f.cause())
        .contains(Cause.MAIN_TABLE_LEFT_OUT, Cause.ZONE, Cause.BUCKET_POLICY_NAMES_NOBODY);
  }

  @Test
  void whatItHasThatIsNotModelledIsListed() {
    Account account = read(whole());
    assertThat(account.gaps()).extracting(Gap::broken).containsOnly(false);
    assertThat(account.gaps()).extracting(Gap::toString).anyMatch(g -> g.contains("vpce-00000000000000003") && g.contains("GatewayLoadBalancer")).anyMatch(g -> g.contains("tgw-0a1b2c3d"))
        .anyMatch(g -> g.contains("vpc-0f00000000000000f")).hasSize(3);
  }

  @Test
  void aListThatIsMissingIsNamedAndWhatItWouldSayIsTakenOpenly() {
    ObjectNode withoutAcls = whole();
    withoutAcls.remove("NetworkAcls");
    assertThat(read(withoutAcls).gaps()).extracting(Gap::toString).anyMatch(g -> g.contains("describe-network-acls") && g.contains("letting everything through"));
    ObjectNode withoutTables = whole();
    withoutTables.remove("RouteTables");
    Account account = read(withoutTables);
    assertThat(account.missing()).containsExactly(Listing.ROUTE_TABLES);
    assertThat(account.snapshot().resources()).isEmpty();
    assertThat(account.buckets()).as("policies are read even so").hasSize(1);
  }

  @Test
  void whatIsNoWholeJsonOrEndsEarlyOrIsSomethingElseIsSaid() {
    Dump dump = new Dump();
    dump.add("d", "vpcs.json", "{\"Vpcs\": [{\"VpcId\": ");
    dump.add("d", "subnets.json", "{\"Subnets\": [], \"NextToken\": \"abc\"}");
    dump.add("d", "tables.json", "{\"Tables\": []}");
    dump.add("d", "empty.json", "");
    dump.add("d", "groups.json", "{\"SecurityGroups\": [{\"GroupId\": 7}, {\"GroupId\": \"sg-1\", \"VpcId\": \"vpc-1\"}]}");
    Account account = AccountReader.read(dump);
    assertThat(account.gaps()).extracting(g -> g.where() + " " + g.says()).contains("empty.json is empty: not read", "tables.json holds Tables, which is not read")
        .anyMatch(g -> g.startsWith("vpcs.json is no whole JSON, line 1")).anyMatch(g -> g.startsWith("subnets.json ends before the list does"));
    assertThat(account.gaps()).extracting(Gap::broken).containsOnly(true);
    assertThat(account.missing()).contains(Listing.VPCS).doesNotContain(Listing.SUBNETS);
  }

  /** Whatever is missing, renamed or of another kind in it, what is left is looked at. */
  @Test
  void aDamagedDumpStillSaysWhatCanBeSaid() {
    long seed = Long.getLong("account.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < Integer.getInteger("account.dumps", 200); i++) {
      ObjectNode json = whole();
      int damages = 1 + random.nextInt(4);
      for (int d = 0; d < damages; d++) {
        damage(json, random);
      }
      try {
        Account account = read(json);
        Snapshot snapshot = account.snapshot();
        Doctor.examine(snapshot, new Clues(account.buckets(), List.of()));
        Fabrics fabrics = new Fabrics(snapshot);
        new Survey(fabrics, new Tracer(fabrics, DnsResolver.of(snapshot, Observed.everything(snapshot)), Optional.empty())).rows();
      } catch (RuntimeException e) {
        throw new AssertionError("-Daccount.seed=" + seed + ", dump " + i + ": " + json, e);
      }
    }
  }

  private static void damage(ObjectNode json, Random random) {
    List<JsonNode> containers = new ArrayList<>();
    collect(json, containers);
    JsonNode chosen = containers.get(random.nextInt(containers.size()));
    if (chosen instanceof ArrayNode array && !array.isEmpty()) {
      array.remove(random.nextInt(array.size()));
    } else if (chosen instanceof ObjectNode object && !object.isEmpty()) {
      String name = List.copyOf(object.propertyNames()).get(random.nextInt(object.size()));
      switch (random.nextInt(4)) {
        case 0 -> object.put(name, random.nextInt(100));
        case 1 -> object.put(name, "x-1");
        case 2 -> object.putNull(name);
        default -> object.remove(name);
      }
    }
  }

  private static void collect(JsonNode node, List<JsonNode> into) {
    if (node.isContainer()) {
      into.add(node);
      node.values().forEach(each -> collect(each, into));
    }
  }
}
