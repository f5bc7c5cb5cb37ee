package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is metered is what the kernel counted of real traffic; CloudWatch tells it in each of its protocols, and {@code postern cost} in dollars. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeteringTest {
  private static final int OBJECT = 3_000_000;

  private Path files;
  private Cloud cloud;
  private PrivateSubnet network;
  private String endpoint;
  private String nat;
  private String internet;
  private CloudWatchClient cloudWatch;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    files = folder;
    cloud = Cloud.start(folder.resolve("cloud"));
    network = PrivateSubnet.make(cloud, "10.0.0.0/16", "metered");
    cloud.aws("ec2", "modify-vpc-attribute", "--vpc-id", network.vpc(), "--enable-dns-hostnames", "Value=true");
    endpoint =
        cloud.aws(
                "ec2", "create-vpc-endpoint", "--vpc-endpoint-type", "Interface", "--vpc-id", network.vpc(), "--service-name", "com.amazonaws.us-east-1.sts",
                "--subnet-ids", network.subnet(), "--private-dns-enabled")
            .at("/VpcEndpoint/VpcEndpointId").asString();
    nat = natGateway();
    cloudWatch =
        CloudWatchClient.builder().endpointOverride(cloud.endpoint()).region(Region.US_EAST_1).httpClient(UrlConnectionHttpClient.create())
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"))).build();
    cloud.aws("s3api", "create-bucket", "--bucket", "metered");
    Path object = Files.write(files.resolve("object"), new byte[OBJECT]);
    cloud.aws("s3api", "put-object", "--bucket", "metered", "--key", "object", "--body", object.toString());
    assertThat(cloud.exec(network.instance(), "/usr/bin/aws", "sts", "get-caller-identity")).contains("assumed-role/metered");
    cloud.exec(network.instance(), "/usr/bin/aws", "s3api", "get-object", "--bucket", "metered", "--key", "object", "/dev/null");
  }

  @AfterAll
  void stop() {
    cloudWatch.close();
    cloud.close();
  }

  private String natGateway() {
    String gateway = cloud.aws("ec2", "create-internet-gateway").at("/InternetGateway/InternetGatewayId").asString();
    cloud.aws("ec2", "attach-internet-gateway", "--internet-gateway-id", gateway, "--vpc-id", network.vpc());
    internet = gateway;
    String outside =
        cloud.aws("ec2", "create-subnet", "--vpc-id", network.vpc(), "--cidr-block", "10.0.9.0/24", "--availability-zone", "us-east-1b").at("/Subnet/SubnetId").asString();
    String table = cloud.aws("ec2", "create-route-table", "--vpc-id", network.vpc()).at("/RouteTable/RouteTableId").asString();
    cloud.aws("ec2", "associate-route-table", "--route-table-id", table, "--subnet-id", outside);
    cloud.aws("ec2", "create-route", "--route-table-id", table, "--destination-cidr-block", "0.0.0.0/0", "--gateway-id", gateway);
    String address = cloud.aws("ec2", "allocate-address").at("/AllocationId").asString();
    String id = cloud.aws("ec2", "create-nat-gateway", "--subnet-id", outside, "--allocation-id", address).at("/NatGateway/NatGatewayId").asString();
    cloud.aws("ec2", "create-route", "--route-table-id", network.table(), "--destination-cidr-block", "0.0.0.0/0", "--nat-gateway-id", id);
    return id;
  }

  /** What the kernel's set says of all endpoints: here there is one. */
  private long counted(String set) {
    JsonNode listed = JsonMapper.shared().readTree(cloud.exec(network.vpc(), "nft", "-j", "list", "set", "ip", "postern", set));
    return listed.findValues("bytes").stream().mapToLong(JsonNode::asLong).sum();
  }

  private JsonNode cost(String... options) {
    Cloud.Ran ran = cloud.postern(Stream.concat(Stream.of("cost", "--json"), List.of(options).stream()).toArray(String[]::new));
    assertThat(ran.out()).startsWith("{");
    return JsonMapper.shared().readTree(ran.out());
  }

  private static JsonNode line(JsonNode cost, String kind, String id) {
    return StreamSupport.stream(cost.get("lines").spliterator(), false)
        .filter(l -> l.get("kind").asString().equals(kind) && l.get("id").asString().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void theBillsBytesAreTheKernels() {
    long kernels;
    long bill;
    int rounds = 0;
    do {
      // A connection's last packets may still be on their way.
      kernels = counted("meter_in") + counted("meter_out");
      bill = line(cost(), "interface-endpoint", endpoint).get("bytes").asLong();
    } while (bill != kernels && ++rounds < 5);
    assertThat(bill).isEqualTo(kernels).isGreaterThan(3000);
    JsonNode line = line(cost(), "interface-endpoint", endpoint);
    assertThat(line.get("zone").asString()).isEqualTo("us-east-1a");
    assertThat(line.get("ofHours").decimalValue()).isEqualByComparingTo("0.01");
  }

  @Test
  void s3ThroughNatIsShownAsMoneyThatAGatewayEndpointSaves() {
    JsonNode cost = cost();
    JsonNode gateway = line(cost, "nat-gateway", nat);
    assertThat(gateway.get("bytes").asLong()).isBetween((long) OBJECT, OBJECT + 300_000L);
    JsonNode cheaper = cost.get("cheaper").get(0);
    assertThat(cheaper.get("of").asString()).isEqualTo(nat);
    assertThat(cheaper.get("service").asString()).isEqualTo("s3");
    assertThat(cheaper.get("bytes").asLong()).isBetween((long) OBJECT, gateway.get("bytes").asLong());
    assertThat(cheaper.get("savesPerMonth").decimalValue()).isBetween(new BigDecimal("0.09"), new BigDecimal("0.11"));
    // Bytes to AWS's own service are no internet traffic.
    assertThat(cost.get("lines").toString()).doesNotContain("internet-egress");
    Cloud.Ran text = cloud.postern("cost", "--region", "us-east-1");
    assertThat(text.status()).isZero();
    assertThat(text.out()).contains("NAT gateways", nat + "  us-east-1b", "went through " + nat, "Saves <0.01 so far, 0.0");
  }

  @Test
  void whatWasSeenThroughNatIsComparedWithEndpoints() {
    cloud.exec(network.instance(), "curl", "-s", "-o", "/dev/null", "https://kms.us-east-1.amazonaws.com/");
    JsonNode seen;
    int rounds = 0;
    do {
      // Counters are read a few times a second at most.
      seen = JsonMapper.shared().readTree(cloud.postern("advise", "--seen", "--json").out()).path("services");
    } while (of("kms", seen).isEmpty() && ++rounds < 20);
    JsonNode s3 = of("s3", seen).orElseThrow();
    assertThat(s3.path("nat").asString()).isEqualTo(nat);
    assertThat(s3.path("bytes").asLong()).isGreaterThan(OBJECT);
    assertThat(s3.path("instead").asString()).isEqualTo("gateway-endpoint");
    assertThat(s3.path("savesPerMonth").decimalValue()).isBetween(new BigDecimal("0.09"), new BigDecimal("0.12"));
    assertThat(s3.path("next").asString()).isEqualTo(
        "aws ec2 create-vpc-endpoint --region us-east-1 --vpc-endpoint-type Gateway --vpc-id " + network.vpc() + " --service-name com.amazonaws.us-east-1.s3 --route-table-ids " + network.table());
    JsonNode kms = of("kms", seen).orElseThrow();
    assertThat(kms.path("bytes").asLong()).isBetween(1_000L, 100_000L);
    assertThat(kms.path("pays").asBoolean(true)).isFalse();
    assertThat(cloud.postern("advise", "--seen").out()).contains("s3: a gateway endpoint carries them for $0.00 a month", "kms: for this little the NAT gateway is cheaper than an interface endpoint");
  }

  private static Optional<JsonNode> of(String service, JsonNode seen) {
    return StreamSupport.stream(seen.spliterator(), false).filter(row -> row.path("service").asString().equals(service)).findFirst();
  }

  @Test
  void anotherRegionsServiceIsReachedOverTheInternetAndPaidAsBetweenRegions() {
    String url = "https://s3.eu-west-1.amazonaws.com/";
    assertThat(cloud.exec(network.instance(), "curl", "-s", "--connect-timeout", "5", url)).contains("AccessDenied");
    JsonNode trace = JsonMapper.shared().readTree(cloud.postern("trace", "--from", network.instance(), "--to", url, "--verify", "--json").out());
    assertThat(trace.path("reached").asBoolean()).as(trace.toString()).isTrue();
    JsonNode cost;
    int rounds = 0;
    do {
      cost = cost();
    } while (!cost.get("lines").toString().contains("inter-region") && ++rounds < 20);
    assertThat(line(cost, "inter-region", internet).get("bytes").asLong()).as(cost.toString()).isBetween(500L, 20_000L);
    assertThat(cost.get("lines").toString()).doesNotContain("internet-egress");
  }

  @Test
  void cloudWatchAnswersInCborJsonAndQuery() throws Exception {
    List<Metric> metrics = cloudWatch.listMetrics(l -> l.namespace("AWS/PrivateLinkEndpoints").metricName("BytesProcessed")).metrics();
    assertThat(metrics).hasSize(2).allSatisfy(m -> assertThat(m.dimensions()).extracting(d -> d.name()).contains("Endpoint Type", "Service Name", "VPC Endpoint Id", "VPC Id"));
    assertThat(metrics).anyMatch(m -> m.dimensions().stream().anyMatch(d -> d.name().equals("Subnet Id") && d.value().equals(network.subnet())));
    Metric whole = metrics.stream().filter(m -> m.dimensions().size() == 4).findFirst().orElseThrow();
    double billed = line(cost(), "interface-endpoint", endpoint).get("bytes").asDouble();

    MetricDataResult cbor = data(whole, "Sum").metricDataResults().getFirst();
    assertThat(cbor.values().stream().mapToDouble(v -> v).sum()).isEqualTo(billed);
    assertThat(cbor.statusCodeAsString()).isEqualTo("Complete");

    JsonNode json = json("ListMetrics", "{\"Namespace\":\"AWS/NATGateway\",\"MetricName\":\"BytesOutToSource\"}");
    assertThat(json.at("/Metrics/0/Dimensions/0/Name").asString()).isEqualTo("NatGatewayId");
    assertThat(json.at("/Metrics/0/Dimensions/0/Value").asString()).isEqualTo(nat);

    // Debian's CLI speaks Query.
    String now = DateTimeFormatter.ISO_INSTANT.format(Instant.now().plusSeconds(60));
    String before = DateTimeFormatter.ISO_INSTANT.format(Instant.now().minusSeconds(3600));
    JsonNode query =
        cloud.aws(
            "cloudwatch", "get-metric-statistics", "--namespace", "AWS/NATGateway", "--metric-name", "BytesOutToSource", "--dimensions",
            "Name=NatGatewayId,Value=" + nat, "--start-time", before, "--end-time", now, "--period", "60", "--statistics", "Sum", "Maximum");
    double sum = query.get("Datapoints").findValues("Sum").stream().mapToDouble(JsonNode::asDouble).sum();
    assertThat(sum).isBetween((double) OBJECT, OBJECT + 300_000.0);
    assertThat(query.at("/Datapoints/0/Unit").asString()).isEqualTo("Bytes");
  }

  private GetMetricDataResponse data(Metric metric, String stat) {
    return cloudWatch.getMetricData(
        GetMetricDataRequest.builder().startTime(Instant.now().minusSeconds(3600)).endTime(Instant.now().plusSeconds(60))
            .metricDataQueries(q -> q.id("m1").metricStat(s -> s.metric(metric).period(60).stat(stat))).build());
  }

  private JsonNode json(String operation, String body) throws Exception {
    String now = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC).format(Instant.now());
    String scope = "test/" + now.substring(0, 8) + "/us-east-1/monitoring/aws4_request";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(cloud.endpoint() + "/"))
            .header("X-Amz-Target", "GraniteServiceVersion20100801." + operation).header("Content-Type", "application/x-amz-json-1.0").header("X-Amz-Date", now)
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host;x-amz-date, Signature=00")
            .POST(HttpRequest.BodyPublishers.ofString(body)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return JsonMapper.shared().readTree(response.body());
    }
  }

  @Test
  void whatIsNotBuiltIsRefusedByName() {
    Instant now = Instant.now();
    CloudWatchException refusal =
        catchThrowableOfType(
            CloudWatchException.class,
            () -> cloudWatch.getMetricData(g -> g.startTime(now.minusSeconds(60)).endTime(now).metricDataQueries(q -> q.id("e").expression("m1 * 2"))));
    assertThat(refusal).isInstanceOf(InvalidParameterValueException.class).hasMessageContaining("MetricDataQueries.Expression");
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue");
    Cloud.Ran percentile =
        cloud.tryAws(
            "cloudwatch", "get-metric-statistics", "--namespace", "N", "--metric-name", "M", "--start-time", "2026-11-25T00:00:00Z", "--end-time",
            "2026-11-25T01:00:00Z", "--period", "60", "--extended-statistics", "p99");
    assertThat(percentile.out()).contains("InvalidParameterValue", "ExtendedStatistics");
    assertThat(cloud.tryAws("cloudwatch", "list-dashboards").out()).contains("InvalidAction");
  }

  @Test
  void aRegionWithoutPricesSaysSo() throws Exception {
    cloud.aws("ec2", "allocate-address", "--region", "eu-west-1");
    Cloud.Ran unknown = cloud.postern("cost", "--region", "eu-west-1");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.out()).contains("No prices of eu-west-1", "--prices FILE");
    Path prices = Files.writeString(files.resolve("prices.json"), "{\"eu-west-1\": {\"public-ipv4\": {\"hour\": 0.5}}}");
    Cloud.Ran known = cloud.postern("cost", "--region", "eu-west-1", "--prices", prices.toString());
    assertThat(known.status()).as(known.out()).isZero();
    assertThat(known.out()).contains("0.50", "365.00");
    assertThat(cloud.postern("cost", "--prices", files.resolve("none").toString()).status()).isEqualTo(2);
    assertThat(cloud.postern("cost", "--month", "November").status()).isEqualTo(2);
  }

  @Test
  void whatWasMeteredSurvivesKillMinusNine(@TempDir Path other) throws Exception {
    try (Cloud killed = Cloud.start(other)) {
      PrivateSubnet there = PrivateSubnet.make(killed, "10.0.0.0/16", "killed");
      String gateway = there.endpoint(killed, "s3");
      killed.exec(there.instance(), "/usr/bin/aws", "s3", "ls");
      JsonNode before = JsonMapper.shared().readTree(killed.postern("cost", "--json").out());
      long bytes = line(before, "gateway-endpoint", gateway).get("bytes").asLong();
      assertThat(bytes).isGreaterThan(1000);
      assertThat(CloudTest.kill(other)).isPositive();
      killed.up();
      JsonNode after = JsonMapper.shared().readTree(killed.postern("cost", "--json").out());
      assertThat(line(after, "gateway-endpoint", gateway).get("bytes").asLong()).isBetween(bytes, bytes + 500);
      assertThat(Duration.between(Instant.parse(before.get("until").asString()), Instant.parse(after.get("until").asString()))).isPositive();
    }
    assertThat(cloud.postern("cost", "--json").status()).isBetween(0, 1);
    Cloud.Ran none = Cloud.run(List.of(Cloud.ROOT.resolve("postern").toString(), "cost", "--data", other.resolve("none").toString()), Map.of());
    assertThat(none.status()).isEqualTo(3);
    assertThat(none.out()).contains("no cloud runs on");
  }
}
