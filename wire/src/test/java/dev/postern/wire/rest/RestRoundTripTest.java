package dev.postern.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.http.Percent;
import dev.postern.wire.shape.Models;
import dev.postern.wire.shape.RandomPojo;
import dev.postern.wire.shape.Reading;
import dev.postern.wire.shape.Shape;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Field;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import software.amazon.awssdk.core.http.HttpResponseHandler;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.protocols.core.OperationInfo;
import software.amazon.awssdk.protocols.json.AwsJsonProtocol;
import software.amazon.awssdk.protocols.json.AwsJsonProtocolFactory;
import software.amazon.awssdk.protocols.json.BaseAwsJsonProtocolFactory;
import software.amazon.awssdk.protocols.json.JsonOperationMetadata;
import software.amazon.awssdk.protocols.xml.AwsXmlProtocolFactory;
import software.amazon.awssdk.protocols.xml.XmlOperationMetadata;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.route53.model.GetHostedZoneRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Every operation of S3, Route 53 and Lambda, filled at random: what the SDK's client sends is read, what is written the SDK's client reads. */
class RestRoundTripTest {
  private static final long SEED = System.nanoTime();

  /** No commas and nothing but ASCII, because lists and text travel in headers here. */
  private static final String IN_HEADERS = "abcXYZ019 -_./:*&=%<>\"'+?#";

  @BeforeAll
  static void printSeed() {
    System.out.println("RestRoundTripTest seed " + SEED);
  }

  @ParameterizedTest
  @EnumSource
  void whatTheSdkSendsIsReadBack(RestProtocol protocol) throws Exception {
    RandomPojo random = new RandomPojo(SEED, IN_HEADERS);
    int count = 0;
    for (Class<? extends AwsRequest> type : requestsOf(protocol)) {
      AwsRequest request = random.fill(type);
      assertThatCode(() -> roundTrip(protocol, type, request)).as("%s", type).doesNotThrowAnyException();
      count++;
    }
    assertThat(count).isGreaterThan(60);
  }

