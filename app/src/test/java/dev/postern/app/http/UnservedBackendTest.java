package dev.postern.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.plan.Door;
import dev.postern.core.services.PublicService;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

class UnservedBackendTest {
  private static final String SAID = "Postern does not serve %1$s itself; attach an engine with: postern up --backend %1$s=http://127.0.0.1:";

  @Test
  void aJsonServiceSaysItInJson() {
    HttpReply reply = ask("sqs", "", "X-Amz-Target", "AmazonSQS.ListQueues", "Content-Type", "application/x-amz-json-1.0");
    JsonNode body = JsonMapper.shared().readTree(bytes(reply));
    assertThat(body.at("/__type").asString()).endsWith("#ServiceUnavailableException");
    assertThat(body.at("/message").asString()).isEqualTo(SAID.formatted("sqs") + "9324");
  }

  @Test
  void aQueryServiceSaysItInXmlAndSoDoesOneThatIsAskedInTheOldForm() {
    for (String service : new String[] {"sns", "sqs", "email"}) {
      HttpReply reply = ask(service, "", "Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
      assertThat(text(reply)).contains("<ErrorResponse><Error><Type>Receiver</Type><Code>ServiceUnavailable</Code><Message>" + SAID.formatted(service));
    }
    assertThat(text(ask("sqs", "Action=ListQueues&Version=2012-11-05"))).contains("<Code>ServiceUnavailable</Code>");
  }

  @Test
  void aRestServiceSaysItInItsOwnForm() {
    HttpReply json = ask("eks", "");
    assertThat(json.headers().first("x-amzn-errortype")).contains("ServiceUnavailableException");
    assertThat(JsonMapper.shared().readTree(bytes(json)).at("/Message").asString()).startsWith(SAID.formatted("eks"));
    assertThat(text(ask("route53", ""))).contains("<ErrorResponse><Error><Type>Receiver</Type><Code>ServiceUnavailable</Code>");
    assertThat(text(ask("s3-global.accesspoint", ""))).contains("<Error><Code>ServiceUnavailable</Code>");
  }

  @Test
  void whoAsksInCborIsAnsweredInCbor() {
    HttpReply reply = ask("monitoring", "", "smithy-protocol", "rpc-v2-cbor", "Content-Type", "application/cbor");
    assertThat(reply.headers().first("smithy-protocol")).contains("rpc-v2-cbor");
    assertThat(new CBORMapper().readTree(bytes(reply)).at("/message").asString()).startsWith(SAID.formatted("monitoring"));
  }

  private static HttpReply ask(String service, String query, String... headers) {
    HttpCall call = new HttpCall("POST", "/", query, Headers.of(headers), new ByteArrayInputStream(new byte[0]), 0, true, "10.0.0.5", new Door.Public("us-east-1"));
    HttpReply reply = new UnservedBackend(PublicService.named(service).orElseThrow()).handle(call, Caller.root("000000000000", "us-east-1"));
    assertThat(reply.status()).isEqualTo(503);
    return reply;
  }

  private static byte[] bytes(HttpReply reply) {
    return ((HttpReply.Bytes) reply.body()).bytes();
  }

  private static String text(HttpReply reply) {
    return new String(bytes(reply), StandardCharsets.UTF_8);
  }
}
