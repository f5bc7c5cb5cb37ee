package dev.postern.wire.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.core.error.AwsException;
import dev.postern.wire.http.Headers;
import dev.postern.wire.shape.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutBucketAclRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

class RestReaderTest {
  private static final RestBinding<ListObjectsV2Request> LIST =
      RestBinding.of("ListObjectsV2", "GET", "/{Bucket}?list-type=2", ListObjectsV2Request.class);
  private static final RestBinding<PutObjectRequest> PUT = RestBinding.of("PutObject", "PUT", "/{Bucket}/{Key+}", PutObjectRequest.class);
  private static final RestBinding<GetObjectRequest> GET = RestBinding.of("GetObject", "GET", "/{Bucket}/{Key+}", GetObjectRequest.class);
  private static final RestBinding<DeleteObjectsRequest> DELETE =
      RestBinding.of("DeleteObjects", "POST", "/{Bucket}?delete", DeleteObjectsRequest.class);

  @Test
  void labelsAndQueryAreRead() {
    Reading<ListObjectsV2Request> reading = xml(LIST, "/b",
        "list-type=2&prefix=a%2Fb&max-keys=5&fetch-owner=true&x-id=ListObjectsV2&X-Amz-Date=1&colour=red", "");
    assertThat(reading.request()).isEqualTo(ListObjectsV2Request.builder().bucket("b").prefix("a/b").maxKeys(5).fetchOwner(true).build());
    assertThat(reading.given()).containsExactlyInAnyOrder("Bucket", "prefix", "max-keys", "fetch-owner");
    assertThat(reading.unknown()).containsExactly("colour");
  }

  @Test
  void headersAreRead() {
    PutObjectRequest request = xml(PUT, "/b/k", "", "", "Content-Type", "text/plain", "X-Amz-Meta-One", "1", "x-amz-meta-TWO", "2",
        "x-amz-meta-two", "3",
        "x-amz-object-lock-retain-until-date", "2020-11-11T08:06:03Z").request();
    assertThat(request.contentType()).isEqualTo("text/plain");
    assertThat(request.metadata()).isEqualTo(Map.of("one", "1", "two", "2,3"));
    assertThat(request.objectLockRetainUntilDate()).isEqualTo(Instant.parse("2020-11-11T08:06:03Z"));
  }

  @Test
  void httpDatesThatAreNoneCountAsAbsent() {
    assertThat(xml(GET, "/b/k", "", "", "If-Modified-Since", "Wed, 11 Nov 2020 08:06:03 GMT").request().ifModifiedSince())
        .isEqualTo(Instant.parse("2020-11-11T08:06:03Z"));
    assertThat(xml(GET, "/b/k", "", "", "If-Modified-Since", "yesterday").request().ifModifiedSince()).isNull();
    assertThat(refused(PUT, "/b/k", "", "", "x-amz-object-lock-retain-until-date", "yesterday").code()).isEqualTo("InvalidArgument");
  }

  @Test
  void xmlBodiesAreRead() {
    DeleteObjectsRequest request = xml(DELETE, "/b", "delete", """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- from a client -->
        <Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
          <Object><Key>a&amp;b<![CDATA[<c>]]>&#xD;</Key></Object><Quiet>true</Quiet>
          <Object><Key> x </Key><VersionId>1</VersionId></Object>
        </Delete>""").request();
    assertThat(request.delete().quiet()).isTrue();
    assertThat(request.delete().objects()).extracting(o -> o.key()).containsExactly("a&b<c>\r", " x ");
    RestBinding<CompleteMultipartUploadRequest> row =
        RestBinding.of("CompleteMultipartUpload", "POST", "/{Bucket}/{Key+}?uploadId", CompleteMultipartUploadRequest.class);
    CompleteMultipartUploadRequest complete = xml(row, "/b/k", "uploadId=u",
        "<CompleteMultipartUpload><Part><ETag>\"e\"</ETag><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>").request();
    assertThat(complete.uploadId()).isEqualTo("u");
    assertThat(complete.multipartUpload().parts().getFirst().partNumber()).isEqualTo(1);
  }