  private <Q extends AwsRequest> void roundTrip(RestProtocol protocol, Class<Q> type, AwsRequest request) throws Exception {
    Class<?> marshaller = Models.classNamed(type.getName().replace(".model.", ".transform.") + "Marshaller");
    SdkHttpFullRequest http = switch (protocol) {
      case JSON -> (SdkHttpFullRequest) marshaller.getMethod("marshall", type)
          .invoke(marshaller.getConstructor(BaseAwsJsonProtocolFactory.class).newInstance(json()), request);
      case XML -> (SdkHttpFullRequest) marshaller.getMethod("marshall", type)
          .invoke(marshaller.getConstructor(AwsXmlProtocolFactory.class).newInstance(xml()), request);
    };
    RestBinding<Q> binding = binding(protocol, type, operation(marshaller));
    Headers headers = new Headers();
    http.forEachHeader((name, values) -> values.forEach(v -> headers.add(name, v)));
    byte[] body = http.contentStreamProvider().isPresent() ? http.contentStreamProvider().get().newStream().readAllBytes() : new byte[0];
    String path = hasBucket(type) ? "/" + bucket(request) + http.encodedPath() : http.encodedPath();
    RestMatch match = new RestTable(protocol, List.of(binding)).match(http.method().name(), path, query(http), headers)
        .orElseThrow(() -> new AssertionError(type + " " + path + " " + binding));
    Reading<Q> reading = RestReader.read(protocol, binding, match, headers, body);
    assertThat(reading.request()).as("%s %s?%s %s", type.getName(), path, query(http), new String(body)).isEqualTo(request);
    assertThat(reading.unknown()).as(type.getName()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenTheSdkReadsBack(RestProtocol protocol) throws Exception {
    RandomPojo random = new RandomPojo(SEED, IN_HEADERS);
    for (Class<? extends AwsRequest> type : requestsOf(protocol)) {
      Class<?> responseType = Models.response(type);
      AwsResponse response = (AwsResponse) random.fill(responseType);
      RestBinding<?> binding = RestBinding.of(Models.operation(type), "GET", "/", type);
      HttpReply reply = RestWriter.write(protocol, binding, response);
      SdkHttpFullResponse.Builder http = SdkHttpFullResponse.builder().statusCode(reply.status())
          .content(AbortableInputStream.create(new ByteArrayInputStream(((HttpReply.Bytes) reply.body()).bytes())));
      reply.headers().entries().forEach(h -> http.appendHeader(h.getKey(), h.getValue()));
      AwsResponse read = (AwsResponse) handler(protocol, response).handle(http.build(), new ExecutionAttributes());
      assertThat(values(read)).as(responseType.getName()).isEqualTo(values(response));
    }
  }

  private static Map<String, Object> values(SdkPojo pojo) {
    Map<String, Object> values = new TreeMap<>();
    Shape.of(pojo).members().stream()
        .filter(m -> !RandomPojo.NOT_ON_THE_WIRE.contains(m.field().memberName()))
        .forEach(m -> m.get(pojo).ifPresent(v -> values.put(m.field().memberName(), v)));
    return values;
  }

  private static HttpResponseHandler<? extends SdkPojo> handler(RestProtocol protocol, AwsResponse response) {
    boolean bytes = Shape.of(response).members().stream().anyMatch(m -> m.payload() && m.type() == MarshallingKnownType.SDK_BYTES);
    return switch (protocol) {
      case JSON -> json().<AwsResponse>createResponseHandler(
          JsonOperationMetadata.builder().hasStreamingSuccessResponse(false).isPayloadJson(!bytes).build(), _ -> Shape.of(response).newBuilder());
      case XML -> xml().<AwsResponse>createResponseHandler(() -> Shape.of(response).newBuilder(), new XmlOperationMetadata());
    };
  }

  private static <Q> RestBinding<Q> binding(RestProtocol protocol, Class<Q> type, OperationInfo operation) {
    String uri = operation.requestUri().replaceFirst("#.*", "");
    String pattern = hasBucket(type) ? "/{Bucket}" + uri : uri.isEmpty() ? "/" : uri;
    return RestBinding.of(Models.operation(type), operation.httpMethod().name(), pattern, type);
  }

  private static boolean hasBucket(Class<?> type) {
    return Shape.of(type).members().stream().anyMatch(m -> m.location() == MarshallLocation.PATH && m.requestName().equals("Bucket"));
  }

  private static String bucket(SdkPojo request) {
    return Shape.of(request).members().stream().filter(m -> m.requestName().equals("Bucket")).findFirst()
        .flatMap(m -> m.get(request)).map(b -> Percent.encode((String) b, false)).orElseThrow();
  }

  private static OperationInfo operation(Class<?> marshaller) throws Exception {
    Field field = marshaller.getDeclaredField("SDK_OPERATION_BINDING");
    field.setAccessible(true);
    return (OperationInfo) field.get(null);
  }

  private static String query(SdkHttpFullRequest http) {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<String, List<String>> entry : http.rawQueryParameters().entrySet()) {
      entry.getValue().forEach(v -> pairs.add(Percent.encode(entry.getKey(), false) + (v == null ? "" : "=" + Percent.encode(v, false))));
    }
    return pairs.stream().collect(Collectors.joining("&"));
  }

  /** All but those whose requests or responses are event streams, which are no bodies. */
  private static List<Class<? extends AwsRequest>> requestsOf(RestProtocol protocol) throws Exception {
    List<Class<? extends AwsRequest>> requests = new ArrayList<>();
    List<Class<?>> services = switch (protocol) {
      case JSON -> List.of(InvokeRequest.class);
      case XML -> List.of(GetObjectRequest.class, GetHostedZoneRequest.class);
    };
    for (Class<?> example : services) {
      requests.addAll(Models.requestsBeside(example));
    }
    return requests;
  }

  private static SdkClientConfiguration configuration() {
    return SdkClientConfiguration.builder()
        .option(SdkClientOption.CLIENT_ENDPOINT_PROVIDER, ClientEndpointProvider.forEndpointOverride(URI.create("http://localhost")))
        .build();
  }

  private static AwsJsonProtocolFactory json() {
    return AwsJsonProtocolFactory.builder().clientConfiguration(configuration()).protocol(AwsJsonProtocol.REST_JSON).protocolVersion("1.1").build();
  }

  private static AwsXmlProtocolFactory xml() {
    return AwsXmlProtocolFactory.builder().clientConfiguration(configuration()).build();
  }
}
