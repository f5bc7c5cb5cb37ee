package dev.postern.core.action.ec2.insights;

import static dev.postern.core.explain.TracedCloud.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.tag.CreateTags;
import dev.postern.core.error.AwsException;
import dev.postern.core.explain.TracedCloud;
import dev.postern.core.insights.StartNetworkInsightsAnalysis;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInsightsAnalysis;
import dev.postern.core.model.Resource;
import dev.postern.core.state.ResourceJson;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInsightsPathRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInsightsAnalysisRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInsightsPathRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInsightsAnalysesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInsightsPathsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInsightsPathsResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInsightsPath;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.StartNetworkInsightsAnalysisRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

class NetworkInsightsPathsTest {
  private static final String GATEWAY = id(Kind.VPC_ENDPOINT, 19);
  private final Cloud cloud = new TracedCloud().vpc(1).s3Gateway(1).cloud;
  private int tokens;

  private CreateNetworkInsightsPathRequest request(Consumer<CreateNetworkInsightsPathRequest.Builder> more) {
    CreateNetworkInsightsPathRequest.Builder request =
        CreateNetworkInsightsPathRequest.builder().source("i-00000010").destination(GATEWAY).protocol("tcp").clientToken("t" + ++tokens);
    more.accept(request);
    return request.build();
  }

  private NetworkInsightsPath create(Consumer<CreateNetworkInsightsPathRequest.Builder> more) {
    return cloud.run(CreateNetworkInsightsPath.OPERATION, request(more)).networkInsightsPath();
  }

  private AwsException refused(Consumer<CreateNetworkInsightsPathRequest.Builder> more) {
    return cloud.refused(CreateNetworkInsightsPath.OPERATION, request(more));
  }

  private String start(String path, Consumer<StartNetworkInsightsAnalysisRequest.Builder> more) {
    StartNetworkInsightsAnalysisRequest.Builder request = StartNetworkInsightsAnalysisRequest.builder().networkInsightsPathId(path).clientToken("t" + ++tokens);
    more.accept(request);
    return cloud.run(StartNetworkInsightsAnalysis.OPERATION, request.build()).networkInsightsAnalysis().networkInsightsAnalysisId();
  }

  private static TagSpecification tagged(ResourceType type) {
    return TagSpecification.builder().resourceType(type).tags(Tag.builder().key("Name").value("n").build()).build();
  }

  private List<String> paths(Consumer<DescribeNetworkInsightsPathsRequest.Builder> asked) {
    return described(asked).networkInsightsPaths().stream().map(NetworkInsightsPath::networkInsightsPathId).toList();
  }

  private DescribeNetworkInsightsPathsResponse described(Consumer<DescribeNetworkInsightsPathsRequest.Builder> asked) {
    DescribeNetworkInsightsPathsRequest.Builder request = DescribeNetworkInsightsPathsRequest.builder();
    asked.accept(request);
    return cloud.run(DescribeNetworkInsightsPaths.OPERATION, request.build());
  }

  @Test
  void aPathIsShownAsItWasAskedFor() {
    NetworkInsightsPath path = create(r -> r.destinationPort(443).destinationIp("3.5.0.10").tagSpecifications(tagged(ResourceType.NETWORK_INSIGHTS_PATH)));
    assertThat(path.networkInsightsPathId()).matches("nip-[0-9a-f]{17}");
    assertThat(path.networkInsightsPathArn()).isEqualTo("arn:aws:ec2:us-east-1:000000000000:network-insights-path/" + path.networkInsightsPathId());
    assertThat(path.source()).isEqualTo("i-00000010");
    assertThat(path.sourceArn()).isEqualTo("arn:aws:ec2:us-east-1:000000000000:instance/i-00000010");
    assertThat(path.destinationArn()).isEqualTo("arn:aws:ec2:us-east-1:000000000000:vpc-endpoint/" + GATEWAY);
    assertThat(path.protocolAsString()).isEqualTo("tcp");
    assertThat(path.createdDate()).isEqualTo(cloud.now);
    assertThat(path.tags()).extracting(Tag::key).containsExactly("Name");
    assertThat(described(_ -> {}).networkInsightsPaths()).containsExactly(path);
    NetworkInsightsPath byArn = create(r -> r.source(path.sourceArn()).destination(path.destinationArn()));
    assertThat(byArn.source()).isEqualTo("i-00000010");
  }

