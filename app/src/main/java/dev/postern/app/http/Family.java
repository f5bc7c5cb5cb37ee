package dev.postern.app.http;

import dev.postern.core.error.AwsException;
import dev.postern.core.services.PublicService;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.http.Parameters;
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
public enum Family {
  EC2,
  QUERY,
  S3,
  REST_XML,
  JSON,
  REST_JSON,
  /** JSON's binary twin (RFC 8949), which newer SDKs speak with CloudWatch, Kinesis and others. */
  CBOR;

  /** The family of a request: its service's, unless the service takes several and the request looks like another one. */
  public static Family of(PublicService service, HttpCall call) {
    return switch (service.protocol()) {
      case EC2 -> EC2;
      case REST_XML -> service.signingNames().contains("s3") ? S3 : REST_XML;
      case QUERY -> of(call, QUERY);
      case JSON -> of(call, JSON);
      case REST_JSON -> of(call, REST_JSON);
    };
  }

  /** What a request looks like. */
  static Family of(HttpCall call, Family otherwise) {
    String type = call.headers().first("content-type").orElse("");
    if (call.headers().first("smithy-protocol").isPresent() || type.startsWith("application/x-amz-cbor")) {
      return CBOR;
    }
    if (call.headers().first("x-amz-target").isPresent() || type.startsWith("application/x-amz-json")) {
      return JSON;
    }
    boolean query = type.startsWith("application/x-www-form-urlencoded") || Parameters.parse(call.query()).filter(p -> p.has("Action")).isPresent();
    return query ? QUERY : otherwise;
  }

  /** A refusal as the family writes it. */
  public HttpReply reply(AwsException refusal) {
    String id = UUID.randomUUID().toString();
    return switch (this) {
      case EC2 -> xml(refusal, QueryWriter.error(QueryApi.EC2, refusal, id), "x-amzn-requestid", id);
      case QUERY, REST_XML -> xml(refusal, errorResponse(refusal, id), "x-amzn-requestid", id);
      case S3 -> xml(refusal, s3Body(refusal, id), "x-amz-request-id", id);
      case JSON -> json(refusal, "application/x-amz-json-1.0", "__type", "com.amazon.coral.service#" + refusal.code(), "message", id);
      case REST_JSON -> json(refusal, "application/json", "Type", refusal.status() < 500 ? "User" : "Service", "Message", id);
      case CBOR -> {
        Headers headers = Headers.of("Content-Type", "application/cbor", "smithy-protocol", "rpc-v2-cbor", "x-amzn-RequestId", id,
            "x-amzn-ErrorType", refusal.code());
        yield new HttpReply(refusal.status(), headers, new HttpReply.Bytes(JsonWriter.error(Encoding.CBOR, refusal.code(), refusal.text())));
      }
    };
  }

  private static HttpReply xml(AwsException refusal, byte[] body, String idHeader, String id) {
    Headers headers = Headers.of("Content-Type", "text/xml;charset=UTF-8", idHeader, id);
    return new HttpReply(refusal.status(), headers, new HttpReply.Bytes(body));
  }

  /** Without a namespace, which differs with each service and which no client looks at. */
  private static byte[] errorResponse(AwsException refusal, String id) {
    return new XmlBody(DateTimeFormatter.ISO_INSTANT)
        .open("ErrorResponse")
        .open("Error")
        .element("Type", refusal.status() < 500 ? "Sender" : "Receiver")
        .element("Code", refusal.code()).element("Message", refusal.text()).close()
        .element("RequestId", id)
        .close().bytes();
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
