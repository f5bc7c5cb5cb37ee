package dev.postern.wire.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.wire.http.Parameters;
import dev.postern.wire.http.Percent;
import dev.postern.wire.shape.Member;
import dev.postern.wire.shape.Models;
import dev.postern.wire.shape.RandomPojo;
import dev.postern.wire.shape.Shape;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.ClientEndpointProvider;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.client.config.SdkClientConfiguration;
import software.amazon.awssdk.core.client.config.SdkClientOption;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.protocols.query.AwsEc2ProtocolFactory;
import software.amazon.awssdk.protocols.query.AwsQueryProtocolFactory;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** Every operation of the Query services, filled at random: what the SDK's client sends is read, what is written the SDK's client reads. */
class QueryRoundTripTest {
  private static final long SEED = System.nanoTime();

  @BeforeAll
  static void printSeed() {
    System.out.println("QueryRoundTripTest seed " + SEED);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOUDWATCH")
  void whatTheSdkSendsIsReadBack(QueryApi api) throws Exception {
    RandomPojo random = new RandomPojo(SEED, RandomPojo.ANY);
    List<Class<? extends AwsRequest>> requests = requestsOf(api);
    for (Class<? extends AwsRequest> type : requests) {
      AwsRequest request = random.fill(type);
      Parameters parameters = api.protocol().parse(sent(api, type, request));
      assertThat(QueryReader.read(api.protocol(), type, parameters).request()).as(type.getName()).isEqualTo(request);
    }
    int least =
        switch (api) {
          case EC2, IAM -> 150;
          case ELASTIC_LOAD_BALANCING -> 45;
          case STS, CLOUDWATCH -> 8;
        };
    assertThat(requests.size()).isGreaterThan(least);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOUDWATCH")
  void whatIsWrittenTheSdkReadsBack(QueryApi api) throws Exception {
    RandomPojo random = new RandomPojo(SEED, RandomPojo.ANY);
    AwsQueryProtocolFactory factory = factory(api);
    for (Class<? extends AwsRequest> type : requestsOf(api)) {
      Class<?> responseType = Models.response(type);
      AwsResponse response = (AwsResponse) random.fill(responseType);
      byte[] body = QueryWriter.write(api, Models.operation(type), response, "11111111-2222-3333-4444-555555555555");
      SdkHttpFullResponse http =
          SdkHttpFullResponse.builder().statusCode(200).content(AbortableInputStream.create(new ByteArrayInputStream(body))).build();
      AwsResponse read = factory.<AwsResponse>createResponseHandler(() -> Shape.of(responseType).newBuilder())
          .handle(http, new ExecutionAttributes());
      assertThat(read.equalsBySdkFields(response)).as("%s%n%s%n%s", responseType.getName(), response, read).isTrue();
      assertThat(read.responseMetadata().requestId()).isEqualTo("11111111-2222-3333-4444-555555555555");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOUDWATCH")
  void noTopLevelMemberIsCalledLikeTheEnvelope(QueryApi api) throws Exception {
    for (Class<? extends AwsRequest> type : requestsOf(api)) {
      assertThat(Shape.of(type).members()).extracting(Member::requestName).as(type.getName())
          .doesNotContain("Action", "Version", "Timestamp", "Expires", "Signature", "SecurityToken");
    }
  }

  private static List<Class<? extends AwsRequest>> requestsOf(QueryApi api) throws Exception {
    return Models.requestsBeside(switch (api) {
      case EC2 -> CreateVpcRequest.class;
      case IAM -> CreateRoleRequest.class;
      case STS -> AssumeRoleRequest.class;
      case ELASTIC_LOAD_BALANCING -> CreateLoadBalancerRequest.class;
      // This SDK speaks CBOR with CloudWatch: CborRoundTripTest.
      case CLOUDWATCH -> throw new IllegalArgumentException();
    });
  }

  private static AwsQueryProtocolFactory factory(QueryApi api) {
    SdkClientConfiguration configuration = SdkClientConfiguration.builder()
        .option(SdkClientOption.CLIENT_ENDPOINT_PROVIDER, ClientEndpointProvider.forEndpointOverride(URI.create("http://localhost")))
        .build();
    return api == QueryApi.EC2
        ? AwsEc2ProtocolFactory.builder().clientConfiguration(configuration).build()
        : AwsQueryProtocolFactory.builder().clientConfiguration(configuration).build();
  }

  /** The form body that the SDK's own marshaller of this operation makes. */
  private static byte[] sent(QueryApi api, Class<?> type, SdkPojo request) throws Exception {
    Class<?> marshaller = Models.classNamed(type.getName().replace(".model.", ".transform.") + "Marshaller");
    Object instance = marshaller.getConstructor(AwsQueryProtocolFactory.class).newInstance(factory(api));
    SdkHttpFullRequest http = (SdkHttpFullRequest) marshaller.getMethod("marshall", type).invoke(instance, request);
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<String, List<String>> entry : http.rawQueryParameters().entrySet()) {
      entry.getValue().forEach(v -> pairs.add(Percent.encode(entry.getKey(), false) + "=" + Percent.encode(v == null ? "" : v, false)));
    }
    return pairs.stream().collect(Collectors.joining("&")).getBytes(StandardCharsets.UTF_8);
  }
}