  @Test
  void everyKindOfEndIsTakenAndOthersAreRefused() {
    for (String end : List.of("eni-00000010", "i-00000011", GATEWAY)) {
      assertThat(create(r -> r.source(end)).source()).isEqualTo(end);
    }
    assertThat(refused(r -> r.source("i-0123456789abcdef0")).code()).isEqualTo("InvalidInstanceID.NotFound");
    assertThat(refused(r -> r.source("i-1")).code()).isEqualTo("InvalidInstanceID.Malformed");
    assertThat(refused(r -> r.destination("vgw-0123456789abcdef0")).code()).isEqualTo("InvalidVpnGatewayID.NotFound");
    assertThat(refused(r -> r.destination("tgw-attach-0123456789abcdef0")).code()).isEqualTo("InvalidTransitGatewayAttachmentID.NotFound");
    assertThat(refused(r -> r.source("subnet-00000010")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.source("nonsense")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.source("arn:aws:ec2:eu-west-1:000000000000:instance/i-00000010")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.source("arn:aws:ec2:us-east-1:000000000000:vpc/i-00000010")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.destination("vpce-svc-0123456789abcdef0")).code()).isEqualTo("UnsupportedOperation");
    assertThat(refused(r -> r.source(null)).code()).isEqualTo("MissingParameter");
    assertThat(refused(r -> r.destination(null)).code()).isEqualTo("MissingParameter");
    assertThat(refused(r -> r.clientToken(null)).code()).isEqualTo("MissingParameter");
  }

