package dev.postern.app.meter;

import dev.postern.core.error.AwsException;
import dev.postern.core.error.CloudWatchError;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.http.Parameters;
import dev.postern.wire.json.Encoding;
import dev.postern.wire.json.JsonReader;
import dev.postern.wire.json.JsonWriter;
import dev.postern.wire.query.QueryApi;
import dev.postern.wire.query.QueryReader;
import dev.postern.wire.query.QueryWriter;
import dev.postern.wire.shape.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The protocols that CloudWatch's clients have spoken over the years; all of them are still answered. Errors of the newer ones carry the older
 * code in a header. <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait">Smithy</a>
 */
enum CloudWatchProtocol {
  /** Debian's AWS CLI, and SDKs up to 2025. */
  QUERY {
    @Override
    Optional<String> operation(HttpCall call, byte[] body) {
      return parameters(call, body).first("Action");
    }

    @Override
    <Q> Reading<Q> read(Class<Q> type, HttpCall call, byte[] body) {
      return QueryReader.read(QueryApi.CLOUDWATCH.protocol(), type, parameters(call, body));
    }

    @Override
    HttpReply reply(String operation, SdkPojo response, String id) {
      return http(200, "text/xml;charset=UTF-8", QueryWriter.write(QueryApi.CLOUDWATCH, operation, response, id), id);
    }

    @Override
    HttpReply refusal(AwsException refusal, String id) {
      return http(refusal.status(), "text/xml;charset=UTF-8", QueryWriter.error(QueryApi.CLOUDWATCH, refusal, id), id);
    }

    private static Parameters parameters(HttpCall call, byte[] body) {
      return QueryApi.CLOUDWATCH.protocol().parse(call.method().equals("GET") ? call.query().getBytes(StandardCharsets.UTF_8) : body);
    }
  },
  JSON {
    @Override
    Optional<String> operation(HttpCall call, byte[] body) {
      return call.headers().first("X-Amz-Target").filter(t -> t.startsWith(TARGET + ".")).map(t -> t.substring(TARGET.length() + 1));
    }

    @Override
    <Q> Reading<Q> read(Class<Q> type, HttpCall call, byte[] body) {
      return JsonReader.read(Encoding.JSON, type, body);
    }

    @Override
    HttpReply reply(String operation, SdkPojo response, String id) {
      return http(200, "application/x-amz-json-1.0", JsonWriter.write(Encoding.JSON, response), id);
    }

    @Override
    HttpReply refusal(AwsException refusal, String id) {
      return compatible(http(refusal.status(), "application/x-amz-json-1.0", JsonWriter.error(Encoding.JSON, type(refusal), refusal.text()), id), refusal);
    }
  },
  /** Smithy's RPC v2: the AWS SDKs of 2026. */
  CBOR {
    private static final String PATH = "/service/" + TARGET + "/operation/";

    @Override
    Optional<String> operation(HttpCall call, byte[] body) {
      return Optional.of(call.path()).filter(p -> p.startsWith(PATH)).map(p -> p.substring(PATH.length()));
    }

    @Override
    <Q> Reading<Q> read(Class<Q> type, HttpCall call, byte[] body) {
      return JsonReader.read(Encoding.CBOR, type, body);
    }

    @Override
    HttpReply reply(String operation, SdkPojo response, String id) {
      return marked(http(200, "application/cbor", JsonWriter.write(Encoding.CBOR, response), id));
    }

    @Override
    HttpReply refusal(AwsException refusal, String id) {
      return compatible(
          marked(http(refusal.status(), "application/cbor", JsonWriter.error(Encoding.CBOR, type(refusal), refusal.text()), id)), refusal);
    }

    private static HttpReply marked(HttpReply reply) {
      reply.headers().set("smithy-protocol", "rpc-v2-cbor");
      return reply;
    }
  };

  private static final String TARGET = "GraniteServiceVersion20100801";

  static CloudWatchProtocol of(HttpCall call) {
    if (call.headers().first("smithy-protocol").filter("rpc-v2-cbor"::equals).isPresent()) {
      return CBOR;
    }
    return call.headers().first("X-Amz-Target").isPresent() ? JSON : QUERY;
  }

  abstract Optional<String> operation(HttpCall call, byte[] body);

  abstract <Q> Reading<Q> read(Class<Q> type, HttpCall call, byte[] body);

  abstract HttpReply reply(String operation, SdkPojo response, String id);

  abstract HttpReply refusal(AwsException refusal, String id);

  private static String type(AwsException refusal) {
    return "com.amazonaws.cloudwatch#" + (refusal.error() instanceof CloudWatchError error ? error.shape() : refusal.code());
  }

  private static HttpReply compatible(HttpReply reply, AwsException refusal) {
    reply.headers().set("x-amzn-query-error", refusal.code() + ";" + (refusal.status() < 500 ? "Sender" : "Receiver"));
    return reply;
  }

  private static HttpReply http(int status, String type, byte[] body, String id) {
    return new HttpReply(status, Headers.of("Content-Type", type, "x-amzn-RequestId", id), new HttpReply.Bytes(body));
  }
}
