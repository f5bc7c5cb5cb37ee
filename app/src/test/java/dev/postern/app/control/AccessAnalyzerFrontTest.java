package dev.postern.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.store.SqliteStore;
import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Gate;
import dev.postern.core.plan.Door;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AccessAnalyzerFrontTest {
  private static final Caller ROOT = Caller.root("000000000000", "us-east-1");
  private static final String PUBLIC =
      "{\"Statement\":{\"Sid\":\"All\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b/*\"}}";

  @TempDir private Path directory;
  private SqliteStore store;
  private AccessAnalyzerFront front;

  @BeforeEach
  void open() {
    store = new SqliteStore(directory.resolve("state.sqlite"));
    Control control = new Control(store, Carrier.NOTHING, Clock.systemUTC());
    front = new AccessAnalyzerFront(control, new Admission(new Gate(control::current, _ -> {}), control::current, Clock.systemUTC()));
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  private HttpReply ask(Caller caller, String path, JsonNode body) {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    Headers headers = Headers.of("Content-Type", "application/json");
    return front.handle(new HttpCall("POST", path, "", headers, new ByteArrayInputStream(bytes), bytes.length, false, "127.0.0.1", new Door.Api()), caller);
  }

  private static JsonNode published(String type) {
    return JsonMapper.shared().createObjectNode().put("policyDocument", PUBLIC).put("resourceType", type);
  }

  private static JsonNode body(HttpReply reply) {
    return JsonMapper.shared().readTree(((HttpReply.Bytes) reply.body()).bytes());
  }

  private static Optional<String> code(HttpReply reply) {
    return reply.headers().first("x-amzn-ErrorType");
  }

  @Test
  void aCheckIsFoundByItsPathAndAnswersInItsMembersNames() {
    HttpReply reply = ask(ROOT, "/policy/check-no-public-access", published("AWS::S3::Bucket"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(body(reply).path("result").asString()).isEqualTo("FAIL");
    assertThat(body(reply).at("/reasons/0/statementId").asString()).isEqualTo("All");
  }

  @Test
  void whatCannotBeProvedIsUnprocessable() {
    HttpReply reply = ask(ROOT, "/policy/check-no-public-access", published("AWS::S3Express::DirectoryBucket"));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(code(reply)).contains("UnprocessableEntityException");
  }

  @Test
  void whoeverMayNotIsRefused() {
    Caller nobody = new Caller("000000000000", "us-east-1", "arn:aws:iam::000000000000:user/ann", "AIDA", Optional.empty());
    HttpReply reply = ask(nobody, "/policy/check-no-public-access", published("AWS::S3::Bucket"));
    assertThat(reply.status()).isEqualTo(403);
    assertThat(body(reply).toString()).contains("is not authorized to perform: access-analyzer:CheckNoPublicAccess on resource: *");
  }

  @Test
  void whatIsNotBuiltIsSaidSo() {
    assertThat(ask(ROOT, "/analyzer", published("x")).status()).isEqualTo(404);
    JsonNode more = JsonMapper.shared().createObjectNode().put("colour", "red");
    assertThat(body(ask(ROOT, "/policy/check-no-public-access", more)).toString()).contains("colour");
  }
}
