package dev.postern.engine.s3;

import dev.postern.engine.s3.store.Algorithm;
import dev.postern.engine.s3.store.Content;
import dev.postern.engine.s3.store.Objects;
import dev.postern.engine.s3.store.Storage;
import dev.postern.engine.s3.store.StoredObject;
import dev.postern.engine.s3.store.Sum;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpReply;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.S3Error.Builder;

/** The operations on single objects. */
final class ObjectActions {
  private static final int MAX_DELETES = 1000;
  private static final List<String> OVERRIDABLE =
      List.of("content-type", "content-language", "content-encoding", "content-disposition", "cache-control", "expires");
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final Storage storage;

  ObjectActions(Storage storage) {
    this.storage = storage;
  }

  /** Makes or replaces an object. <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html">AWS</a> */
  Answer put(Request<PutObjectRequest> request) {
    Headers headers = request.call().headers();
    Conditions conditions = Conditions.of(headers, "").ofWrite();
    Map<String, String> kept = ObjectHeaders.of(headers);
    Map<String, String> tags = headers.first("x-amz-tagging").map(TagSet::of).orElse(Map.of());
    // an early look spares the client the upload; the one that counts is within the change
    conditions.checkWrite(conditions.isEmpty() ? Optional.empty() : storage.objects().find(request.bucket(), request.key()), request.key());
    Intake intake = Intake.receive(storage, request.call(), Algorithm.CRC64NVME);
    StoredObject object = new StoredObject(
        request.key(), intake.draft().content(), intake.draft().size(), intake.draft().etag(), request.now(), Optional.of(intake.sum()), List.of(),
        kept, tags);
    if (!storage.objects().put(request.bucket(), object, intake.draft(), present -> conditions.checkWrite(present, request.key()))) {
      throw request.bucketGone();
    }
    Headers answer = Headers.of("ETag", quoted(object.etag()), "x-amz-server-side-encryption", "AES256");
    addSum(answer, intake.sum());
    return new Answer.Plain(new HttpReply(200, answer, new HttpReply.Bytes(new byte[0])));
  }

  /** Sends an object or a part of it. <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">AWS</a> */
  Answer get(Request<GetObjectRequest> request) {
    GetObjectRequest input = request.input();
    Objects.Opened opened = storage.objects().open(request.bucket(), request.key()).orElseThrow(request::noSuchKey);
    boolean sent = false;
    try {
      Piece piece = Piece.of(opened.object(), request.call().headers(), Optional.ofNullable(input.partNumber()));
      HttpReply.Body body = switch (opened.content()) {
        case Content.Small(byte[] bytes) when piece.isWhole() -> new HttpReply.Bytes(bytes);
        case Content.Small(byte[] bytes) ->
            new HttpReply.Bytes(Arrays.copyOfRange(bytes, (int) piece.offset(), (int) (piece.offset() + piece.length())));
        case Content.InFile file -> new HttpReply.FilePart(file.channel(), piece.offset(), piece.length());
      };
      Headers headers = headers(request, opened.object(), piece);
      sent = true;
      return new Answer.Plain(new HttpReply(piece.status(), headers, body));
    } finally {
      if (!sent) {
        opened.content().close();
      }
    }
  }

  Answer head(Request<HeadObjectRequest> request) {
    HeadObjectRequest input = request.input();
    StoredObject object = storage.objects().find(request.bucket(), request.key()).orElseThrow(request::noSuchKey);
    Piece piece = Piece.of(object, request.call().headers(), Optional.ofNullable(input.partNumber()));
    Headers headers = headers(request, object, piece);
    return new Answer.Plain(new HttpReply(piece.status(), headers, new HttpReply.Absent(piece.length())));
  }

  /** Deletes an object; one that is not there is deleted as well. */
  Answer delete(Request<DeleteObjectRequest> request) {
    Conditions conditions = Conditions.of(request.call().headers(), "");
    storage.objects().delete(request.bucket(), List.of(request.key()), present -> conditions.checkWrite(present, request.key()));
    return Answer.noContent();
  }

