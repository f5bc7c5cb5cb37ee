package dev.postern.engine.s3;

import dev.postern.core.authorize.Gate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.plan.Door;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine answers on the wire, where an SDK would hide it. */
class S3Test {
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

  @TempDir
  Path dir;

  private S3 s3;

  @BeforeEach
  void start() {
    s3 = new S3(dir, Clock.fixed(NOW, ZoneOffset.UTC), Gate.OWNERS);
    assertThat(Ask.of("PUT", "/a-bucket").to(s3).status()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  @Test
  void refusalsAreS3sXml() {
    Ask.Reply reply = Ask.of("GET", "/a-bucket/some%20key").to(s3);
    String request = reply.headers().first("x-amz-request-id").orElseThrow();
    String host = reply.headers().first("x-amz-id-2").orElseThrow();
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.headers().first("content-type")).contains("application/xml");
    assertThat(reply.text()).isEqualToIgnoringNewLines("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>NoSuchKey</Code>"
        + "<Message>The specified key does not exist.</Message><Key>some key</Key><Resource>/a-bucket/some%20key</Resource><RequestId>" + request
        + "</RequestId><HostId>" + host + "</HostId></Error>");
    assertThat(Ask.of("GET", "/no-such-bucket").to(s3).element("BucketName")).isEqualTo("no-such-bucket");
  }

  @Test
  void refusalsOfHeadHaveNoBody() {
    Ask.Reply reply = Ask.of("HEAD", "/a-bucket/nothing").to(s3);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "a-bucket.s3.us-east-1.amazonaws.com", "a-bucket.s3.amazonaws.com", "a-bucket.s3.dualstack.us-east-1.amazonaws.com",
    "a-bucket.s3-us-east-1.amazonaws.com", "a-bucket.s3.localhost:4566", "a-bucket.localhost:4566", "a-bucket.s3.us-east-1.localhost",
    "a-bucket.s3.localhost.localstack.cloud:4566", "a-bucket.bucket.vpce-0123456789abcdef0-abcd1234.s3.us-east-1.vpce.amazonaws.com",
    "a-bucket.bucket.vpce-0123456789abcdef0-abcd1234-us-east-1a.s3.us-east-1.vpce.amazonaws.com"})
  void bucketMayBeInTheHostName(String host) {
    assertThat(Ask.of("PUT", "/dir/k").header("Host", host).body("v").to(s3).status()).isEqualTo(200);
    assertThat(Ask.of("GET", "/a-bucket/dir/k").to(s3).text()).isEqualTo("v");
    assertThat(Ask.of("GET", "/").header("Host", host).to(s3).element("Key")).isEqualTo("dir/k");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3.us-east-1.amazonaws.com", "s3.amazonaws.com", "s3.dualstack.us-east-1.amazonaws.com", "localhost:4566", "127.0.0.1:4566",
    "s3.localhost:4566", "bucket.vpce-0123456789abcdef0-abcd1234.s3.us-east-1.vpce.amazonaws.com",
    "bucket.vpce-0123456789abcdef0-abcd1234-us-east-1a.s3.us-east-1.vpce.amazonaws.com"})
  void bucketMayBeInThePath(String host) {
    assertThat(Ask.of("PUT", "/a-bucket//k/").header("Host", host).body("v").to(s3).status()).isEqualTo(200);
    assertThat(Ask.of("GET", "/a-bucket/").to(s3).element("Key")).isEqualTo("/k/");
  }

  @Test
  void dottedBucketsInTheHostName() {
    assertThat(Ask.of("PUT", "/").header("Host", "www.example.com.s3.us-east-1.amazonaws.com").to(s3).status()).isEqualTo(200);
    assertThat(Ask.of("HEAD", "/www.example.com").to(s3).status()).isEqualTo(200);
  }

  @Test
  void bucketNamesFollowTheRules() {
    for (String name : List.of("ab", "-ab", "ab-", "a..b", "192.168.0.1", "Upper", "under_score", "xn--abc", "abc-s3alias", "a".repeat(64))) {
      assertThat(Ask.of("PUT", "/" + name).to(s3).element("Code")).as(name).isEqualTo("InvalidBucketName");
    }
    assertThat(Ask.of("PUT", "/" + "a".repeat(63)).to(s3).status()).isEqualTo(200);
  }

  @Test
  void anEndpointToAnotherRegionIsForTheBucketsOfThatRegion() {
    Door door = new Door.Endpoint("us-east-1", "111122223333", "vpc-1", "vpce-1", "com.amazonaws.eu-west-1.s3", "eu-west-1", Door.EndpointType.INTERFACE);
    assertThat(Ask.of("PUT", "/there").door(door).region("eu-west-1").body("<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>").to(s3).status())
        .isEqualTo(200);
    assertThat(Ask.of("HEAD", "/there").door(door).region("eu-west-1").to(s3).status()).isEqualTo(200);
    assertThat(Ask.of("GET", "/there").door(door).region("us-east-1").to(s3).element("Code")).isEqualTo("AuthorizationHeaderMalformed");
    assertThat(Ask.of("GET", "/a-bucket").door(door).region("eu-west-1").to(s3).element("Code")).isEqualTo("PermanentRedirect");
  }

  @Test
  void endpointOfAnotherRegionRedirects() {
    Ask.Reply reply = Ask.of("GET", "/a-bucket/k").door(new Door.Public("eu-west-1")).region("eu-west-1").to(s3);
    assertThat(reply.status()).isEqualTo(301);
    assertThat(reply.element("Code")).isEqualTo("PermanentRedirect");
    assertThat(reply.element("Endpoint")).isEqualTo("a-bucket.s3.us-east-1.amazonaws.com");
    assertThat(reply.element("Bucket")).isEqualTo("a-bucket");
    assertThat(reply.headers().first("x-amz-bucket-region")).contains("us-east-1");
  }

  @Test
  void signatureForAnotherRegionIsMalformed() {
    for (Ask ask : List.of(
        Ask.of("GET", "/a-bucket").door(new Door.Endpoint("us-east-1", "111122223333", "vpc-1", "vpce-1", "com.amazonaws.us-east-1.s3", "us-east-1", Door.EndpointType.GATEWAY)),
        Ask.of("GET", "/").door(new Door.Public("us-east-1")),
        Ask.of("GET", "/a-bucket").header("Host", "s3.us-east-1.amazonaws.com"))) {
      Ask.Reply reply = ask.region("eu-west-1").to(s3);
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.element("Code")).isEqualTo("AuthorizationHeaderMalformed");
      assertThat(reply.element("Region")).isEqualTo("us-east-1");
      assertThat(reply.element("Message")).isEqualTo("The authorization header is malformed; the region 'eu-west-1' is wrong; expecting 'us-east-1'");
    }
  }

  @Test
  void unsignedRequestsAreDenied() {
    assertThat(Ask.of("GET", "/a-bucket").unsigned().to(s3).element("Code")).isEqualTo("AccessDenied");
    assertThat(Ask.of("GET", "/a-bucket").unsigned().header("Authorization", "Basic abc").to(s3).element("Code")).isEqualTo("AuthorizationHeaderMalformed");
  }

  @Test
  void signaturesOfVersion2AreRefused() {
    Ask.Reply reply = Ask.of("GET", "/a-bucket/k?AWSAccessKeyId=111122223333&Signature=abc&Expires=1800000000").unsigned().to(s3);
    assertThat(reply.element("Code")).isEqualTo("InvalidRequest");
    assertThat(reply.element("Message")).isEqualTo("The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
  }

  @Test
  void presignedUrlsAreHonouredUntilTheyExpire() {
    Ask.of("PUT", "/a-bucket/k").body("v").to(s3);
    assertThat(Ask.of("GET", presigned("20261122T230500Z", 3600)).unsigned().to(s3).text()).isEqualTo("v");
    Ask.Reply late = Ask.of("GET", presigned("20261122T225900Z", 3600)).unsigned().to(s3);
    assertThat(late.status()).isEqualTo(403);
    assertThat(late.element("Code")).isEqualTo("AccessDenied");
    assertThat(late.element("Message")).isEqualTo("Request has expired");
    assertThat(late.element("Expires")).isEqualTo("2026-11-22T23:59:00Z");
    assertThat(Ask.of("GET", presigned("20261122T235900Z", 604801)).unsigned().to(s3).element("Code")).isEqualTo("AuthorizationQueryParametersError");
    assertThat(Ask.of("GET", presigned("20261123T010000Z", 3600)).unsigned().to(s3).element("Message")).isEqualTo("Request is not yet valid");
  }

  private static String presigned(String date, int seconds) {
    return "/a-bucket/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=111122223333%2F" + date.substring(0, 8)
        + "%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=" + date + "&X-Amz-Expires=" + seconds + "&X-Amz-SignedHeaders=host&X-Amz-Signature="
        + "0".repeat(64);
  }

  @Test
  void chunkedBodiesAreDecodedAndTheirTrailersVerified() {
    assertThat(chunked("NhCmhg==").to(s3).status()).isEqualTo(200);
    assertThat(Ask.of("GET", "/a-bucket/k").to(s3).text()).isEqualTo("hello");
    assertThat(Ask.of("GET", "/a-bucket/k").to(s3).headers().first("content-encoding")).isEmpty();
    Ask.of("DELETE", "/a-bucket/k").to(s3);
    Ask.Reply reply = chunked("AAAAAA==").to(s3);
    assertThat(reply.element("Code")).isEqualTo("BadDigest");
    assertThat(reply.element("Message")).isEqualTo("The CRC32 you specified did not match the calculated checksum.");
    assertThat(Ask.of("GET", "/a-bucket/k").to(s3).status()).isEqualTo(404);
  }

  private static Ask chunked(String checksum) {
    return Ask.of("PUT", "/a-bucket/k")
        .header("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
        .header("Content-Encoding", "aws-chunked")
        .header("x-amz-decoded-content-length", "5")
        .header("x-amz-trailer", "x-amz-checksum-crc32")
        .body("2\r\nhe\r\n3\r\nllo\r\n0\r\nx-amz-checksum-crc32:" + checksum + "\r\n\r\n");
  }

  @Test
  void defaultChecksumIsCrc64Nvme() {
    // the check value of the NVM Express specification: CRC-64/NVME of "123456789" is ae8b14860a799888
    Ask.Reply reply = Ask.of("PUT", "/a-bucket/k").body("123456789").to(s3);
    assertThat(reply.headers().first("x-amz-checksum-crc64nvme")).contains("rosUhgp5mIg=");
    assertThat(reply.headers().first("x-amz-checksum-type")).contains("FULL_OBJECT");
  }

  @Test
  void signedPayloadHashIsVerified() {
    Ask.Reply reply = Ask.of("PUT", "/a-bucket/k").header("x-amz-content-sha256", "0".repeat(64)).body("v").to(s3);
    assertThat(reply.element("Code")).isEqualTo("XAmzContentSHA256Mismatch");
    assertThat(Ask.of("GET", "/a-bucket/k").to(s3).status()).isEqualTo(404);
  }

  @Test
  void bodiesOfAnotherLengthAreRefused() {
    byte[] large = new byte[100_000];
    assertThat(Ask.of("PUT", "/a-bucket/k").body(new ByteArrayInputStream(large), -1).to(s3).status()).isEqualTo(411);
    assertThat(Ask.of("PUT", "/a-bucket/k").body(new ByteArrayInputStream(large), large.length + 1).to(s3).element("Code")).isEqualTo("IncompleteBody");
    assertThat(Ask.of("PUT", "/a-bucket/k").body(InputStream.nullInputStream(), (5L << 30) + 1).to(s3).element("Code")).isEqualTo("EntityTooLarge");
    InputStream broken = new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("the client is gone");
      }
    };
    assertThat(Ask.of("PUT", "/a-bucket/k").body(broken, 10).to(s3).element("Code")).isEqualTo("IncompleteBody");
    assertThat(Ask.of("GET", "/a-bucket/k").to(s3).status()).isEqualTo(404);
    assertThat(files()).isZero();
  }

  @Test
  void badDocumentsAreMalformed() {
    assertThat(Ask.of("POST", "/a-bucket?delete").body("<Delete><Object>").to(s3).element("Code")).isEqualTo("MalformedXML");
    assertThat(Ask.of("POST", "/a-bucket?delete").body("").to(s3).element("Code")).isEqualTo("MalformedXML");
    assertThat(Ask.of("POST", "/a-bucket?delete").body("<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Delete><Object><Key>&e;</Key></Object></Delete>")
        .to(s3).element("Code")).isEqualTo("MalformedXML");
  }

  @Test
  void limitsOfKeysAndMetadata() {
    assertThat(Ask.of("PUT", "/a-bucket/" + "k".repeat(1024)).body("v").to(s3).status()).isEqualTo(200);
    assertThat(Ask.of("PUT", "/a-bucket/" + "k".repeat(1025)).body("v").to(s3).element("Code")).isEqualTo("KeyTooLongError");
    assertThat(Ask.of("PUT", "/a-bucket/k").header("x-amz-meta-a", "v".repeat(2047)).body("v").to(s3).status()).isEqualTo(200);
    assertThat(Ask.of("PUT", "/a-bucket/k").header("x-amz-meta-a", "v".repeat(2048)).body("v").to(s3).element("Code")).isEqualTo("MetadataTooLarge");
    assertThat(Ask.of("PUT", "/a-bucket/%ff").body("v").to(s3).element("Code")).isEqualTo("InvalidURI");
  }

  @Test
  void subresourcesOfOtherOperationsAreNotPassedOver() {
    Ask.of("PUT", "/a-bucket/k").body("v").to(s3);
    assertThat(Ask.of("GET", "/a-bucket/k?lifecycle").to(s3).element("Code")).isEqualTo("NotImplemented");
    assertThat(Ask.of("GET", "/a-bucket/k?retention").to(s3).element("Code")).isEqualTo("NotImplemented");
    assertThat(Ask.of("PATCH", "/a-bucket/k").to(s3).element("Code")).isEqualTo("MethodNotAllowed");
    // what means nothing to S3 it ignores
    assertThat(Ask.of("GET", "/a-bucket/k?cachebuster=7").to(s3).text()).isEqualTo("v");
  }

  @Test
  void failingDiskIsAnInternalErrorAndTheOldObjectStays() throws IOException {
    byte[] old = new byte[100_000];
    new Random(1).nextBytes(old);
    Ask.of("PUT", "/a-bucket/k").body(old).to(s3);
    // a file where a directory should be: every further file cannot be made
    Path content = dir.resolve("s3/content");
    try (Stream<Path> shards = Files.list(content)) {
      for (Path shard : shards.toList()) {
        try (Stream<Path> inside = Files.list(shard)) {
          if (inside.findAny().isEmpty()) {
            Files.delete(shard);
            Files.createFile(shard);
          }
        }
      }
    }
    Ask.Reply reply = Ask.of("PUT", "/a-bucket/k").body(new byte[200_000]).to(s3);
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.element("Code")).isEqualTo("InternalError");
    assertThat(Ask.of("GET", "/a-bucket/k").to(s3).body()).isEqualTo(old);
  }

  @Test
  void replacedAndDeletedBytesLeaveTheDisk() {
    byte[] bytes = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 3; i++) {
      Ask.of("PUT", "/a-bucket/k").body(bytes).to(s3);
      assertThat(files()).isEqualTo(1);
    }
    Ask.of("PUT", "/a-bucket/k").body("small").to(s3);
    assertThat(files()).isZero();
    Ask.of("PUT", "/a-bucket/k").body(bytes).to(s3);
    Ask.of("DELETE", "/a-bucket/k").to(s3);
    assertThat(files()).isZero();
    String upload = Ask.of("POST", "/a-bucket/k?uploads").to(s3).element("UploadId");
    Ask.of("PUT", "/a-bucket/k?partNumber=1&uploadId=" + upload).body(bytes).to(s3);
    Ask.of("PUT", "/a-bucket/k?partNumber=1&uploadId=" + upload).body(bytes).to(s3);
    assertThat(files()).isEqualTo(1);
    Ask.of("DELETE", "/a-bucket/k?uploadId=" + upload).to(s3);
    assertThat(files()).isZero();
  }

  @Test
  void filesThatACrashLeftAreRemovedAtTheNextStart() throws IOException {
    Ask.of("PUT", "/a-bucket/k").body(new byte[100_000]).to(s3);
    Path orphan = dir.resolve("s3/content/ff/00000100000000ff");
    Files.write(orphan, new byte[10]);
    s3.close();
    s3 = new S3(dir, Clock.systemUTC(), Gate.OWNERS);
    s3.close();
    assertThat(orphan).doesNotExist();
    s3 = new S3(dir, Clock.systemUTC(), Gate.OWNERS);
    assertThat(Ask.of("GET", "/a-bucket/k").to(s3).body()).hasSize(100_000);
  }

  private long files() {
    try (Stream<Path> files = Files.walk(dir.resolve("s3/content"))) {
      return files.filter(Files::isRegularFile).count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
