package dev.postern.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.store.SqliteStore;
import dev.postern.core.action.Caller;
import dev.postern.core.action.directconnect.DirectConnectOperations;
import dev.postern.core.authorize.Gate;
import dev.postern.core.authorize.ask.RegionalAsks;
import dev.postern.core.plan.Door;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.json.JsonApi;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonFrontTest {
  private static final Caller CALLER = Caller.root("000000000000", "us-east-1");
  private static final String LINE = "{\"location\":\"Postern\",\"bandwidth\":\"1Gbps\",\"connectionName\":\"office\"}";

  @TempDir private Path directory;
  private SqliteStore store;
  private JsonFront front;

  @BeforeEach
  void open() {
    store = new SqliteStore(directory.resolve("state.sqlite"));
    Control control = new Control(store, Carrier.NOTHING, Clock.systemUTC());
    Admission admission = new Admission(new Gate(control::current, _ -> {}), control::current, Clock.systemUTC());
    front = new JsonFront(JsonApi.DIRECT_CONNECT, DirectConnectOperations::find, RegionalAsks.DIRECT_CONNECT, control, admission);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  private HttpReply ask(String target, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Headers headers = Headers.of("X-Amz-Target", target, "Content-Type", "application/x-amz-json-1.1");
    return front.handle(
        new HttpCall("POST", "/", "", headers, new ByteArrayInputStream(bytes), bytes.length, false, "127.0.0.1", new Door.Api()), CALLER);
  }

  private static JsonNode body(HttpReply reply) {
    return JsonMapper.shared().readTree(((HttpReply.Bytes) reply.body()).bytes());
  }

  @Test
  void anOperationIsFoundByItsTargetAndAnswersInItsMembersNames() {
    HttpReply made = ask("OvertureService.CreateConnection", LINE);
    assertThat(made.status()).isEqualTo(200);
    assertThat(made.headers().first("Content-Type")).contains("application/x-amz-json-1.1");
    assertThat(body(made).path("connectionState").asString()).isEqualTo("available");
    JsonNode all = body(ask("OvertureService.DescribeConnections", ""));
    assertThat(all.path("connections").get(0).path("connectionId")).isEqualTo(body(made).path("connectionId"));
  }

  @Test
  void theServicesRefusalIsNamedWithItsNamespace() {
    HttpReply refused = ask("OvertureService.CreateConnection", "{\"location\":\"Postern\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(body(refused).path("__type").asString()).isEqualTo("com.amazonaws.directconnect#DirectConnectClientException");
    assertThat(body(refused).path("message").asString()).contains("bandwidth");
  }

  @Test
  void aMemberThatIsNotBuiltOrNotKnownIsRefusedByName() {
    assertThat(body(ask("OvertureService.CreateConnection", "{\"lagId\":\"dxlag-1\"}")).path("message").asString()).contains("lagId");
    assertThat(body(ask("OvertureService.CreateConnection", "{\"colour\":\"red\"}")).path("message").asString()).contains("colour");
    String line = "{\"connectionId\":\"dxcon-1\",\"newPrivateVirtualInterface\":{\"directConnectGatewayId\":\"x\"}}";
    assertThat(body(ask("OvertureService.CreatePrivateVirtualInterface", line)).path("message").asString()).contains("directConnectGatewayId");
  }

  @Test
  void whatIsNoOperationOrNoJsonIsSaidSo() {
    assertThat(body(ask("OvertureService.CreateLag", "{}")).path("__type").asString()).endsWith("#UnknownOperationException");
    assertThat(body(ask("Route53Resolver.CreateConnection", LINE)).path("__type").asString()).endsWith("#UnknownOperationException");
    assertThat(body(ask("OvertureService.CreateConnection", "{")).path("__type").asString()).endsWith("#SerializationException");
  }
}