  /** Deletes up to 1,000 objects in one change. <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html">AWS</a> */
  Answer deleteMany(Request<DeleteObjectsRequest> request) {
    List<ObjectIdentifier> wanted = Optional.ofNullable(request.input().delete()).orElseThrow(S3Error.MALFORMED_XML::refusal).objects();
    if (wanted.isEmpty() || wanted.size() > MAX_DELETES || wanted.stream().anyMatch(o -> o.key() == null)) {
      throw S3Error.MALFORMED_XML.refusal();
    }
    List<ObjectIdentifier> good = new ArrayList<>();
    List<software.amazon.awssdk.services.s3.model.S3Error> errors = new ArrayList<>();
    for (ObjectIdentifier object : wanted) {
      if (object.key().isEmpty()) {
        errors.add(error(object, "UserKeyMustBeSpecified", "The request is not valid, key must be specified"));
      } else if (object.versionId() != null && !object.versionId().equals("null")) {
        errors.add(error(object, S3Error.NO_SUCH_VERSION.code(), S3Error.NO_SUCH_VERSION.pattern()));
      } else if (object.eTag() != null || object.lastModifiedTime() != null || object.size() != null) {
        errors.add(error(object, S3Error.NOT_IMPLEMENTED.code(), S3Error.NOT_IMPLEMENTED.pattern()));
      } else {
        try {
          String action = object.versionId() == null ? "DeleteObject" : "DeleteObjectVersion";
          request.access().admit(request.access().object(action, request.bucket(), object.key()));
          good.add(object);
        } catch (Refusal e) {
          errors.add(error(object, e.error().code(), String.valueOf(e.getMessage())));
        }
      }
    }
    storage.objects().delete(request.bucket(), good.stream().map(ObjectIdentifier::key).toList(), _ -> {});
    boolean quiet = Boolean.TRUE.equals(request.input().delete().quiet());
    return Answer.of(DeleteObjectsResponse.builder()
        .deleted(quiet ? List.of() : good.stream().map(o -> DeletedObject.builder().key(o.key()).versionId(o.versionId()).build()).toList())
        .errors(errors)
        .build());
  }

  private static software.amazon.awssdk.services.s3.model.S3Error error(ObjectIdentifier object, String code, String message) {
    Builder error = software.amazon.awssdk.services.s3.model.S3Error.builder();
    return error.key(object.key()).versionId(object.versionId()).code(code).message(message).build();
  }

  Answer tags(Request<GetObjectTaggingRequest> request) {
    StoredObject object = storage.objects().find(request.bucket(), request.key()).orElseThrow(request::noSuchKey);
    return Answer.of(GetObjectTaggingResponse.builder().tagSet(TagSet.print(object.tags())).build());
  }

  Answer putTags(Request<PutObjectTaggingRequest> request) {
    Map<String, String> tags =
        TagSet.of(Optional.ofNullable(request.input().tagging()).orElseThrow(S3Error.MALFORMED_XML::refusal), TagSet.OBJECT_LIMIT);
    if (!storage.objects().tag(request.bucket(), request.key(), tags)) {
      throw request.noSuchKey();
    }
    return new Answer.Plain(HttpReply.empty(200));
  }

  Answer deleteTags(Request<DeleteObjectTaggingRequest> request) {
    if (!storage.objects().tag(request.bucket(), request.key(), Map.of())) {
      throw request.noSuchKey();
    }
    return Answer.noContent();
  }

  private static Headers headers(Request<?> request, StoredObject object, Piece piece) {
    Headers headers = Headers.of(
        "Last-Modified", HTTP_DATE.format(object.modified()),
        "ETag", quoted(object.etag()),
        "x-amz-server-side-encryption", "AES256",
        "Accept-Ranges", "bytes");
    object.headers().forEach(headers::add);
    piece.contentRange().ifPresent(range -> headers.add("Content-Range", range));
    piece.parts().ifPresent(parts -> headers.add("x-amz-mp-parts-count", String.valueOf(parts)));
    if (!object.tags().isEmpty()) {
      headers.add("x-amz-tagging-count", String.valueOf(object.tags().size()));
    }
    if (piece.isWhole() && request.call().headers().first("x-amz-checksum-mode").filter(m -> m.equalsIgnoreCase("ENABLED")).isPresent()) {
      object.sum().ifPresent(sum -> addSum(headers, sum));
    }
    for (String name : OVERRIDABLE) {
      request.query().first("response-" + name).ifPresent(value -> headers.set(name, value));
    }
    return headers;
  }

  static void addSum(Headers headers, Sum sum) {
    headers.add(sum.algorithm().header(), sum.value()).add("x-amz-checksum-type", sum.type().name());
  }

  static String quoted(String etag) {
    return '"' + etag + '"';
  }
}
