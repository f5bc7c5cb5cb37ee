package dev.postern.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.core.error.AwsException;
import dev.postern.wire.http.Headers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.GetFunctionRequest;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

class RestTableTest {
  private static final RestTable S3 = new RestTable(RestProtocol.XML, List.of(
      RestBinding.of("ListBuckets", "GET", "/", ListBucketsRequest.class),
      RestBinding.of("ListObjects", "GET", "/{Bucket}", ListObjectsRequest.class),
      RestBinding.of("ListObjectsV2", "GET", "/{Bucket}?list-type=2", ListObjectsV2Request.class),
      RestBinding.of("GetBucketAcl", "GET", "/{Bucket}?acl", GetBucketAclRequest.class),
      RestBinding.of("GetObject", "GET", "/{Bucket}/{Key+}", GetObjectRequest.class),
      RestBinding.of("PutObject", "PUT", "/{Bucket}/{Key+}", PutObjectRequest.class),
      RestBinding.of("CopyObject", "PUT", "/{Bucket}/{Key+}", CopyObjectRequest.class).whenHeader("x-amz-copy-source"),
      RestBinding.of("UploadPart", "PUT", "/{Bucket}/{Key+}?partNumber&uploadId", UploadPartRequest.class),
      RestBinding.of("UploadPartCopy", "PUT", "/{Bucket}/{Key+}?partNumber&uploadId", UploadPartCopyRequest.class).whenHeader("x-amz-copy-source"),
      RestBinding.of("CreateMultipartUpload", "POST", "/{Bucket}/{Key+}?uploads", CreateMultipartUploadRequest.class)));

  private static final RestTable LAMBDA = new RestTable(RestProtocol.JSON, List.of(
      RestBinding.of("ListFunctions", "GET", "/2015-03-31/functions/", ListFunctionsRequest.class),
      RestBinding.of("GetFunction", "GET", "/2015-03-31/functions/{FunctionName}", GetFunctionRequest.class),
      RestBinding.of("Invoke", "POST", "/2015-03-31/functions/{FunctionName}/invocations", InvokeRequest.class)));

  @Test
  void theFullestRowThatFitsIsTheOperation() {
    assertThat(s3("GET", "/", "")).contains("ListBuckets");
    assertThat(s3("GET", "/b", "")).contains("ListObjects");
    assertThat(s3("GET", "/b/", "prefix=x")).contains("ListObjects");
    assertThat(s3("GET", "/b", "list-type=1")).contains("ListObjects");
    assertThat(s3("GET", "/b", "list-type=2&prefix=x")).contains("ListObjectsV2");
    assertThat(s3("GET", "/b", "acl")).contains("GetBucketAcl");
    assertThat(s3("GET", "/b", "acl=")).contains("GetBucketAcl");
    assertThat(s3("GET", "/b/acl", "")).contains("GetObject");
    assertThat(s3("PUT", "/b/k", "")).contains("PutObject");
    assertThat(s3("PUT", "/b/k", "", "X-Amz-Copy-Source", "b/x")).contains("CopyObject");
    assertThat(s3("PUT", "/b/k", "partNumber=1&uploadId=u")).contains("UploadPart");
    assertThat(s3("PUT", "/b/k", "partNumber=1&uploadId=u", "x-amz-copy-source", "b/x")).contains("UploadPartCopy");
    assertThat(s3("POST", "/b/k", "uploads")).contains("CreateMultipartUpload");
    assertThat(s3("POST", "/b/k", "")).isEmpty();
    assertThat(s3("PUT", "/b", "")).isEmpty();
    assertThat(s3("PATCH", "/b/k", "")).isEmpty();
  }

  @Test
  void keysKeepTheirSlashes() {
    assertThat(key("/b/a/b/c")).isEqualTo("a/b/c");
    assertThat(key("/b/a/")).isEqualTo("a/");
    assertThat(key("/b//a")).isEqualTo("/a");
    assertThat(key("/b/a%2Fb%20c+d%E8%AA%9E")).isEqualTo("a/b c+d語");
    assertThat(key("/b/../x")).isEqualTo("../x");
  }

  @Test
  void labelsOfOneSegmentAreDecoded() {
    Optional<RestMatch> match = LAMBDA.match("POST",
        "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A000000000000%3Afunction%3Af/invocations", "", new Headers());
    assertThat(match.orElseThrow().labels()).containsEntry("FunctionName", "arn:aws:lambda:eu-west-1:000000000000:function:f");
    assertThat(LAMBDA.match("GET", "/2015-03-31/functions", "", new Headers()).orElseThrow().binding().operation()).isEqualTo("ListFunctions");
    assertThat(LAMBDA.match("GET", "/2015-03-31/functions/", "", new Headers()).orElseThrow().binding().operation()).isEqualTo("ListFunctions");
    assertThat(LAMBDA.match("GET", "/2015-03-31/functions/f", "", new Headers()).orElseThrow().binding().operation()).isEqualTo("GetFunction");
    assertThat(LAMBDA.match("GET", "/2015-03-31/functions/f/g", "", new Headers())).isEmpty();
  }

  @Test
  void brokenEscapesAreRefused() {
    for (String path : new String[] {"/b/%", "/b/%zz", "/b/%ff"}) {
      assertThat(catchThrowableOfType(AwsException.class, () -> s3("GET", path, "")).code()).isEqualTo("InvalidURI");
    }
    assertThat(catchThrowableOfType(AwsException.class, () -> s3("GET", "/b", "prefix=%e")).code()).isEqualTo("InvalidURI");
  }

  private static Optional<String> s3(String method, String path, String query, String... headers) {
    return S3.match(method, path, query, Headers.of(headers)).map(m -> m.binding().operation());
  }

  private static String key(String path) {
    return String.valueOf(S3.match("GET", path, "", new Headers()).orElseThrow().labels().get("Key"));
  }
}
