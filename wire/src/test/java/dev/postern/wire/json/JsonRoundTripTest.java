package dev.postern.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.wire.shape.Models;
import dev.postern.wire.shape.RandomPojo;
import dev.postern.wire.shape.Reading;
import dev.postern.wire.shape.Shape;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.ClientEndpointProvider;
import software.amazon.awssdk.core.client.config.SdkClientConfiguration;
import software.amazon.awssdk.core.client.config.SdkClientOption;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.protocols.json.AwsJsonProtocol;
import software.amazon.awssdk.protocols.json.AwsJsonProtocolFactory;
import software.amazon.awssdk.protocols.json.BaseAwsJsonProtocolFactory;
import software.amazon.awssdk.protocols.json.JsonOperationMetadata;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** Every operation of DynamoDB, filled at random: what the SDK's client sends is read, what is written the SDK's client reads. */
class JsonRoundTripTest {
  private static final long SEED = System.nanoTime();
  private static final Set<String> STREAMS = Set.of("DescribeStreamRequest", "GetRecordsRequest", "GetShardIteratorRequest", "ListStreamsRequest");
  private static final AwsJsonProtocolFactory FACTORY = AwsJsonProtocolFactory.builder()
      .clientConfiguration(SdkClientConfiguration.builder()
          .option(SdkClientOption.CLIENT_ENDPOINT_PROVIDER, ClientEndpointProvider.forEndpointOverride(URI.create("http://localhost")))
          .build())
      .protocol(AwsJsonProtocol.AWS_JSON)
      .protocolVersion("1.0")
      .build();

  @BeforeAll
  static void printSeed() {
    System.out.println("JsonRoundTripTest seed " + SEED);
  }

  @Test
  void whatTheSdkSendsIsReadBack() throws Exception {
    RandomPojo random = new RandomPojo(SEED, RandomPojo.ANY);
    List<Class<? extends AwsRequest>> requests = Models.requestsBeside(GetItemRequest.class);
    for (Class<? extends AwsRequest> type : requests) {
      AwsRequest request = random.fill(type);
      String folder = STREAMS.contains(type.getSimpleName()) ? ".streams.transform." : ".transform.";
      Class<?> marshaller = Models.classNamed(type.getName().replace(".model.", folder) + "Marshaller");
      Object instance = marshaller.getConstructor(BaseAwsJsonProtocolFactory.class).newInstance(FACTORY);
      SdkHttpFullRequest http = (SdkHttpFullRequest) marshaller.getMethod("marshall", type).invoke(instance, request);
      byte[] body = http.contentStreamProvider().orElseThrow().newStream().readAllBytes();
      Reading<? extends AwsRequest> reading = JsonReader.read(type, body);
      assertThat(reading.request()).as(type.getName()).isEqualTo(request);
      assertThat(reading.unknown()).isEmpty();
    }
    assertThat(requests.size()).isGreaterThan(50);
  }

  @Test
  void whatIsWrittenTheSdkReadsBack() throws Exception {
    RandomPojo random = new RandomPojo(SEED, RandomPojo.ANY);
    for (Class<? extends AwsRequest> type : Models.requestsBeside(GetItemRequest.class)) {
      Class<?> responseType = Models.response(type);
      AwsResponse response = (AwsResponse) random.fill(responseType);
      SdkHttpFullResponse http = SdkHttpFullResponse.builder().statusCode(200)
          .content(AbortableInputStream.create(new ByteArrayInputStream(JsonWriter.write(response)))).build();
      AwsResponse read = FACTORY.<AwsResponse>createResponseHandler(
              JsonOperationMetadata.builder().hasStreamingSuccessResponse(false).isPayloadJson(true).build(),
              _ -> Shape.of(responseType).newBuilder())
          .handle(http, new ExecutionAttributes());
      assertThat(read.equalsBySdkFields(response)).as("%s%n%s%n%s", responseType.getName(), response, read).isTrue();
    }
  }
}
