package dev.postern.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.core.authorize.Gate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tag;

/** The engine as the AWS SDK for Java sees it. */
class S3SdkTest {
  private static final String B = "a-bucket";
  private static final int MIB = 1 << 20;

  @TempDir
  Path dir;

  private S3 engine;
  private Bridge bridge;
  private S3Client s3;

  @BeforeEach
  void start() throws IOException {
    engine = new S3(dir, Clock.systemUTC(), Gate.OWNERS);
    bridge = new Bridge(engine);
    s3 = client("111122223333", Region.US_EAST_1);
    s3.createBucket(b -> b.bucket(B));
  }

  @AfterEach
  void stop() {
    s3.close();
    bridge.close();
    engine.close();
  }

  private S3Client client(String account, Region region) {
    return S3Client.builder()
        .endpointOverride(bridge.uri())
        .region(region)
        .forcePathStyle(true)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "secret")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
        .build();
  }

  private void put(String key, String text) {
    s3.putObject(r -> r.bucket(B).key(key), RequestBody.fromString(text));
  }

  private String text(String key) {
    return s3.getObjectAsBytes(r -> r.bucket(B).key(key)).asUtf8String();
  }

  private static void refused(String code, int status, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(S3Exception.class, e -> {
      assertThat(e.awsErrorDetails().errorCode()).as(e.getMessage()).isEqualTo(code);
      assertThat(e.statusCode()).isEqualTo(status);
      assertThat(e.requestId()).isNotEmpty();
      assertThat(e.extendedRequestId()).isNotEmpty();
    });
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  // Buckets

  @Test
  void bucketsAreListedWithTheirRegionAndOwner() {
    client("111122223333", Region.EU_WEST_1).createBucket(b -> b.bucket("in-ireland").createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    client("444455556666", Region.US_EAST_1).createBucket(b -> b.bucket("another-account"));
    assertThat(s3.listBuckets().buckets()).extracting(b -> b.name()).containsExactly(B, "in-ireland");
    assertThat(s3.listBuckets().owner().id()).matches("[0-9a-f]{64}");
    assertThat(s3.listBuckets(r -> r.bucketRegion("eu-west-1")).buckets()).extracting(b -> b.bucketRegion()).containsExactly("eu-west-1");
    assertThat(s3.listBuckets(r -> r.maxBuckets(1)).continuationToken()).isNotEmpty();
    assertThat(s3.listBucketsPaginator(r -> r.maxBuckets(1)).buckets()).extracting(b -> b.name()).containsExactly(B, "in-ireland");
  }

  @Test
  void ownBucketCanBeMadeAgainInTheFirstRegionOnly() {
    s3.createBucket(b -> b.bucket(B));
    S3Client ireland = client("111122223333", Region.EU_WEST_1);
    ireland.createBucket(b -> b.bucket("in-ireland").createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    refused("BucketAlreadyOwnedByYou", 409,
        () -> ireland.createBucket(b -> b.bucket("in-ireland").createBucketConfiguration(c -> c.locationConstraint("eu-west-1"))));
    refused("BucketAlreadyExists", 409, () -> client("444455556666", Region.US_EAST_1).createBucket(b -> b.bucket(B)));
  }

  @Test
  void locationConstraintMustFitTheEndpoint() {
    S3Client ireland = client("111122223333", Region.EU_WEST_1);
    refused("IllegalLocationConstraintException", 400,
        () -> ireland.createBucket(b -> b.bucket("elsewhere").createBucketConfiguration(c -> c.locationConstraint("us-west-2"))));
    refused("InvalidLocationConstraint", 400,
        () -> s3.createBucket(b -> b.bucket("elsewhere").createBucketConfiguration(c -> c.locationConstraint("nowhere-1"))));
    s3.createBucket(b -> b.bucket("from-the-first").createBucketConfiguration(c -> c.locationConstraint("us-west-2")));
    assertThat(s3.getBucketLocation(b -> b.bucket("from-the-first")).locationConstraintAsString()).isEqualTo("us-west-2");
    assertThat(s3.getBucketLocation(b -> b.bucket(B)).locationConstraintAsString()).isNullOrEmpty();
  }

  @Test
  void bucketOfAnotherRegionIsRedirected() {
    S3Client ireland = client("111122223333", Region.EU_WEST_1);
    refused("PermanentRedirect", 301, () -> ireland.listObjectsV2(r -> r.bucket(B)));
    assertThatThrownBy(() -> ireland.headBucket(r -> r.bucket(B))).isInstanceOfSatisfying(S3Exception.class, e -> {
      assertThat(e.statusCode()).isEqualTo(301);
      assertThat(e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region")).contains("us-east-1");
    });
    assertThat(s3.headBucket(r -> r.bucket(B)).bucketRegion()).isEqualTo("us-east-1");
  }

  @Test
  void bucketOfAnotherAccountIsClosed() {
    S3Client other = client("444455556666", Region.US_EAST_1);
    put("k", "v");
    refused("AccessDenied", 403, () -> other.listObjectsV2(r -> r.bucket(B)));
    refused("AccessDenied", 403, () -> other.getObjectAsBytes(r -> r.bucket(B).key("k")));
    refused("AccessDenied", 403, () -> s3.listObjectsV2(r -> r.bucket(B).expectedBucketOwner("444455556666")));
  }

  @Test
  void onlyEmptyBucketsAreDeleted() {
    put("k", "v");
    refused("BucketNotEmpty", 409, () -> s3.deleteBucket(b -> b.bucket(B)));
    s3.deleteObject(r -> r.bucket(B).key("k"));
    s3.createMultipartUpload(r -> r.bucket(B).key("unfinished"));
    s3.deleteBucket(b -> b.bucket(B));
    refused("NoSuchBucket", 404, () -> s3.listObjectsV2(r -> r.bucket(B)));
    refused("NoSuchBucket", 404, () -> s3.deleteBucket(b -> b.bucket(B)));
  }

  // Objects

  @Test
  void objectComesBackWithItsHeaders() {
    s3.putObject(
        r -> r.bucket(B).key("dir/ä ö+&?%.txt").contentType("text/plain").cacheControl("no-cache").contentEncoding("gzip")
            .contentLanguage("de").contentDisposition("inline").metadata(Map.of("one", "1", "two", "zwei")),
        RequestBody.fromString("hello"));
    ResponseBytes<GetObjectResponse> back = s3.getObjectAsBytes(r -> r.bucket(B).key("dir/ä ö+&?%.txt").checksumMode(ChecksumMode.ENABLED));
    assertThat(back.asUtf8String()).isEqualTo("hello");
    GetObjectResponse head = back.response();
    assertThat(head.eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
    assertThat(head.contentType()).isEqualTo("text/plain");
    assertThat(head.cacheControl()).isEqualTo("no-cache");
    assertThat(head.contentEncoding()).isEqualTo("gzip");
    assertThat(head.contentLanguage()).isEqualTo("de");
    assertThat(head.contentDisposition()).isEqualTo("inline");
    assertThat(head.metadata()).containsExactlyInAnyOrderEntriesOf(Map.of("one", "1", "two", "zwei"));
    assertThat(head.serverSideEncryptionAsString()).isEqualTo("AES256");
    assertThat(head.acceptRanges()).isEqualTo("bytes");
    assertThat(head.checksumCRC32()).isEqualTo("NhCmhg==");
  }

  @Test
  void largeObjectsAndEmptyOnesComeBackWhole() {
    for (int size : new int[] {0, 1, 32 * 1024, 32 * 1024 + 1, 3 * MIB + 7}) {
      byte[] bytes = bytes(size);
      s3.putObject(r -> r.bucket(B).key("o"), RequestBody.fromBytes(bytes));
      assertThat(s3.getObjectAsBytes(r -> r.bucket(B).key("o")).asByteArray()).isEqualTo(bytes);
      assertThat(s3.headObject(r -> r.bucket(B).key("o")).contentLength()).isEqualTo(size);
    }
  }

  @Test
  void missingObjectIsNoSuchKey() {
    refused("NoSuchKey", 404, () -> s3.getObjectAsBytes(r -> r.bucket(B).key("nothing")));
    assertThatThrownBy(() -> s3.headObject(r -> r.bucket(B).key("nothing"))).isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(404));
    s3.deleteObject(r -> r.bucket(B).key("nothing"));
  }

  @Test
  void rangesAreAnswered() {
    for (int size : new int[] {1000, 100_000}) {
      byte[] bytes = bytes(size);
      s3.putObject(r -> r.bucket(B).key("o"), RequestBody.fromBytes(bytes));
      assertThat(range("bytes=0-9")).isEqualTo(Arrays.copyOfRange(bytes, 0, 10));
      assertThat(range("bytes=990-")).isEqualTo(Arrays.copyOfRange(bytes, 990, size));
      assertThat(range("bytes=-5")).isEqualTo(Arrays.copyOfRange(bytes, size - 5, size));
      assertThat(range("bytes=10-99999999")).isEqualTo(Arrays.copyOfRange(bytes, 10, size));
      GetObjectResponse head = s3.getObjectAsBytes(r -> r.bucket(B).key("o").range("bytes=1-2")).response();
      assertThat(head.contentRange()).isEqualTo("bytes 1-2/" + size);
      assertThat(head.sdkHttpResponse().statusCode()).isEqualTo(206);
      refused("InvalidRange", 416, () -> range("bytes=" + size + "-"));
      refused("InvalidRange", 416, () -> range("bytes=-0"));
      assertThat(range("bytes=5-1")).isEqualTo(bytes);
      assertThat(range("bytes=0-1,3-4")).isEqualTo(bytes);
    }
  }

  private byte[] range(String range) {
    return s3.getObjectAsBytes(r -> r.bucket(B).key("o").range(range)).asByteArray();
  }

  @Test
  void readsHonourConditions() {
    put("o", "hello");
    HeadObjectResponse head = s3.headObject(r -> r.bucket(B).key("o"));
    var before = head.lastModified().minusSeconds(60);
    var after = head.lastModified().plusSeconds(60);
    s3.getObjectAsBytes(r -> r.bucket(B).key("o").ifMatch(head.eTag()));
    refused("PreconditionFailed", 412, () -> s3.getObjectAsBytes(r -> r.bucket(B).key("o").ifMatch("\"other\"")));
    status(304, () -> s3.getObjectAsBytes(r -> r.bucket(B).key("o").ifNoneMatch(head.eTag())));
    s3.getObjectAsBytes(r -> r.bucket(B).key("o").ifNoneMatch("\"other\""));
    status(304, () -> s3.getObjectAsBytes(r -> r.bucket(B).key("o").ifModifiedSince(after)));
    s3.getObjectAsBytes(r -> r.bucket(B).key("o").ifModifiedSince(before));
    refused("PreconditionFailed", 412, () -> s3.getObjectAsBytes(r -> r.bucket(B).key("o").ifUnmodifiedSince(before)));
    // AWS: If-Match true and If-Unmodified-Since false is 200; If-None-Match false and If-Modified-Since true is 304
    s3.getObjectAsBytes(r -> r.bucket(B).key("o").ifMatch(head.eTag()).ifUnmodifiedSince(before));
    status(304, () -> s3.getObjectAsBytes(r -> r.bucket(B).key("o").ifNoneMatch(head.eTag()).ifModifiedSince(before)));
  }

  private static void status(int status, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(status));
  }

  @Test
  void writesHonourConditions() {
    s3.putObject(r -> r.bucket(B).key("o").ifNoneMatch("*"), RequestBody.fromString("first"));
    refused("PreconditionFailed", 412, () -> s3.putObject(r -> r.bucket(B).key("o").ifNoneMatch("*"), RequestBody.fromString("second")));
    String etag = s3.headObject(r -> r.bucket(B).key("o")).eTag();
    refused("PreconditionFailed", 412, () -> s3.putObject(r -> r.bucket(B).key("o").ifMatch("\"x\""), RequestBody.fromString("second")));
    refused("NoSuchKey", 404, () -> s3.putObject(r -> r.bucket(B).key("none").ifMatch(etag), RequestBody.fromString("second")));
    s3.putObject(r -> r.bucket(B).key("o").ifMatch(etag), RequestBody.fromString("third"));
    assertThat(text("o")).isEqualTo("third");
  }

  @Test
  void responseHeadersAreOverridden() {
    put("o", "x");
    GetObjectResponse head = s3.getObjectAsBytes(r -> r.bucket(B).key("o").responseContentType("a/b").responseContentDisposition("attachment")
        .responseCacheControl("private").responseContentEncoding("x").responseContentLanguage("fr")).response();
    assertThat(head.contentType()).isEqualTo("a/b");
    assertThat(head.contentDisposition()).isEqualTo("attachment");
    assertThat(head.cacheControl()).isEqualTo("private");
    assertThat(head.contentEncoding()).isEqualTo("x");
    assertThat(head.contentLanguage()).isEqualTo("fr");
  }

  @Test
  void wrongDigestsAreRefusedAndNothingIsKept() {
    refused("BadDigest", 400, () -> s3.putObject(r -> r.bucket(B).key("o").contentMD5("AAAAAAAAAAAAAAAAAAAAAA=="), RequestBody.fromString("x")));
    refused("InvalidDigest", 400, () -> s3.putObject(r -> r.bucket(B).key("o").contentMD5("short"), RequestBody.fromString("x")));
    refused("BadDigest", 400, () -> s3.putObject(r -> r.bucket(B).key("o").checksumCRC32("AAAAAA=="), RequestBody.fromBytes(bytes(100_000))));
    refused("InvalidRequest", 400, () -> s3.putObject(r -> r.bucket(B).key("o").checksumSHA256("AAAAAA=="), RequestBody.fromString("x")));
    refused("NoSuchKey", 404, () -> text("o"));
  }

  @ParameterizedTest
  @EnumSource(value = ChecksumAlgorithm.class, names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
  void checksumsAreVerifiedAndKept(ChecksumAlgorithm algorithm) {
    for (int size : new int[] {10, 200_000}) {
      byte[] bytes = bytes(size);
      s3.putObject(r -> r.bucket(B).key("o").checksumAlgorithm(algorithm), RequestBody.fromBytes(bytes));
      // the SDK verifies the checksum of what it receives
      ResponseBytes<GetObjectResponse> back = s3.getObjectAsBytes(r -> r.bucket(B).key("o").checksumMode(ChecksumMode.ENABLED));
      assertThat(back.asByteArray()).isEqualTo(bytes);
      assertThat(back.response().checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
      assertThat(s3.listObjectsV2(r -> r.bucket(B)).contents().getFirst().checksumAlgorithm()).containsExactly(algorithm);
    }
  }

  @Test
  void objectsKeepTags() {
    s3.putObject(r -> r.bucket(B).key("o").tagging("a=1&b=x%20y"), RequestBody.fromString("x"));
    assertThat(s3.getObjectTagging(r -> r.bucket(B).key("o")).tagSet()).extracting(Tag::key, Tag::value)
        .containsExactly(tuple("a", "1"), tuple("b", "x y"));
    assertThat(s3.headObject(r -> r.bucket(B).key("o")).sdkHttpResponse().firstMatchingHeader("x-amz-tagging-count")).contains("2");
    s3.putObjectTagging(r -> r.bucket(B).key("o").tagging(t -> t.tagSet(Tag.builder().key("c").value("").build())));
    assertThat(s3.getObjectTagging(r -> r.bucket(B).key("o")).tagSet()).extracting(Tag::key).containsExactly("c");
    s3.deleteObjectTagging(r -> r.bucket(B).key("o"));
    assertThat(s3.getObjectTagging(r -> r.bucket(B).key("o")).tagSet()).isEmpty();
    refused("NoSuchKey", 404, () -> s3.getObjectTagging(r -> r.bucket(B).key("none")));
    List<Tag> eleven = IntStream.range(0, 11).mapToObj(i -> Tag.builder().key("k" + i).value("v").build()).toList();
    refused("BadRequest", 400, () -> s3.putObjectTagging(r -> r.bucket(B).key("o").tagging(t -> t.tagSet(eleven))));
    refused("InvalidTag", 400, () -> s3.putObjectTagging(
        r -> r.bucket(B).key("o").tagging(t -> t.tagSet(Tag.builder().key("a").value("1").build(), Tag.builder().key("a").value("2").build()))));
  }

  @Test
  void whatChangesTheMeaningIsRefusedByName() {
    assertThatThrownBy(() -> s3.putObject(r -> r.bucket(B).key("o").storageClass(StorageClass.GLACIER), RequestBody.fromString("x")))
        .isInstanceOfSatisfying(S3Exception.class, e -> {
          assertThat(e.statusCode()).isEqualTo(501);
          assertThat(e.awsErrorDetails().errorMessage()).contains("x-amz-storage-class: GLACIER");
        });
    refused("NotImplemented", 501, () -> s3.putObject(r -> r.bucket(B).key("o").serverSideEncryption("aws:kms"), RequestBody.fromString("x")));
    refused("NotImplemented", 501, () -> s3.putObject(r -> r.bucket(B).key("o").objectLockMode("GOVERNANCE"), RequestBody.fromString("x")));
    refused("AccessControlListNotSupported", 400, () -> s3.putObject(r -> r.bucket(B).key("o").acl("public-read"), RequestBody.fromString("x")));
    refused("InvalidStorageClass", 400, () -> s3.putObject(r -> r.bucket(B).key("o").storageClass("COLD"), RequestBody.fromString("x")));
    refused("InvalidArgument", 400, () -> s3.getObjectAsBytes(r -> r.bucket(B).key("o").versionId("3sL4kqtJlcpXroDTDmJ")));
    refused("NotImplemented", 501, () -> s3.createBucket(b -> b.bucket("locked").objectLockEnabledForBucket(true)));
    refused("NoSuchKey", 404, () -> text("o"));
    s3.putObject(r -> r.bucket(B).key("o").storageClass(StorageClass.STANDARD).serverSideEncryption("AES256").acl("private"), RequestBody.fromString("x"));
  }

  // Copies and deletes

  @Test
  void objectsAreCopied() {
    byte[] bytes = bytes(100_000);
    s3.putObject(r -> r.bucket(B).key("a b/ü").contentType("text/x").metadata(Map.of("m", "1")).tagging("t=1"), RequestBody.fromBytes(bytes));
    var copied = s3.copyObject(r -> r.sourceBucket(B).sourceKey("a b/ü").destinationBucket(B).destinationKey("copy"));
    assertThat(copied.copyObjectResult().eTag()).isEqualTo(s3.headObject(r -> r.bucket(B).key("a b/ü")).eTag());
    ResponseBytes<GetObjectResponse> back = s3.getObjectAsBytes(r -> r.bucket(B).key("copy"));
    assertThat(back.asByteArray()).isEqualTo(bytes);
    assertThat(back.response().contentType()).isEqualTo("text/x");
    assertThat(back.response().metadata()).containsEntry("m", "1");
    assertThat(s3.getObjectTagging(r -> r.bucket(B).key("copy")).tagSet()).hasSize(1);
    refused("InvalidRequest", 400, () -> s3.copyObject(r -> r.sourceBucket(B).sourceKey("copy").destinationBucket(B).destinationKey("copy")));
    s3.copyObject(r -> r.sourceBucket(B).sourceKey("copy").destinationBucket(B).destinationKey("copy").metadataDirective(MetadataDirective.REPLACE)
        .metadata(Map.of("n", "2")).contentType("text/y"));
    assertThat(s3.headObject(r -> r.bucket(B).key("copy")).metadata()).isEqualTo(Map.of("n", "2"));
    refused("NoSuchKey", 404, () -> s3.copyObject(r -> r.sourceBucket(B).sourceKey("none").destinationBucket(B).destinationKey("copy")));
    refused("NoSuchBucket", 404, () -> s3.copyObject(r -> r.sourceBucket("no-such-bucket").sourceKey("k").destinationBucket(B).destinationKey("copy")));
    refused("PreconditionFailed", 412,
        () -> s3.copyObject(r -> r.sourceBucket(B).sourceKey("copy").destinationBucket(B).destinationKey("c2").copySourceIfMatch("\"x\"")));
    String etag = s3.headObject(r -> r.bucket(B).key("copy")).eTag();
    refused("PreconditionFailed", 412,
        () -> s3.copyObject(r -> r.sourceBucket(B).sourceKey("copy").destinationBucket(B).destinationKey("c2").copySourceIfNoneMatch(etag)));
  }

  @Test
  void manyObjectsAreDeletedAtOnce() {
    List<ObjectIdentifier> keys = IntStream.range(0, 1000).mapToObj(i -> ObjectIdentifier.builder().key("k" + i).build()).toList();
    for (int i = 0; i < 5; i++) {
      put("k" + i, "v");
    }
    put("kept", "v");
    assertThat(s3.deleteObjects(r -> r.bucket(B).delete(Delete.builder().objects(keys).build())).deleted()).hasSize(1000);
    assertThat(s3.listObjectsV2(r -> r.bucket(B)).contents()).extracting(S3Object::key).containsExactly("kept");
    assertThat(s3.deleteObjects(r -> r.bucket(B).delete(Delete.builder().quiet(true).objects(keys).build())).deleted()).isEmpty();
    List<ObjectIdentifier> tooMany = new ArrayList<>(keys);
    tooMany.add(ObjectIdentifier.builder().key("one more").build());
    refused("MalformedXML", 400, () -> s3.deleteObjects(r -> r.bucket(B).delete(Delete.builder().objects(tooMany).build())));
  }

  // Listings

  @Test
  void listingsPageInTheOrderOfBytes() {
    List<String> keys = List.of("a", "a/b", "a/c/d", "b", "b/1", "c", "z", "ÿ", "\uFFFD", "\uD83D\uDE00");
    keys.reversed().forEach(k -> put(k, k));
    for (int max = 1; max <= keys.size(); max++) {
      int size = max;
      assertThat(s3.listObjectsV2Paginator(r -> r.bucket(B).maxKeys(size)).contents()).extracting(S3Object::key).containsExactlyElementsOf(keys);
      var all = s3.listObjectsV2Paginator(r -> r.bucket(B).maxKeys(size).delimiter("/"));
      assertThat(all.contents()).extracting(S3Object::key).containsExactly("a", "b", "c", "z", "ÿ", "\uFFFD", "\uD83D\uDE00");
      assertThat(all.commonPrefixes()).extracting(p -> p.prefix()).containsExactly("a/", "b/");
    }
    ListObjectsV2Response page = s3.listObjectsV2(r -> r.bucket(B).prefix("a/").delimiter("/").fetchOwner(true));
    assertThat(page.contents()).extracting(S3Object::key).containsExactly("a/b");
    assertThat(page.contents().getFirst().owner().id()).matches("[0-9a-f]{64}");
    assertThat(page.commonPrefixes()).extracting(p -> p.prefix()).containsExactly("a/c/");
    assertThat(page.keyCount()).isEqualTo(2);
    assertThat(s3.listObjectsV2(r -> r.bucket(B).startAfter("b/1")).contents()).extracting(S3Object::key).startsWith("c", "z");
    assertThat(s3.listObjectsV2(r -> r.bucket(B).maxKeys(0)).contents()).isEmpty();
    assertThat(s3.listObjectsV2(r -> r.bucket(B).maxKeys(2).delimiter("/")).isTruncated()).isTrue();
    assertThat(s3.listObjectsV2(r -> r.bucket(B).maxKeys(9).delimiter("/")).isTruncated()).isFalse();
    refused("InvalidArgument", 400, () -> s3.listObjectsV2(r -> r.bucket(B).continuationToken("nonsense")));
  }

  @Test
  void theOldListingGoesOnAtTheMarker() {
    List.of("a/1", "a/2", "b", "c/1", "d").forEach(k -> put(k, k));
    var first = s3.listObjects(r -> r.bucket(B).delimiter("/").maxKeys(1));
    assertThat(first.commonPrefixes()).extracting(p -> p.prefix()).containsExactly("a/");
    assertThat(first.nextMarker()).isEqualTo("a/");
    var second = s3.listObjects(r -> r.bucket(B).delimiter("/").maxKeys(2).marker(first.nextMarker()));
    assertThat(second.contents()).extracting(S3Object::key).containsExactly("b");
    assertThat(second.commonPrefixes()).extracting(p -> p.prefix()).containsExactly("c/");
    assertThat(s3.listObjects(r -> r.bucket(B).maxKeys(2)).nextMarker()).isNull();
    assertThat(s3.listObjects(r -> r.bucket(B).marker("b")).contents()).extracting(S3Object::key).containsExactly("c/1", "d");
  }

  @Test
  void listingsEncodeNamesWhenAsked() {
    String odd = "a b+\u0001ü/";
    put(odd, "x");
    assertThat(s3.listObjectsV2(r -> r.bucket(B).encodingType(EncodingType.URL)).contents()).extracting(S3Object::key).containsExactly(odd);
  }

  @Test
  void versionsOfAnUnversionedBucketAreNull() {
    put("k", "v");
    var versions = s3.listObjectVersions(r -> r.bucket(B)).versions();
    assertThat(versions).extracting(v -> v.key(), v -> v.versionId(), v -> v.isLatest())
        .containsExactly(tuple("k", "null", true));
    s3.deleteObjects(r -> r.bucket(B).delete(d -> d.objects(ObjectIdentifier.builder().key("k").versionId("null").build())));
    assertThat(s3.listObjectVersions(r -> r.bucket(B)).versions()).isEmpty();
  }

  // Multipart

  @Test
  void partsBecomeOneObject() {
    for (ChecksumAlgorithm algorithm : List.of(ChecksumAlgorithm.CRC32, ChecksumAlgorithm.SHA256)) {
      byte[] bytes = bytes(5 * MIB + 1000);
      String id = s3.createMultipartUpload(r -> r.bucket(B).key("big").contentType("x/y").checksumAlgorithm(algorithm)).uploadId();
      assertThat(s3.listMultipartUploads(r -> r.bucket(B)).uploads()).extracting(u -> u.uploadId()).containsExactly(id);
      CompletedPart one = part(id, 1, Arrays.copyOf(bytes, 5 * MIB), algorithm);
      CompletedPart two = part(id, 7, Arrays.copyOfRange(bytes, 5 * MIB, bytes.length), algorithm);
      assertThat(s3.listParts(r -> r.bucket(B).key("big").uploadId(id).maxParts(1)).isTruncated()).isTrue();
      assertThat(s3.listPartsPaginator(r -> r.bucket(B).key("big").uploadId(id).maxParts(1)).parts()).extracting(p -> p.partNumber()).containsExactly(1, 7);
      var done = s3.completeMultipartUpload(r -> r.bucket(B).key("big").uploadId(id).multipartUpload(m -> m.parts(one, two)));
      assertThat(done.eTag()).matches("\"[0-9a-f]{32}-2\"");
      assertThat(done.checksumType()).isEqualTo(ChecksumType.COMPOSITE);
      ResponseBytes<GetObjectResponse> back = s3.getObjectAsBytes(r -> r.bucket(B).key("big"));
      assertThat(back.asByteArray()).isEqualTo(bytes);
      assertThat(back.response().contentType()).isEqualTo("x/y");
      ResponseBytes<GetObjectResponse> second = s3.getObjectAsBytes(r -> r.bucket(B).key("big").partNumber(2));
      assertThat(second.asByteArray()).isEqualTo(Arrays.copyOfRange(bytes, 5 * MIB, bytes.length));
      assertThat(second.response().partsCount()).isEqualTo(2);
      assertThat(s3.listMultipartUploads(r -> r.bucket(B)).uploads()).isEmpty();
      refused("NoSuchUpload", 404, () -> s3.listParts(r -> r.bucket(B).key("big").uploadId(id)));
    }
  }

  private CompletedPart part(String id, int number, byte[] bytes, ChecksumAlgorithm algorithm) {
    var put = s3.uploadPart(r -> r.bucket(B).key("big").uploadId(id).partNumber(number).checksumAlgorithm(algorithm), RequestBody.fromBytes(bytes));
    return CompletedPart.builder().partNumber(number).eTag(put.eTag()).checksumCRC32(put.checksumCRC32()).checksumSHA256(put.checksumSHA256()).build();
  }

  @Test
  void completionChecksTheParts() {
    String id = s3.createMultipartUpload(r -> r.bucket(B).key("big").checksumAlgorithm(ChecksumAlgorithm.CRC32)).uploadId();
    CompletedPart one = part(id, 1, bytes(100), ChecksumAlgorithm.CRC32);
    CompletedPart two = part(id, 2, bytes(200), ChecksumAlgorithm.CRC32);
    refused("EntityTooSmall", 400, () -> complete(id, one, two));
    refused("InvalidPartOrder", 400, () -> complete(id, two, one));
    refused("InvalidPart", 400, () -> complete(id, one.toBuilder().eTag("\"00\"").build()));
    refused("InvalidPart", 400, () -> complete(id, one.toBuilder().partNumber(9).build()));
    refused("MalformedXML", 400, () -> complete(id));
    refused("NoSuchUpload", 404, () -> complete("unknown", one));
    refused("InvalidArgument", 400, () -> part(id, 10_001, bytes(1), ChecksumAlgorithm.CRC32));
    refused("InvalidRequest", 400, () -> part(id, 3, bytes(1), ChecksumAlgorithm.SHA1));
    complete(id, two);
    assertThat(s3.getObjectAsBytes(r -> r.bucket(B).key("big")).asByteArray()).isEqualTo(bytes(200));
  }

  private void complete(String id, CompletedPart... parts) {
    s3.completeMultipartUpload(r -> r.bucket(B).key("big").uploadId(id).multipartUpload(m -> m.parts(parts)));
  }

  @Test
  void abortedUploadsAreGone() {
    String id = s3.createMultipartUpload(r -> r.bucket(B).key("big")).uploadId();
    s3.abortMultipartUpload(r -> r.bucket(B).key("big").uploadId(id));
    refused("NoSuchUpload", 404, () -> s3.abortMultipartUpload(r -> r.bucket(B).key("big").uploadId(id)));
    refused("NoSuchUpload", 404, () -> s3.uploadPart(r -> r.bucket(B).key("big").uploadId(id).partNumber(1), RequestBody.fromString("x")));
  }

  @Test
  void partsAreCopiedFromRanges() {
    byte[] bytes = bytes(6 * MIB);
    s3.putObject(r -> r.bucket(B).key("source"), RequestBody.fromBytes(bytes));
    String id = s3.createMultipartUpload(r -> r.bucket(B).key("big")).uploadId();
    CompletedPart one = copyPart(id, 1, "bytes=0-5242879");
    CompletedPart two = copyPart(id, 2, "bytes=5242880-6291455");
    refused("InvalidArgument", 400, () -> copyPart(id, 3, "bytes=0-6291456"));
    refused("InvalidArgument", 400, () -> copyPart(id, 3, "bytes=5-"));
    complete(id, one, two);
    assertThat(s3.getObjectAsBytes(r -> r.bucket(B).key("big")).asByteArray()).isEqualTo(bytes);
  }

  private CompletedPart copyPart(String id, int number, String range) {
    var copied = s3.uploadPartCopy(r -> r.sourceBucket(B).sourceKey("source").destinationBucket(B).destinationKey("big").uploadId(id)
        .partNumber(number).copySourceRange(range));
    return CompletedPart.builder().partNumber(number).eTag(copied.copyPartResult().eTag()).build();
  }

  @Test
  void uploadsAreListedByKey() {
    String one = s3.createMultipartUpload(r -> r.bucket(B).key("a/1")).uploadId();
    String two = s3.createMultipartUpload(r -> r.bucket(B).key("b")).uploadId();
    String three = s3.createMultipartUpload(r -> r.bucket(B).key("b")).uploadId();
    assertThat(s3.listMultipartUploadsPaginator(r -> r.bucket(B).maxUploads(1)).uploads()).extracting(u -> u.uploadId()).containsExactly(one, two, three);
    var grouped = s3.listMultipartUploads(r -> r.bucket(B).delimiter("/"));
    assertThat(grouped.commonPrefixes()).extracting(p -> p.prefix()).containsExactly("a/");
    assertThat(grouped.uploads()).hasSize(2);
  }

  // Settings

  @Test
  void newBucketsHaveAwssDefaults() {
    assertThat(s3.getBucketVersioning(r -> r.bucket(B)).status()).isNull();
    assertThat(s3.getBucketEncryption(r -> r.bucket(B)).serverSideEncryptionConfiguration().rules().getFirst().applyServerSideEncryptionByDefault()
        .sseAlgorithmAsString()).isEqualTo("AES256");
    assertThat(s3.getBucketAcl(r -> r.bucket(B)).grants()).extracting(g -> g.permissionAsString(), g -> g.grantee().typeAsString())
        .containsExactly(tuple("FULL_CONTROL", "CanonicalUser"));
    assertThat(s3.getBucketLogging(r -> r.bucket(B)).loggingEnabled()).isNull();
    assertThat(s3.getBucketNotificationConfiguration(r -> r.bucket(B)).queueConfigurations()).isEmpty();
    assertThat(s3.getBucketAccelerateConfiguration(r -> r.bucket(B)).status()).isNull();
    assertThat(s3.getBucketRequestPayment(r -> r.bucket(B)).payerAsString()).isEqualTo("BucketOwner");
    assertThat(s3.getPublicAccessBlock(r -> r.bucket(B)).publicAccessBlockConfiguration().restrictPublicBuckets()).isTrue();
    assertThat(s3.getBucketOwnershipControls(r -> r.bucket(B)).ownershipControls().rules().getFirst().objectOwnershipAsString()).isEqualTo("BucketOwnerEnforced");
    assertThat(s3.listBucketMetricsConfigurations(r -> r.bucket(B)).isTruncated()).isFalse();
  }

  @Test
  void whatIsNotConfiguredIsAwssError() {
    refused("NoSuchCORSConfiguration", 404, () -> s3.getBucketCors(r -> r.bucket(B)));
    refused("NoSuchLifecycleConfiguration", 404, () -> s3.getBucketLifecycleConfiguration(r -> r.bucket(B)));
    refused("NoSuchWebsiteConfiguration", 404, () -> s3.getBucketWebsite(r -> r.bucket(B)));
    refused("NoSuchTagSet", 404, () -> s3.getBucketTagging(r -> r.bucket(B)));
    refused("ReplicationConfigurationNotFoundError", 404, () -> s3.getBucketReplication(r -> r.bucket(B)));
    refused("ObjectLockConfigurationNotFoundError", 404, () -> s3.getObjectLockConfiguration(r -> r.bucket(B)));
    refused("NoSuchBucketPolicy", 404, () -> s3.getBucketPolicy(r -> r.bucket(B)));
    refused("NoSuchConfiguration", 404, () -> s3.getBucketAnalyticsConfiguration(r -> r.bucket(B).id("x")));
  }

  @Test
  void settingsThatAreNotBuiltAreRefusedByName() {
    assertThatThrownBy(() -> s3.putBucketVersioning(r -> r.bucket(B).versioningConfiguration(c -> c.status("Enabled"))))
        .isInstanceOfSatisfying(S3Exception.class, e -> {
          assertThat(e.statusCode()).isEqualTo(501);
          assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NotImplemented");
          assertThat(e.awsErrorDetails().errorMessage()).contains("PutBucketVersioning");
        });
    refused("NotImplemented", 501, () -> s3.putBucketCors(r -> r.bucket(B).corsConfiguration(c -> c.corsRules(x -> x.allowedMethods("GET").allowedOrigins("*")))));
    refused("NotImplemented", 501, () -> s3.getObjectTorrent(r -> r.bucket(B).key("k")));
  }

  @Test
  void settingsAreStored() {
    String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::a-bucket\"}]}";
    s3.putBucketPolicy(r -> r.bucket(B).policy(policy));
    assertThat(s3.getBucketPolicy(r -> r.bucket(B)).policy()).isEqualTo(policy);
    refused("MalformedPolicy", 400, () -> s3.putBucketPolicy(r -> r.bucket(B).policy("{\"Version\":")));
    refused("MalformedPolicy", 400, () -> s3.putBucketPolicy(r -> r.bucket(B).policy("[]")));
    s3.deleteBucketPolicy(r -> r.bucket(B));
    refused("NoSuchBucketPolicy", 404, () -> s3.getBucketPolicy(r -> r.bucket(B)));

    s3.putBucketTagging(r -> r.bucket(B).tagging(t -> t.tagSet(Tag.builder().key("team").value("a + b").build())));
    assertThat(s3.getBucketTagging(r -> r.bucket(B)).tagSet()).extracting(Tag::value).containsExactly("a + b");
    s3.deleteBucketTagging(r -> r.bucket(B));
    refused("NoSuchTagSet", 404, () -> s3.getBucketTagging(r -> r.bucket(B)));

    s3.putPublicAccessBlock(r -> r.bucket(B).publicAccessBlockConfiguration(c -> c.blockPublicAcls(true)));
    assertThat(s3.getPublicAccessBlock(r -> r.bucket(B)).publicAccessBlockConfiguration().blockPublicPolicy()).isFalse();
    s3.deletePublicAccessBlock(r -> r.bucket(B));
    refused("NoSuchPublicAccessBlockConfiguration", 404, () -> s3.getPublicAccessBlock(r -> r.bucket(B)));

    s3.putBucketOwnershipControls(r -> r.bucket(B).ownershipControls(c -> c.rules(x -> x.objectOwnership("BucketOwnerPreferred"))));
    assertThat(s3.getBucketOwnershipControls(r -> r.bucket(B)).ownershipControls().rules()).hasSize(1);
    s3.deleteBucketOwnershipControls(r -> r.bucket(B));
    refused("OwnershipControlsNotFoundError", 404, () -> s3.getBucketOwnershipControls(r -> r.bucket(B)));
    s3.putBucketEncryption(r -> r.bucket(B).serverSideEncryptionConfiguration(
        c -> c.rules(x -> x.applyServerSideEncryptionByDefault(d -> d.sseAlgorithm("AES256")).bucketKeyEnabled(true))));
    assertThat(s3.getBucketEncryption(r -> r.bucket(B)).serverSideEncryptionConfiguration().rules().getFirst().bucketKeyEnabled()).isTrue();
  }

  @Test
  void everythingIsThereAfterARestart() throws IOException {
    put("small", "hello");
    byte[] bytes = bytes(100_000);
    s3.putObject(r -> r.bucket(B).key("large"), RequestBody.fromBytes(bytes));
    stop();
    engine = new S3(dir, Clock.systemUTC(), Gate.OWNERS);
    bridge = new Bridge(engine);
    s3 = client("111122223333", Region.US_EAST_1);
    assertThat(text("small")).isEqualTo("hello");
    assertThat(s3.getObjectAsBytes(r -> r.bucket(B).key("large")).asByteArray()).isEqualTo(bytes);
  }
}
