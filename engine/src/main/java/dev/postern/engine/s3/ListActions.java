package dev.postern.engine.s3;

import dev.postern.engine.s3.store.Page;
import dev.postern.engine.s3.store.Storage;
import dev.postern.engine.s3.store.StoredObject;
import dev.postern.wire.http.Percent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The listings of a bucket's objects, in the order of their keys' UTF-8 bytes. */
final class ListActions {
  private static final int MAX_KEYS = 1000;

  private final Storage storage;

  ListActions(Storage storage) {
    this.storage = storage;
  }

  /** <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html">AWS</a> */
  Answer objects(Request<ListObjectsRequest> request) {
    ListObjectsRequest input = request.input();
    Names names = Names.of(input.encodingTypeAsString());
    int max = max(input.maxKeys(), "max-keys");
    Page<StoredObject> page = page(request, input.prefix(), input.delimiter(), text(input.marker()), max);
    // NextMarker is only said with a delimiter: without one the last key is the marker
    boolean next = page.truncated() && !text(input.delimiter()).isEmpty();
    return Answer.of(ListObjectsResponse.builder()
        .name(request.bucketName())
        .prefix(names.print(text(input.prefix())))
        .marker(names.print(text(input.marker())))
        .nextMarker(next ? page.last().map(names::print).orElse(null) : null)
        .maxKeys(max)
        .delimiter(delimiter(names, input.delimiter()))
        .encodingType(input.encodingTypeAsString())
        .isTruncated(page.truncated())
        .contents(page.entries().stream().map(o -> entry(o, names, Optional.of(request.bucket().account()))).toList())
        .commonPrefixes(prefixes(page, names))
        .build());
  }

  /** <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">AWS</a> */
  Answer objectsV2(Request<ListObjectsV2Request> request) {
    ListObjectsV2Request input = request.input();
    Names names = Names.of(input.encodingTypeAsString());
    int max = max(input.maxKeys(), "max-keys");
    String after = input.continuationToken() == null ? text(input.startAfter()) : Token.read(input.continuationToken(), "continuation-token");
    Page<StoredObject> page = page(request, input.prefix(), input.delimiter(), after, max);
    Optional<String> owner = Boolean.TRUE.equals(input.fetchOwner()) ? Optional.of(request.bucket().account()) : Optional.empty();
    return Answer.of(ListObjectsV2Response.builder()
        .name(request.bucketName())
        .prefix(names.print(text(input.prefix())))
        .startAfter(input.startAfter() == null ? null : names.print(input.startAfter()))
        .continuationToken(input.continuationToken())
        .nextContinuationToken(page.truncated() ? page.last().map(Token::print).orElse(null) : null)
        .keyCount(page.entries().size() + page.commonPrefixes().size())
        .maxKeys(max)
        .delimiter(delimiter(names, input.delimiter()))
        .encodingType(input.encodingTypeAsString())
        .isTruncated(page.truncated())
        .contents(page.entries().stream().map(o -> entry(o, names, owner)).toList())
        .commonPrefixes(prefixes(page, names))
        .build());
  }

  /** In a bucket that was never versioned each object has one version, {@code null}. */
  Answer versions(Request<ListObjectVersionsRequest> request) {
    ListObjectVersionsRequest input = request.input();
    Names names = Names.of(input.encodingTypeAsString());
    int max = max(input.maxKeys(), "max-keys");
    if (input.versionIdMarker() != null && input.keyMarker() == null) {
      throw S3Error.argument("A version-id marker cannot be specified without a key marker.", "version-id-marker", input.versionIdMarker());
    }
    Page<StoredObject> page = page(request, input.prefix(), input.delimiter(), text(input.keyMarker()), max);
    Optional<String> next = page.truncated() ? page.last() : Optional.empty();
    return Answer.of(ListObjectVersionsResponse.builder()
        .name(request.bucketName())
        .prefix(names.print(text(input.prefix())))
        .keyMarker(names.print(text(input.keyMarker())))
        .versionIdMarker(text(input.versionIdMarker()))
        .nextKeyMarker(next.map(names::print).orElse(null))
        .nextVersionIdMarker(next.map(_ -> "null").orElse(null))
        .maxKeys(max)
        .delimiter(delimiter(names, input.delimiter()))
        .encodingType(input.encodingTypeAsString())
        .isTruncated(page.truncated())
        .versions(page.entries().stream().map(o -> version(o, names, request.bucket().account())).toList())
        .commonPrefixes(prefixes(page, names))
        .build());
  }

  private Page<StoredObject> page(Request<?> request, @Nullable String prefix, @Nullable String delimiter, String after, int max) {
    return max == 0
        ? new Page<>(List.of(), List.of(), Optional.empty(), false)
        : storage.objects().list(request.bucket(), new Page.Query(text(prefix), text(delimiter), after, "", max));
  }

  private static S3Object entry(StoredObject object, Names names, Optional<String> owner) {
    return S3Object.builder()
        .key(names.print(object.key()))
        .lastModified(object.modified())
        .eTag(ObjectActions.quoted(object.etag()))
        .checksumAlgorithmWithStrings(object.sum().map(s -> s.algorithm().name()).stream().toList())
        .checksumType(object.sum().map(s -> s.type().name()).orElse(null))
        .size(object.size())
        .storageClass("STANDARD")
        .owner(owner.map(Owner::of).orElse(null))
        .build();
  }

  private static ObjectVersion version(StoredObject object, Names names, String owner) {
    return ObjectVersion.builder()
        .key(names.print(object.key()))
        .versionId("null")
        .isLatest(true)
        .lastModified(object.modified())
        .eTag(ObjectActions.quoted(object.etag()))
        .checksumAlgorithmWithStrings(object.sum().map(s -> s.algorithm().name()).stream().toList())
        .checksumType(object.sum().map(s -> s.type().name()).orElse(null))
        .size(object.size())
        .storageClass("STANDARD")
        .owner(Owner.of(owner))
        .build();
  }

  static List<CommonPrefix> prefixes(Page<?> page, Names names) {
    return page.commonPrefixes().stream().map(p -> CommonPrefix.builder().prefix(names.print(p)).build()).toList();
  }

  static @Nullable String delimiter(Names names, @Nullable String delimiter) {
    return text(delimiter).isEmpty() ? null : names.print(text(delimiter));
  }

  /** At most 1,000 entries, whatever the client asks for. */
  static int max(@Nullable Integer asked, String parameter) {
    int max = Optional.ofNullable(asked).orElse(MAX_KEYS);
    if (max < 0) {
      throw S3Error.argument("Argument " + parameter.replace("-k", "K").replace("-u", "U") + " must be an integer between 0 and 2147483647",
          parameter, String.valueOf(max));
    }
    return Math.min(max, MAX_KEYS);
  }

  static String text(@Nullable String text) {
    return Optional.ofNullable(text).orElse("");
  }

  /** How a listing prints names: as they are, or percent-encoded because XML 1.0 cannot hold every character. */
  record Names(boolean encoded) {
    static Names of(@Nullable String encodingType) {
      if (encodingType != null && !encodingType.equals("url")) {
        throw S3Error.argument("Invalid Encoding Method specified in Request", "encoding-type", encodingType);
      }
      return new Names(encodingType != null);
    }

    /** S3 encodes as forms do: a space is a plus. */
    String print(String name) {
      return encoded ? Percent.encode(name, true).replace("%20", "+").replace("%2A", "*") : name;
    }
  }
}
