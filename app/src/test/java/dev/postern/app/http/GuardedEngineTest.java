package dev.postern.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Facts;
import dev.postern.core.action.Seed;
import dev.postern.core.action.sts.Sessions;
import dev.postern.core.authorize.Gate;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.plan.Door;
import dev.postern.core.services.PublicService;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Policies before engines of others: from a client's socket to the engine's. */
class GuardedEngineTest {
  private static final String ACCOUNT = "123456789012";
  private static final String ANN = "arn:aws:iam::123456789012:user/ann";
  private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
  private static final String JSON = "application/x-amz-json-1.0";
  private static final AwsCredentialsIdentity ROOT = AwsCredentialsIdentity.create(ACCOUNT, "x");

  private final EventLoops loops = new EventLoops();
  private final LinkedBlockingQueue<String> reached = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> firstByte = new CompletableFuture<>();
  private final Map<String, Backend> backends = new HashMap<>();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private Snapshot snapshot = Snapshot.EMPTY;
  private AwsCredentialsIdentity ann = ROOT;
  private int api;
  private int endpoint;

  @BeforeEach
  void open() throws IOException {
    opened.push(loops);
    HttpServer engine = server(this::engine);
    URI url = URI.create("http://127.0.0.1:" + listen(engine, new Door.Api()));
    Gate gate = new Gate(() -> snapshot, _ -> {});
    for (String name : List.of("sqs", "eks", "kinesis-streams", "execute-api", "s3")) {
      PublicService service = PublicService.named(name).orElseThrow();
      ForwardingBackend forwarding = new ForwardingBackend(service, url);
      opened.push(forwarding);
      backends.put(name, new Backend(new GuardedEngine(service, forwarding, gate, Clock.systemUTC()), Backend.Source.ATTACHED));
    }
    HttpServer.Handler nothing = _ -> HttpReply.empty(404);
    HttpServer front = server(new FrontDoor(backends, nothing, nothing, () -> snapshot, Auth.LENIENT, Clock.systemUTC()));
    api = listen(front, new Door.Api());
    endpoint = listen(front, new Door.Endpoint(
        "eu-west-1", ACCOUNT, "vpc-00000001", "vpce-00000001", "com.amazonaws.eu-west-1.sqs", "eu-west-1", Door.EndpointType.INTERFACE));
  }

