package dev.postern.engine.s3;

import dev.postern.core.authorize.Ask;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Fold;
import dev.postern.engine.s3.store.Storage;
import dev.postern.engine.s3.store.StoredObject;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.Parameters;
import dev.postern.wire.sigv4.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;

/**
 * What the requests of S3 ask to be allowed, with the condition keys that S3 sets.
 * <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html">AWS</a>,
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html">by operation</a>
 */
final class Asks {
  /** Headers that are condition keys by their own names. */
  private static final Map<String, String> HEADERS = Stream.of(
      "x-amz-acl", "x-amz-content-sha256", "x-amz-copy-source", "x-amz-grant-full-control", "x-amz-grant-read", "x-amz-grant-read-acp",
      "x-amz-grant-write", "x-amz-grant-write-acp", "x-amz-metadata-directive", "x-amz-object-ownership", "x-amz-server-side-encryption",
      "x-amz-server-side-encryption-aws-kms-key-id", "x-amz-storage-class", "x-amz-website-redirect-location", "if-match", "if-none-match")
      .collect(Collectors.toMap(name -> name, "s3:"::concat));

  private static final List<String> LISTING = List.of("prefix", "delimiter", "max-keys");

  /** With {@code versionId} these are other actions. */
  private static final Map<String, String> OF_VERSIONS = Map.of(
      "GetObject", "GetObjectVersion",
      "DeleteObject", "DeleteObjectVersion",
      "GetObjectAcl", "GetObjectVersionAcl",
      "GetObjectTagging", "GetObjectVersionTagging",
      "PutObjectTagging", "PutObjectVersionTagging",
      "DeleteObjectTagging", "DeleteObjectVersionTagging");

  /** Those that may be allowed by the tags that the object has. */
  private static final Set<String> BY_EXISTING_TAGS =
      Set.of("GetObject", "GetObjectAcl", "GetObjectTagging", "PutObjectTagging", "DeleteObjectTagging");

  private final Storage storage;

  Asks(Storage storage) {
    this.storage = storage;
  }

  /** The condition keys that a request has whatever it asks for. */
  static Context keys(HttpCall call, Signature signature, Instant now) {
    Context.Builder keys = Context.builder();
    if (signature instanceof Signature.Signed signed) {
      keys.put("s3:authType", signed instanceof Signature.Presigned ? "REST-QUERY-STRING" : "REST-HEADER");
      keys.put("s3:signatureversion", Signature.ALGORITHM);
      keys.put("s3:signatureAge", String.valueOf(Math.max(0, now.toEpochMilli() - signed.signedAt().toEpochMilli())));
    }
    // backwards, so that the first of a name counts
    for (Map.Entry<String, String> header : call.headers().entries().reversed()) {
      String key = HEADERS.get(Fold.lower(header.getKey()));
      if (key != null) {
        keys.put(key, header.getValue());
      }
    }
    return keys.build();
  }

  /** All that a request asks for before it is carried out; copies ask for their source, and deletes of many for each key, when they come to it. */
  List<Ask> of(Operation<?> operation, Request<?> request) {
    if (operation.permission().isEmpty()) {
      return List.of();
    }
    Ask main = first(operation, request);
    List<Ask> asks = new ArrayList<>(List.of(main));
    asks.addAll(ofHeaders(main, operation.permission(), request.call().headers(), request.key(), request.query()));
    return asks;
  }

  /** What headers ask for beside {@code main}. @param permission the action without its service, as for no version */
  static List<Ask> ofHeaders(Ask main, String permission, Headers headers, String key, Parameters query) {
    List<Ask> asks = new ArrayList<>();
    boolean writes = permission.equals("PutObject") && !query.has("uploadId");
    if (writes && headers.first("x-amz-tagging").isPresent()) {
      asks.add(main.to("s3:PutObjectTagging"));
    }
    if (permission.equals("CreateBucket") && headers.first("x-amz-object-ownership").isPresent()) {
      asks.add(main.to("s3:PutBucketOwnershipControls"));
    }
    if (headers.first("x-amz-acl").isPresent()) {
      asks.add(main.to(key.isEmpty() ? "s3:PutBucketAcl" : "s3:PutObjectAcl"));
    }
    return asks;
  }

  /** The action that {@code action} is with {@code versionId}. */
  static String ofVersion(String action) {
    return OF_VERSIONS.getOrDefault(action, action);
  }

  /** With the keys that a request about a bucket has of its query. */
  static Ask listing(Ask ask, Parameters query) {
    Ask with = ask;
    for (String name : LISTING) {
      Optional<String> value = query.first(name);
      with = value.isPresent() ? with.with("s3:" + name, value.get()) : with;
    }
    return with;
  }

  private Ask first(Operation<?> operation, Request<?> request) {
    String action = operation.permission();
    Access access = request.access();
    if (request.found().isEmpty()) {
      Ask ask = access.ownAccount(action, request.bucketName().isEmpty() ? "*" : Access.ARN + request.bucketName());
      return request.input() instanceof CreateBucketRequest create ? location(ask, create) : ask;
    }
    if (request.key().isEmpty()) {
      return listing(access.bucket(action, request.bucket()), request.query());
    }
    boolean ofVersion = request.query().has("versionId");
    Ask ask = access.object(ofVersion ? ofVersion(action) : action, request.bucket(), request.key());
    if (ofVersion) {
      ask = ask.with("s3:VersionId", request.query().first("versionId").orElse(""));
    }
    return newTags(BY_EXISTING_TAGS.contains(action) ? existingTags(ask, request) : ask, request);
  }

  private static Ask location(Ask ask, CreateBucketRequest request) {
    return Optional.ofNullable(request.createBucketConfiguration())
        .flatMap(c -> Optional.ofNullable(c.locationConstraintAsString()))
        .map(region -> ask.with("s3:LocationConstraint", region))
        .orElse(ask);
  }

  private Ask existingTags(Ask ask, Request<?> request) {
    return ask.withTags(
        "s3:ExistingObjectTag/", () -> storage.objects().find(request.bucket(), request.key()).map(StoredObject::tags).orElse(Map.of()));
  }

  private static Ask newTags(Ask ask, Request<?> request) {
    Map<String, String> tags = request.input() instanceof PutObjectTaggingRequest put && put.tagging() != null
        ? TagSet.of(put.tagging(), TagSet.OBJECT_LIMIT)
        : request.call().headers().first("x-amz-tagging").map(TagSet::of).orElse(Map.of());
    if (tags.isEmpty()) {
      return ask;
    }
    Ask with = ask.with("s3:RequestObjectTagKeys", List.copyOf(tags.keySet()));
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      with = with.with("s3:RequestObjectTag/" + tag.getKey(), tag.getValue());
    }
    return with;
  }
}