  @Test
  void addressesPortsAndProtocolsAreRead() {
    assertThat(refused(r -> r.protocol("icmp")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.protocol((String) null)).code()).isEqualTo("MissingParameter");
    assertThat(refused(r -> r.sourceIp("10.0.0")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.destinationIp("10.0.0.256")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.destinationPort(65536)).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.filterAtSource(f -> f.sourcePortRange(p -> p.fromPort(9).toPort(8)))).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(r -> r.destinationPort(443).filterAtSource(f -> f.sourceAddress("10.1.0.10"))).code()).isEqualTo("InvalidParameterCombination");
    assertThat(refused(r -> r.sourceIp("10.1.0.10").filterAtDestination(f -> f.sourceAddress("10.1.0.10"))).code()).isEqualTo("InvalidParameterCombination");
    NetworkInsightsPath path = create(r -> r.destination(null).filterAtSource(f -> f.destinationAddress("3.5.0.10").destinationPortRange(p -> p.fromPort(443))));
    assertThat(path.filterAtSource().destinationPortRange().toPort()).isEqualTo(443);
    assertThat(path.destination()).isNull();
  }

  @Test
  void aTokenMakesOnePathAndOneAnalysis() {
    CreateNetworkInsightsPathRequest request = request(r -> r.destinationPort(443));
    String path = cloud.run(CreateNetworkInsightsPath.OPERATION, request).networkInsightsPath().networkInsightsPathId();
    assertThat(cloud.run(CreateNetworkInsightsPath.OPERATION, request).networkInsightsPath().networkInsightsPathId()).isEqualTo(path);
    assertThat(cloud.refused(CreateNetworkInsightsPath.OPERATION, request.toBuilder().destinationPort(80).build()).code()).isEqualTo("IdempotentParameterMismatch");
    String analysis = start(path, r -> r.clientToken("same"));
    assertThat(start(path, r -> r.clientToken("same"))).isEqualTo(analysis);
    assertThat(cloud.all(NetworkInsightsAnalysis.class, Kind.NETWORK_INSIGHTS_ANALYSIS)).hasSize(1);
  }

  @Test
  void pathsAreFilteredAndPaged() {
    String one = create(r -> r.protocol("udp")).networkInsightsPathId();
    String two = create(r -> r.filterAtSource(f -> f.destinationPortRange(p -> p.fromPort(443).toPort(444)).sourceAddress("10.1.0.10"))).networkInsightsPathId();
    cloud.run(CreateTags.OPERATION, CreateTagsRequest.builder().resources(two).tags(Tag.builder().key("team").value("a").build()).build());
    assertThat(paths(r -> r.filters(f -> f.name("protocol").values("udp")))).containsExactly(one);
    assertThat(paths(r -> r.filters(f -> f.name("source").values("i-00000010")))).containsExactlyInAnyOrder(one, two);
    assertThat(paths(r -> r.filters(f -> f.name("destination").values("vpce-*")))).containsExactlyInAnyOrder(one, two);
    assertThat(paths(r -> r.filters(f -> f.name("filter-at-source.destination-port-range").values("443-444")))).containsExactly(two);
    assertThat(paths(r -> r.filters(f -> f.name("filter-at-source.source-address").values("10.1.0.*")))).containsExactly(two);
    assertThat(paths(r -> r.filters(f -> f.name("tag:team").values("a")))).containsExactly(two);
    assertThat(paths(r -> r.networkInsightsPathIds(one))).containsExactly(one);
    DescribeNetworkInsightsPathsResponse first = described(r -> r.maxResults(1));
    assertThat(first.networkInsightsPaths()).hasSize(1);
    DescribeNetworkInsightsPathsResponse second = described(r -> r.maxResults(1).nextToken(first.nextToken()));
    assertThat(second.networkInsightsPaths()).hasSize(1).doesNotContainAnyElementsOf(first.networkInsightsPaths());
    assertThat(second.nextToken()).isNull();
    assertThat(cloud.refused(DescribeNetworkInsightsPaths.OPERATION, DescribeNetworkInsightsPathsRequest.builder().networkInsightsPathIds("nip-0123456789abcdef0").build()).code())
        .isEqualTo("InvalidNetworkInsightsPathId.NotFound");
    assertThat(cloud.refused(DescribeNetworkInsightsPaths.OPERATION, DescribeNetworkInsightsPathsRequest.builder().filters(f -> f.name("nonsense").values("x")).build()).code())
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void aPathWithAnalysesIsNotDeletedAndAnalysesAreKeptFor120Days() {
    String path = create(r -> r.destinationPort(443)).networkInsightsPathId();
    String analysis = start(path, r -> r.tagSpecifications(tagged(ResourceType.NETWORK_INSIGHTS_ANALYSIS)));
    DeleteNetworkInsightsPathRequest delete = DeleteNetworkInsightsPathRequest.builder().networkInsightsPathId(path).build();
    AwsException refusal = cloud.refused(DeleteNetworkInsightsPath.OPERATION, delete);
    assertThat(refusal.code()).isEqualTo("AnalysisExistsForNetworkInsightsPath");
    assertThat(refusal.text()).contains(analysis);
    DescribeNetworkInsightsAnalysesRequest found = DescribeNetworkInsightsAnalysesRequest.builder().filters(f -> f.name("path-found").values("true"), f -> f.name("status").values("succeeded")).build();
    assertThat(cloud.run(DescribeNetworkInsightsAnalyses.OPERATION, found).networkInsightsAnalyses()).extracting(a -> a.networkInsightsAnalysisId()).containsExactly(analysis);
    DescribeNetworkInsightsAnalysesRequest later = DescribeNetworkInsightsAnalysesRequest.builder().networkInsightsPathId(path).analysisStartTime(cloud.now.plusSeconds(1)).build();
    assertThat(cloud.run(DescribeNetworkInsightsAnalyses.OPERATION, later).networkInsightsAnalyses()).isEmpty();
    cloud.now = cloud.now.plus(Duration.ofDays(121));
    assertThat(cloud.run(DescribeNetworkInsightsAnalyses.OPERATION, DescribeNetworkInsightsAnalysesRequest.builder().build()).networkInsightsAnalyses()).isEmpty();
    cloud.run(DeleteNetworkInsightsPath.OPERATION, delete);
    assertThat(paths(_ -> {})).isEmpty();
    assertThat(cloud.all(NetworkInsightsAnalysis.class, Kind.NETWORK_INSIGHTS_ANALYSIS)).isEmpty();
    String gone = DeleteNetworkInsightsAnalysisRequest.builder().networkInsightsAnalysisId(analysis).build().networkInsightsAnalysisId();
    assertThat(cloud.refused(DeleteNetworkInsightsAnalysis.OPERATION, DeleteNetworkInsightsAnalysisRequest.builder().networkInsightsAnalysisId(gone).build()).code())
        .isEqualTo("InvalidNetworkInsightsAnalysisId.NotFound");
  }

  @Test
  void anAnalysisIsTheSameAfterItWasWrittenAndReadAgain() {
    String path = create(r -> r.destinationPort(443)).networkInsightsPathId();
    var made =
        cloud.run(StartNetworkInsightsAnalysis.OPERATION, StartNetworkInsightsAnalysisRequest.builder().networkInsightsPathId(path).clientToken("x").build())
            .networkInsightsAnalysis();
    Resource stored = cloud.all(NetworkInsightsAnalysis.class, Kind.NETWORK_INSIGHTS_ANALYSIS).getFirst();
    Resource read = ResourceJson.read(Kind.NETWORK_INSIGHTS_ANALYSIS, ResourceJson.write(stored));
    assertThat(read).isEqualTo(stored);
    assertThat(cloud.run(DescribeNetworkInsightsAnalyses.OPERATION, DescribeNetworkInsightsAnalysesRequest.builder().build()).networkInsightsAnalyses()).containsExactly(made);
    assertThat(made.forwardPathComponents()).isNotEmpty();
    Resource pathStored = cloud.all(dev.postern.core.model.NetworkInsightsPath.class, Kind.NETWORK_INSIGHTS_PATH).getFirst();
    assertThat(ResourceJson.read(Kind.NETWORK_INSIGHTS_PATH, ResourceJson.write(pathStored))).isEqualTo(pathStored);
  }

  @Test
  void accountsOutsideTheOrganizationAreRefused() {
    String path = create(_ -> {}).networkInsightsPathId();
    for (String account : List.of("111111111111", "x")) {
      StartNetworkInsightsAnalysisRequest request =
          StartNetworkInsightsAnalysisRequest.builder().networkInsightsPathId(path).additionalAccounts(account).clientToken("y").build();
      assertThat(cloud.refused(StartNetworkInsightsAnalysis.OPERATION, request).code()).isEqualTo("InvalidParameterValue");
    }
    StartNetworkInsightsAnalysisRequest filter = StartNetworkInsightsAnalysisRequest.builder().networkInsightsPathId(path).filterInArns("i-00000010").clientToken("z").build();
    assertThat(cloud.refused(StartNetworkInsightsAnalysis.OPERATION, filter).code()).isEqualTo("InvalidParameterValue");
  }

  @Test
  void anotherAccountDoesNotSeeIt() {
    String path = create(_ -> {}).networkInsightsPathId();
    Facts facts = cloud.facts();
    Caller other = Caller.root("111111111111", "us-east-1");
    var shown = new DescribeNetworkInsightsPaths().apply(cloud.snapshot, other, DescribeNetworkInsightsPathsRequest.builder().build(), facts);
    assertThat(shown.response().apply(facts.observed()).networkInsightsPaths()).isEmpty();
    assertThat(path).isNotEmpty();
  }
}