  @AfterEach
  void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  private HttpReply engine(HttpCall call) {
    try {
      int first = call.body().read();
      firstByte.complete(first);
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      if (first >= 0) {
        body.write(first);
        call.body().transferTo(body);
      }
      reached.add(body.size() > 100 ? body.size() + " bytes" : body.toString(StandardCharsets.UTF_8));
      return HttpReply.of(200, "text/plain", "done");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpServer server(HttpServer.Handler handler) {
    return new HttpServer(loops, handler, _ -> {
      throw new IllegalArgumentException("no TLS here");
    });
  }

  private int listen(HttpServer server, Door door) throws IOException {
    HttpServer.Listening listening = server.bind(InetAddress.ofLiteral("127.0.0.1"), 0, door);
    opened.push(listening);
    return listening.port();
  }

  /** A user with this statement and a key that was given out. */
  private void ann(String statement) {
    String policy = "{\"Version\":\"2012-10-17\",\"Statement\":" + statement + "}";
    AccessKey key = Sessions.of(ACCOUNT, ANN, "AIDA", Duration.ofHours(1), new Facts(Instant.now(), new Seed(new byte[32]), Observed.NOTHING));
    ResourceKey user = new ResourceKey(ACCOUNT, ResourceKey.GLOBAL, Kind.IAM_USER, "ann");
    snapshot = snapshot.with(key).with(new IamUser(user, "ann", "AIDA", "/", Instant.EPOCH, TreePMap.singleton("p", policy), List.of()));
    ann = AwsSessionCredentialsIdentity.create(key.id(), key.secretAccessKey(), key.sessionToken().orElseThrow());
  }

  private void endpointPolicy(String statement) {
    String policy = "{\"Version\":\"2012-10-17\",\"Statement\":" + statement + "}";
    snapshot = snapshot.with(new VpcEndpoint(
        new ResourceKey(ACCOUNT, "eu-west-1", Kind.VPC_ENDPOINT, "vpce-00000001"), "vpc-00000001", "com.amazonaws.eu-west-1.sqs", "eu-west-1",
        VpcEndpoint.Type.INTERFACE, List.of(), List.of(), List.of(), List.of(), "aaaaaaaa", true, Optional.empty(), policy, Instant.EPOCH, ""));
  }

  private static String allow(String action) {
    return "{\"Effect\":\"Allow\",\"Action\":\"" + action + "\",\"Resource\":\"*\"}";
  }

  /** The head of a request, signed, up to the headers that frame its body. */
  private static String head(AwsCredentialsIdentity who, String service, String host, String path, String body, String... headers) {
    SdkHttpRequest.Builder request = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(URI.create("http://" + host + path));
    for (int i = 0; i < headers.length; i += 2) {
      request.putHeader(headers[i], headers[i + 1]);
    }
    SignedRequest signed = AwsV4HttpSigner.create().sign(r -> r.identity(who)
        .request(request.build())
        .payload(ContentStreamProvider.fromUtf8String(body))
        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1"));
    StringBuilder text = new StringBuilder("POST " + path + " HTTP/1.1\r\nConnection: close\r\n");
    signed.request().forEachHeader((name, values) -> values.forEach(v -> text.append(name).append(": ").append(v).append("\r\n")));
    return text.toString();
  }

  private static String exchange(int port, String head, String body) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      OutputStream out = socket.getOutputStream();
      out.write((head + "Content-Length: " + bytes.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      out.write(bytes);
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String sqs(int port, AwsCredentialsIdentity who, String path, String body, String... headers) throws IOException {
    return exchange(port, head(who, "sqs", "sqs.eu-west-1.amazonaws.com", path, body, headers), body);
  }

  private static String json(int port, AwsCredentialsIdentity who, String operation) throws IOException {
    return sqs(port, who, "/", "{}", "Content-Type", JSON, "X-Amz-Target", "AmazonSQS." + operation);
  }

  private static String form(int port, AwsCredentialsIdentity who, String path, String body) throws IOException {
    return sqs(port, who, path, body, "Content-Type", FORM);
  }

  @Test
  void whatTheCallersPoliciesAllowReachesTheEngineAndNothingElseDoes() throws Exception {
    ann(allow("sqs:ListQueues"));
    assertThat(json(api, ann, "ListQueues")).startsWith("HTTP/1.1 200").endsWith("done");
    assertThat(reached.poll()).isEqualTo("{}");
    assertThat(json(api, ann, "DeleteQueue"))
        .startsWith("HTTP/1.1 400")
        .contains("x-amzn-ErrorType: AccessDeniedException")
        .contains("\"message\":\"User: " + ANN + " is not authorized to perform: sqs:DeleteQueue on resource: * because no identity-based policy allows"
            + " the sqs:DeleteQueue action\"");
    assertThat(reached).isEmpty();
    assertThat(json(api, ROOT, "DeleteQueue")).startsWith("HTTP/1.1 200");
  }

  @Test
  void anActionCountsWhereverAQueryRequestSaysIt() throws Exception {
    ann(allow("sqs:ListQueues"));
    assertThat(form(api, ann, "/", "Action=ListQueues&Version=2012-11-05&x=%2B")).startsWith("HTTP/1.1 200");
    assertThat(reached.poll()).isEqualTo("Action=ListQueues&Version=2012-11-05&x=%2B");
    for (String body : List.of("Action=DeleteQueue", "Version=2012-11-05&%41ction=Delete%51ueue", "Action=ListQueues&Action=DeleteQueue", "%ZZ=&Action=DeleteQueue")) {
      assertThat(form(api, ann, "/", body))
          .as(body)
          .startsWith("HTTP/1.1 403")
          .contains("<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: " + ANN
              + " is not authorized to perform: sqs:DeleteQueue on resource: *");
    }
    assertThat(form(api, ann, "/?Action=DeleteQueue", "Action=ListQueues")).startsWith("HTTP/1.1 403");
    assertThat(sqs(api, ann, "/?Action=DeleteQueue", "")).startsWith("HTTP/1.1 403").contains("<Code>AccessDenied</Code>");
    assertThat(sqs(api, ann, "/", "Action=DeleteQueue", "Content-Type", FORM, "X-Amz-Target", "AmazonSQS.ListQueues")).startsWith("HTTP/1.1 400");
    assertThat(reached).isEmpty();
  }

  @Test
  void smithysRpcProtocolsNameTheOperationInThePath() throws Exception {
    ann(allow("kinesis:ListStreams"));
    String path = "/service/Kinesis_20131202/operation/";
    String[] cbor = {"smithy-protocol", "rpc-v2-cbor", "Content-Type", "application/cbor"};
    String host = "kinesis.eu-west-1.amazonaws.com";
    assertThat(exchange(api, head(ann, "kinesis", host, path + "ListStreams", "x", cbor), "x")).startsWith("HTTP/1.1 200");
    assertThat(reached.poll()).isEqualTo("x");
    assertThat(exchange(api, head(ann, "kinesis", host, path + "DeleteStream", "x", cbor), "x"))
        .startsWith("HTTP/1.1 400").contains("smithy-protocol: rpc-v2-cbor").contains("kinesis:DeleteStream");
    assertThat(reached).isEmpty();
  }

  private String eks(String path) throws IOException {
    return exchange(api, head(ann, "eks", "eks.eu-west-1.amazonaws.com", path, "{}", "Content-Type", "application/json"), "{}");
  }

  @Test
  void methodAndPathOfARestServiceNameTheOperation() throws Exception {
    ann(allow("eks:CreateCluster"));
    assertThat(eks("/clusters")).startsWith("HTTP/1.1 200");
    assertThat(reached.poll()).isEqualTo("{}");
    assertThat(eks("/clusters/one/node-groups"))
        .startsWith("HTTP/1.1 403")
        .contains("x-amzn-ErrorType: AccessDeniedException", ANN + " is not authorized to perform: eks:CreateNodegroup on resource: * because");
    // a name of another protocol beside the path takes nothing away
    assertThat(eks("/clusters/one/node-groups?Action=CreateCluster")).startsWith("HTTP/1.1 403");
    assertThat(eks("/?Action=CreateCluster")).startsWith("HTTP/1.1 200");
    assertThat(reached.poll()).isEqualTo("{}");
    assertThat(reached).isEmpty();
  }

  @Test
  void whatNobodyKnowsIsForThoseWhoMayDoEverything() throws Exception {
    ann(allow("eks:CreateCluster"));
    assertThat(eks("/clusters/one/magic")).startsWith("HTTP/1.1 403").contains("eks:UnknownOperation");
    assertThat(eks("/clusters/one/magic?Action=CreateCluster")).startsWith("HTTP/1.1 403");
    assertThat(sqs(api, ann, "/", "{}", "Content-Type", JSON)).startsWith("HTTP/1.1 400").contains("sqs:UnknownOperation");
    assertThat(reached).isEmpty();
    ann(allow("eks:*"));
    assertThat(eks("/clusters/one/magic")).startsWith("HTTP/1.1 200");
    ann(allow("execute-api:Invoke"));
    assertThat(exchange(api, head(ann, "execute-api", "x.execute-api.eu-west-1.amazonaws.com", "/prod/anything", "{}"), "{}")).startsWith("HTTP/1.1 200");
  }

  @Test
  void aBatchIsWhatItIsABatchOf() throws Exception {
    ann(allow("sqs:SendMessage"));
    assertThat(json(api, ann, "SendMessageBatch")).startsWith("HTTP/1.1 200");
    assertThat(json(api, ann, "DeleteMessageBatch")).startsWith("HTTP/1.1 400").contains("sqs:DeleteMessage ");
  }

  private String s3(String path, String body, String... headers) throws IOException {
    return exchange(api, head(ann, "s3", "s3.eu-west-1.amazonaws.com", path, body, headers), body);
  }

  @Test
  void anotherS3IsAskedForItsBucketsAndObjects() throws Exception {
    ann("[{\"Effect\":\"Allow\",\"Action\":\"s3:DeleteObject\",\"Resource\":\"arn:aws:s3:::data/in/*\"},"
        + "{\"Effect\":\"Allow\",\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::data/*\"}]");
    String good = "<Delete><Object><Key>in/a</Key></Object><Object><Key>in/b</Key></Object></Delete>";
    assertThat(s3("/data?delete", good)).startsWith("HTTP/1.1 200");
    assertThat(reached.poll()).isEqualTo(good);
    assertThat(s3("/data?delete", good.replace("in/b", "out/b")))
        .startsWith("HTTP/1.1 403")
        .contains("<Code>AccessDenied</Code>", "s3:DeleteObject on resource: \"arn:aws:s3:::data/out/b\"");
    assertThat(s3("/data?delete", "<Delete><Object><K")).startsWith("HTTP/1.1 400").contains("MalformedXML");
    assertThat(s3("/data/a?uploads", "", "Content-Type", FORM)).startsWith("HTTP/1.1 200");
    assertThat(reached.poll()).isEqualTo("");
    assertThat(s3("/other/a?uploads", "")).startsWith("HTTP/1.1 403").contains("arn:aws:s3:::other/a");
    assertThat(s3("/other/a?uploads&delete", good)).as("a list of keys that another operation carries").startsWith("HTTP/1.1 403").contains("s3:PutObject");
    assertThat(reached).isEmpty();
  }

  @Test
  void anEndpointsPolicyBindsEverybodyWhoComesThroughIt() throws Exception {
    endpointPolicy("{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:ReceiveMessage\",\"Resource\":\"*\"}");
    ann(allow("*"));
    for (AwsCredentialsIdentity who : List.of(ROOT, ann)) {
      assertThat(json(endpoint, who, "ReceiveMessage")).startsWith("HTTP/1.1 200");
      assertThat(json(endpoint, who, "SendMessage"))
          .startsWith("HTTP/1.1 400").contains("sqs:SendMessage on resource: * because no VPC endpoint policy allows the sqs:SendMessage action");
      assertThat(json(api, who, "SendMessage")).startsWith("HTTP/1.1 200");
    }
    String unsigned = "POST / HTTP/1.1\r\nConnection: close\r\nHost: sqs.eu-west-1.amazonaws.com\r\nContent-Type: " + FORM + "\r\n";
    reached.clear();
    assertThat(exchange(endpoint, unsigned, "Action=SendMessage")).startsWith("HTTP/1.1 403");
    assertThat(reached).isEmpty();
    assertThat(exchange(endpoint, unsigned, "Action=ReceiveMessage")).startsWith("HTTP/1.1 200");
    assertThat(reached.poll()).isEqualTo("Action=ReceiveMessage");
  }

  @Test
  void aFormIsReadUpToOneMebibyteAndOtherBodiesStream() throws Exception {
    String large = "Action=SendMessage&MessageBody=" + "x".repeat(1 << 20);
    assertThat(form(api, ROOT, "/", large)).startsWith("HTTP/1.1 413").contains("<Code>RequestEntityTooLarge</Code>").contains("larger than 1048576 bytes");
    assertThat(form(api, ROOT, "/", large.substring(0, 1 << 20))).startsWith("HTTP/1.1 200");
    assertThat(reached.poll()).isEqualTo("1048576 bytes");
  }

  @Test
  void theEngineHasTheFirstByteOfAJsonRequestBeforeTheClientSendsTheLast() throws Exception {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), api)) {
      OutputStream out = socket.getOutputStream();
      String head = head(ROOT, "sqs", "sqs.eu-west-1.amazonaws.com", "/", "{}", "Content-Type", JSON, "X-Amz-Target", "AmazonSQS.SendMessage");
      out.write((head + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      assertThat(firstByte.get()).isEqualTo('{');
      out.write("1\r\n}\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");
      assertThat(reached.poll()).isEqualTo("{}");
    }
  }
}
