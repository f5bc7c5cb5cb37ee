package dev.postern.app.http;

import dev.postern.core.error.AwsException;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.json.Encoding;
import dev.postern.wire.json.JsonWriter;
import dev.postern.wire.query.QueryApi;
import dev.postern.wire.query.QueryWriter;
import dev.postern.wire.xml.XmlBody;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The families of AWS protocols, as far as they word and write a refusal differently. */
enum Family {
  EC2,
  QUERY,
  S3,
  JSON,
  CBOR,
  REST_JSON;

  /** The family of a service; of an unknown one, what its request looks like. */
  static Family of(String service, HttpCall call) {
    return switch (service) {
      case "ec2" -> EC2;
      case "iam", "sts" -> QUERY;
      case "s3" -> S3;
      case "dynamodb" -> JSON;
      case "lambda" -> REST_JSON;
      default -> {
        String type = call.headers().first("content-type").orElse("");
        if (call.headers().first("smithy-protocol").isPresent()) {
          yield CBOR;
        }
        if (call.headers().first("x-amz-target").isPresent() || type.startsWith("application/x-amz-json")) {
          yield JSON;
        }
        yield type.startsWith("application/x-www-form-urlencoded") ? QUERY : REST_JSON;
      }
    };
  }

  HttpReply reply(AwsException refusal) {
    String id = UUID.randomUUID().toString();
    return switch (this) {
      case EC2 -> xml(refusal, QueryWriter.error(QueryApi.EC2, refusal, id), "x-amzn-requestid", id);
      case QUERY -> xml(refusal, QueryWriter.error(QueryApi.STS, refusal, id), "x-amzn-requestid", id);
      case S3 -> xml(refusal, s3Body(refusal, id), "x-amz-request-id", id);
      case JSON -> json(refusal, "application/x-amz-json-1.0", "__type", "com.amazon.coral.service#" + refusal.code(), "message", id);
      case CBOR -> {
        byte[] body = JsonWriter.error(Encoding.CBOR, "com.amazon.coral.service#" + refusal.code(), refusal.text());
        Headers headers = Headers.of("Content-Type", "application/cbor", "smithy-protocol", "rpc-v2-cbor", "x-amzn-RequestId", id);
        yield new HttpReply(refusal.status(), headers, new HttpReply.Bytes(body));
      }
      case REST_JSON -> json(refusal, "application/json", "Type", refusal.status() < 500 ? "User" : "Service", "Message", id);
    };
  }

  private static HttpReply xml(AwsException refusal, byte[] body, String idHeader, String id) {
    Headers headers = Headers.of("Content-Type", "text/xml;charset=UTF-8", idHeader, id);
    return new HttpReply(refusal.status(), headers, new HttpReply.Bytes(body));
  }

  private static byte[] s3Body(AwsException refusal, String id) {
    return new XmlBody(DateTimeFormatter.ISO_INSTANT)
        .open("Error").element("Code", refusal.code()).element("Message", refusal.text()).element("RequestId", id).close()
        .bytes();
  }

  private static HttpReply json(AwsException refusal, String contentType, String typeName, String type, String messageName, String id) {
    ObjectNode body = JsonMapper.shared().createObjectNode().put(typeName, type).put(messageName, refusal.text());
    Headers headers = Headers.of("Content-Type", contentType, "x-amzn-RequestId", id, "x-amzn-ErrorType", refusal.code());
    return new HttpReply(refusal.status(), headers, new HttpReply.Bytes(JsonMapper.shared().writeValueAsBytes(body)));
  }
}
