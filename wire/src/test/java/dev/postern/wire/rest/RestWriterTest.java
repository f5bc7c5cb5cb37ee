package dev.postern.wire.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.error.Ec2Error;
import dev.postern.wire.http.HttpReply;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

class RestWriterTest {
  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final String NS = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
  private static final Instant TIME = Instant.parse("2020-11-11T08:06:03Z");
  private static final RestBinding<Object> ROW = RestBinding.of("X", "GET", "/{Bucket}", Object.class).namespace("http://s3.amazonaws.com/doc/2006-03-01/");

  @Test
  void listsRepeatTheirNameUnderTheRowsRoot() {
    HttpReply reply = RestWriter.write(RestProtocol.XML, ROW.root("ListBucketResult"), ListObjectsV2Response.builder()
        .name("b").keyCount(2).contents(c -> c.key("a").size(1L).lastModified(TIME).eTag("\"e\""), c -> c.key("b"))
        .commonPrefixes(p -> p.prefix("x/")).build());
    assertThat(text(reply)).isEqualTo(XML + "<ListBucketResult" + NS + "><Contents><Key>a</Key><LastModified>2020-11-11T08:06:03.000Z</LastModified>"
        + "<ETag>\"e\"</ETag><Size>1</Size></Contents><Contents><Key>b</Key></Contents><Name>b</Name>"
        + "<CommonPrefixes><Prefix>x/</Prefix></CommonPrefixes><KeyCount>2</KeyCount></ListBucketResult>");
    assertThat(reply.headers().first("content-type")).contains("application/xml");
  }

  @Test
  void payloadMembersAreTheBody() {
    HttpReply copy = RestWriter.write(RestProtocol.XML, ROW, CopyObjectResponse.builder().copyObjectResult(r -> r.eTag("e")).versionId("1").build());
    assertThat(text(copy)).isEqualTo(XML + "<CopyObjectResult" + NS + "><ETag>e</ETag></CopyObjectResult>");
    assertThat(copy.headers().first("x-amz-version-id")).contains("1");
    assertThat(text(RestWriter.write(RestProtocol.XML, ROW, GetBucketPolicyResponse.builder().policy("{}").build()))).isEqualTo("{}");
    assertThat(text(RestWriter.write(RestProtocol.XML, ROW.root("LocationConstraint"),
        GetBucketLocationResponse.builder().locationConstraint("eu-west-1").build())))
        .isEqualTo(XML + "<LocationConstraint" + NS + ">eu-west-1</LocationConstraint>");
  }

  @Test
  void headersAndStatusAreWritten() {
    assertThat(RestWriter.headers(GetObjectResponse.builder().eTag("e").lastModified(TIME).metadata(Map.of("one", "1")).contentLength(3L).build())
        .entries())
        .contains(Map.entry("ETag", "e"), Map.entry("Last-Modified", "Wed, 11 Nov 2020 08:06:03 GMT"), Map.entry("x-amz-meta-one", "1"),
            Map.entry("Content-Length", "3"));
    HttpReply deleted = RestWriter.write(RestProtocol.XML, ROW.answering(204), DeleteBucketResponse.builder().build());
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.body().length()).isZero();
  }

  @Test
  void lambdaResponsesAreJson() {
    HttpReply created = RestWriter.write(RestProtocol.JSON, ROW.answering(201),
        CreateFunctionResponse.builder().functionName("f").layers(List.of()).vpcConfig(v -> v.subnetIds("s")).build());
    assertThat(created.status()).isEqualTo(201);
    assertThat(text(created)).isEqualTo("{\"FunctionName\":\"f\",\"VpcConfig\":{\"SubnetIds\":[\"s\"]},\"Layers\":[]}");
    HttpReply invoked = RestWriter.write(RestProtocol.JSON, ROW, InvokeResponse.builder().statusCode(202).functionError("Unhandled")
        .payload(SdkBytes.fromUtf8String("1")).build());
    assertThat(invoked.status()).isEqualTo(202);
    assertThat(invoked.headers().first("X-Amz-Function-Error")).contains("Unhandled");
    assertThat(text(invoked)).isEqualTo("1");
  }

  @Test
  void errorsAreWordedPerProtocol() {
    SequencedMap<String, String> details = new LinkedHashMap<>();
    details.put("Key", "a<b");
    details.put("BucketName", "b");
    HttpReply xml = RestWriter.xmlError(Ec2Error.INVALID_PARAMETER.with("no"), details, "/b/a", "r-1");
    assertThat(xml.status()).isEqualTo(400);
    assertThat(text(xml)).isEqualTo(XML + "<Error><Code>InvalidParameter</Code><Message>no</Message><Key>a&lt;b</Key><BucketName>b</BucketName>"
        + "<Resource>/b/a</Resource><RequestId>r-1</RequestId></Error>");
    HttpReply json = RestWriter.jsonError(Ec2Error.INVALID_PARAMETER.with("no"));
    assertThat(json.headers().first("x-amzn-errortype")).contains("InvalidParameter");
    assertThat(text(json)).isEqualTo("{\"Type\":\"User\",\"Message\":\"no\"}");
  }

  private static String text(HttpReply reply) {
    return new String(((HttpReply.Bytes) reply.body()).bytes(), UTF_8);
  }
}