  @Test
  void typesOfGranteesAreAttributes() {
    PutBucketAclRequest request = xml(RestBinding.of("PutBucketAcl", "PUT", "/{Bucket}?acl", PutBucketAclRequest.class), "/b", "acl", """
        <AccessControlPolicy><AccessControlList><Grant>
        <Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group"><URI>u</URI></Grantee><Permission>READ</Permission>
        </Grant></AccessControlList></AccessControlPolicy>""").request();
    assertThat(request.accessControlPolicy().grants().getFirst().grantee().typeAsString()).isEqualTo("Group");
  }

  @Test
  void unknownElementsAreNamed() {
    assertThat(xml(DELETE, "/b", "delete", "<Delete><Colour><a/>red</Colour><Object><Key>k</Key></Object></Delete>").unknown())
        .containsExactly("Colour");
  }

  @Test
  void brokenXmlIsRefused() {
    String bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Delete><Object><Key>&b;</Key></Object></Delete>";
    String file = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><Delete><Object><Key>&a;</Key></Object></Delete>";
    for (String body : List.of("x", "<Delete>", "<Delete/>x", "<Other/>", "<Delete>text</Delete>", "<Delete><Quiet>maybe</Quiet></Delete>",
        "<Delete><Quiet><a/></Quiet></Delete>", "<Delete>&a;</Delete>", bomb, file)) {
      assertThat(refused(DELETE, "/b", "delete", body).code()).as(body).isEqualTo("MalformedXML");
    }
  }

  @Test
  void numbersOfTheWrongFormAreRefused() {
    AwsException refusal = refused(LIST, "/b", "list-type=2&max-keys=many", "");
    assertThat(refusal.code()).isEqualTo("InvalidArgument");
    assertThat(refusal.text()).isEqualTo("Provided max-keys not an integer or within integer range");
  }

  @Test
  void jsonBodiesAndPayloadsAreRead() {
    RestBinding<CreateFunctionRequest> create = RestBinding.of("CreateFunction", "POST", "/2015-03-31/functions", CreateFunctionRequest.class);
    Reading<CreateFunctionRequest> reading = json(create, "/2015-03-31/functions",
        "{\"FunctionName\":\"f\",\"VpcConfig\":{\"SubnetIds\":[\"subnet-1\"]},\"Code\":{\"ZipFile\":\"AAE=\"},\"Colour\":1}");
    assertThat(reading.request().vpcConfig().subnetIds()).containsExactly("subnet-1");
    assertThat(reading.request().code().zipFile().asByteArray()).containsExactly(0, 1);
    assertThat(reading.given()).containsExactly("FunctionName", "VpcConfig.SubnetIds", "Code.ZipFile");
    assertThat(reading.unknown()).containsExactly("Colour");
    RestBinding<InvokeRequest> invoke = RestBinding.of("Invoke", "POST", "/2015-03-31/functions/{FunctionName}/invocations", InvokeRequest.class);
    InvokeRequest request = json(invoke, "/2015-03-31/functions/f/invocations", "not json", "X-Amz-Invocation-Type", "Event").request();
    assertThat(request.functionName()).isEqualTo("f");
    assertThat(request.invocationTypeAsString()).isEqualTo("Event");
    assertThat(request.payload().asUtf8String()).isEqualTo("not json");
  }

  private static <Q> Reading<Q> xml(RestBinding<Q> binding, String path, String query, String body, String... headers) {
    return read(RestProtocol.XML, binding, path, query, body, headers);
  }

  private static <Q> Reading<Q> json(RestBinding<Q> binding, String path, String body, String... headers) {
    return read(RestProtocol.JSON, binding, path, "", body, headers);
  }

  private static AwsException refused(RestBinding<?> binding, String path, String query, String body, String... headers) {
    AwsException refusal = catchThrowableOfType(AwsException.class, () -> xml(binding, path, query, body, headers));
    assertThat(refusal).as(body).isNotNull();
    assertThat(refusal.status()).isEqualTo(400);
    return refusal;
  }

  private static <Q> Reading<Q> read(RestProtocol protocol, RestBinding<Q> binding, String path, String query, String body, String... headers) {
    RestMatch match = new RestTable(protocol, List.of(binding)).match(binding.method(), path, query, Headers.of(headers)).orElseThrow();
    return RestReader.read(protocol, binding, match, Headers.of(headers), body.getBytes(UTF_8));
  }
}
