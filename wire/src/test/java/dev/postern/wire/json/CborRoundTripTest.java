package dev.postern.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.error.AwsException;
import dev.postern.wire.shape.Models;
import dev.postern.wire.shape.RandomPojo;
import dev.postern.wire.shape.Reading;
import dev.postern.wire.shape.Shape;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.Assertions;
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
import software.amazon.awssdk.protocols.json.BaseAwsJsonProtocolFactory;
import software.amazon.awssdk.protocols.json.JsonOperationMetadata;
import software.amazon.awssdk.protocols.rpcv2.SmithyRpcV2CborProtocolFactory;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;

/** Every operation of CloudWatch, filled at random, as Smithy's RPC v2 carries it in CBOR: the SDK and Postern read each other. */
class CborRoundTripTest {
  private static final long SEED = System.nanoTime();
  private static final SmithyRpcV2CborProtocolFactory FACTORY = SmithyRpcV2CborProtocolFactory.builder()
      .clientConfiguration(SdkClientConfiguration.builder()
          .option(SdkClientOption.CLIENT_ENDPOINT_PROVIDER, ClientEndpointProvider.forEndpointOverride(URI.create("http://localhost")))
          .build())
      .build();

  @BeforeAll
  static void printSeed() {
    System.out.println("CborRoundTripTest seed " + SEED);
  }

  @Test
  void whatTheSdkSendsIsReadBack() throws Exception {
    RandomPojo random = new RandomPojo(SEED, RandomPojo.ANY);
    List<Class<? extends AwsRequest>> requests = Models.requestsBeside(GetMetricDataRequest.class);
    for (Class<? extends AwsRequest> type : requests) {
      AwsRequest request = random.fill(type);
      Class<?> marshaller = Models.classNamed(type.getName().replace(".model.", ".transform.") + "Marshaller");
      Object instance = marshaller.getConstructor(BaseAwsJsonProtocolFactory.class).newInstance(FACTORY);
      SdkHttpFullRequest http = (SdkHttpFullRequest) marshaller.getMethod("marshall", type).invoke(instance, request);
      assertThat(http.encodedPath()).isEqualTo("/service/GraniteServiceVersion20100801/operation/" + Models.operation(type));
      byte[] body = http.contentStreamProvider().isEmpty() ? new byte[0] : http.contentStreamProvider().get().newStream().readAllBytes();
      Reading<? extends AwsRequest> reading = JsonReader.read(Encoding.CBOR, type, body);
      assertThat(reading.request()).as(type.getName()).isEqualTo(request);
      assertThat(reading.unknown()).isEmpty();
    }
    assertThat(requests.size()).isGreaterThan(40);
  }

  @Test
  void whatIsWrittenTheSdkReadsBack() throws Exception {
    RandomPojo random = new RandomPojo(SEED, RandomPojo.ANY);
    for (Class<? extends AwsRequest> type : Models.requestsBeside(GetMetricDataRequest.class)) {
      Class<?> responseType = Models.response(type);
      AwsResponse response = (AwsResponse) random.fill(responseType);
      SdkHttpFullResponse http = SdkHttpFullResponse.builder().statusCode(200)
          .content(AbortableInputStream.create(new ByteArrayInputStream(JsonWriter.write(Encoding.CBOR, response)))).build();
      AwsResponse read = FACTORY.<AwsResponse>createResponseHandler(
              JsonOperationMetadata.builder().hasStreamingSuccessResponse(false).isPayloadJson(true).build(),
              _ -> Shape.of(responseType).newBuilder())
          .handle(http, new ExecutionAttributes());
      assertThat(read.equalsBySdkFields(response)).as("%s%n%s%n%s", responseType.getName(), response, read).isTrue();
    }
  }

  @Test
  void aTimestampIsATaggedNumber() {
    byte[] written = JsonWriter.write(Encoding.CBOR, Datapoint.builder().timestamp(Instant.parse("2013-03-21T20:04:00.500Z")).build());
    // Tag 1 and the double 1363896240.5.
    assertThat(HexFormat.of().formatHex(written)).isEqualTo("bf69" + HexFormat.of().formatHex("Timestamp".getBytes()) + "c1fb41d452d9ec200000" + "ff");
  }

  @Test
  void numbersOfEverySizeAreRead() {
    // RFC 8949, appendix A: 1.5 as a half, 100000.0 as a single, -4.1 as a double, 1000000 as an integer.
    assertThat(average("f93e00")).isEqualTo(1.5);
    assertThat(average("fa47c35000")).isEqualTo(100000.0);
    assertThat(average("fbc010666666666666")).isEqualTo(-4.1);
    assertThat(average("1a000f4240")).isEqualTo(1000000.0);
    assertThat(average("f97e00")).isNaN();
    AwsException refusal = Assertions.catchThrowableOfType(AwsException.class, () -> average("6161"));
    assertThat(refusal.code()).isEqualTo("SerializationException");
  }

  private static double average(String value) {
    byte[] body = HexFormat.of().parseHex("a1" + "67" + HexFormat.of().formatHex("Average".getBytes()) + value);
    return JsonReader.read(Encoding.CBOR, Datapoint.class, body).request().average();
  }
}
