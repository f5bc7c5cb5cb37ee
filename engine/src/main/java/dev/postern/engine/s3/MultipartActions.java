package dev.postern.engine.s3;

import dev.postern.engine.s3.store.Algorithm;
import dev.postern.engine.s3.store.Draft;
import dev.postern.engine.s3.store.Page;
import dev.postern.engine.s3.store.Part;
import dev.postern.engine.s3.store.Storage;
import dev.postern.engine.s3.store.StoredObject;
import dev.postern.engine.s3.store.Sum;
import dev.postern.engine.s3.store.Upload;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpReply;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.Initiator;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** Multipart uploads. <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html">AWS</a> */
final class MultipartActions {
  private static final int MAX_PARTS = 10_000;
  private static final int PAGE = 1000;
  private static final long MIN_PART = 5L << 20;

  private final Storage storage;
  private final SecureRandom random = new SecureRandom();

  MultipartActions(Storage storage) {
    this.storage = storage;
  }

  Answer create(Request<CreateMultipartUploadRequest> request) {
    CreateMultipartUploadRequest input = request.input();
    Optional<Algorithm> named = Optional.ofNullable(input.checksumAlgorithmAsString()).map(Digests::algorithm);
    Algorithm algorithm = named.orElse(Algorithm.CRC64NVME);
    Sum.Type type = type(algorithm, Optional.ofNullable(input.checksumTypeAsString()), named.isPresent());
    byte[] secret = new byte[24];
    random.nextBytes(secret);
    Headers headers = request.call().headers();
    Upload upload = new Upload(
        "%016x".formatted(storage.uploads().newNumber()) + HexFormat.of().formatHex(secret),
        request.key(),
        request.now(),
        algorithm,
        type,
        named.isPresent(),
        ObjectHeaders.of(headers),
        headers.first("x-amz-tagging").map(TagSet::of).orElse(Map.of()));
    if (!storage.uploads().create(request.bucket(), upload)) {
      throw request.bucketGone();
    }
    return Answer.of(CreateMultipartUploadResponse.builder()
        .bucket(request.bucketName())
        .key(request.key())
        .uploadId(upload.id())
        .serverSideEncryption("AES256")
        .checksumAlgorithm(named.map(Algorithm::name).orElse(null))
        .checksumType(named.map(_ -> type.name()).orElse(null))
        .build());
  }

  private static Sum.Type type(Algorithm algorithm, Optional<String> asked, boolean named) {
    if (asked.isEmpty()) {
      return algorithm.composite() ? Sum.Type.COMPOSITE : Sum.Type.FULL_OBJECT;
    }
    if (!named) {
      throw S3Error.INVALID_REQUEST.about("The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
    }
    Sum.Type type = Arrays.stream(Sum.Type.values())
        .filter(t -> t.name().equals(asked.get()))
        .findFirst()
        .orElseThrow(() -> S3Error.INVALID_REQUEST.about("Value for x-amz-checksum-type header is invalid."));
    if (type == Sum.Type.COMPOSITE ? !algorithm.composite() : !algorithm.fullObject()) {
      throw S3Error.INVALID_REQUEST.about(
          "The " + type + " checksum type cannot be used with the " + algorithm.name().toLowerCase(Locale.ROOT) + " checksum algorithm.");
    }
    return type;
  }

  Answer put(Request<UploadPartRequest> request) {
    int number = number(request.input().partNumber());
    Upload upload = find(request, request.input().uploadId());
    Digests announced = Digests.of(request.call().headers(), upload.algorithm());
    if (upload.chosen() && announced.algorithm() != upload.algorithm()) {
      throw S3Error.INVALID_REQUEST.about("Checksum Type mismatch occurred, expected checksum Type: "
          + upload.algorithm().name().toLowerCase(Locale.ROOT) + ", actual checksum Type: "
          + announced.algorithm().name().toLowerCase(Locale.ROOT));
    }
    Intake intake = Intake.receive(storage, request.call(), upload.algorithm());
    Part part = keep(request, upload, number, intake.draft(), intake.sum());
    Headers answer = Headers.of("ETag", ObjectActions.quoted(part.etag()), "x-amz-server-side-encryption", "AES256");
    answer.add(part.sum().algorithm().header(), part.sum().value());
    return new Answer.Plain(new HttpReply(200, answer, new HttpReply.Bytes(new byte[0])));
  }

  Part keep(Request<?> request, Upload upload, int number, Draft draft, Sum sum) {
    Part part = new Part(number, draft.content(), draft.size(), draft.etag(), request.now(), sum);
    if (!storage.uploads().put(upload, part, draft)) {
      throw noSuchUpload(upload.id());
    }
    return part;
  }

  /** Joins the parts into the object. <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html">AWS</a> */
  Answer complete(Request<CompleteMultipartUploadRequest> request) {
    CompleteMultipartUploadRequest input = request.input();
    Upload upload = find(request, input.uploadId());
    Conditions conditions = Conditions.of(request.call().headers(), "").ofWrite();
    List<CompletedPart> wanted = Optional.ofNullable(input.multipartUpload()).orElseThrow(S3Error.MALFORMED_XML::refusal).parts();
    List<Part> parts = chosen(upload, wanted);
    long size = parts.stream().mapToLong(Part::size).sum();
    if (input.mpuObjectSize() != null && input.mpuObjectSize() != size) {
      throw S3Error.INVALID_REQUEST.about("The provided 'x-amz-mp-object-size' header value " + input.mpuObjectSize()
          + " does not match what was computed: " + size);
    }
    conditions.checkWrite(conditions.isEmpty() ? Optional.empty() : storage.objects().find(request.bucket(), request.key()), request.key());
    Set<Algorithm> whole = upload.type() == Sum.Type.FULL_OBJECT ? EnumSet.of(upload.algorithm()) : EnumSet.noneOf(Algorithm.class);
    Draft draft = storage.uploads().join(parts, whole);
    Sum sum = sum(upload, parts, draft);
    Optional<String> named = request.call().headers().first(upload.algorithm().header());
    if (named.isPresent() && !named.get().equals(sum.value())) {
      storage.discard(draft);
      throw S3Error.BAD_DIGEST.about(upload.algorithm().name(), "the calculated checksum");
    }
    String etag = HexFormat.of().formatHex(Algorithm.MD5.of(joined(parts, p -> HexFormat.of().parseHex(p.etag())))) + "-" + parts.size();
    StoredObject object = new StoredObject(
        upload.key(), draft.content(), size, etag, request.now(), Optional.of(sum), parts.stream().map(Part::size).toList(), upload.headers(),
        upload.tags());
    if (!storage.uploads().complete(request.bucket(), upload, object, draft, present -> conditions.checkWrite(present, request.key()))) {
      throw noSuchUpload(upload.id());
    }
    CompleteMultipartUploadResponse.Builder answer = CompleteMultipartUploadResponse.builder()
        .location((request.call().tls() ? "https" : "http") + "://" + request.call().headers().first("host").orElse("") + request.call().path())
        .bucket(request.bucketName())
        .key(request.key())
        .eTag(ObjectActions.quoted(etag))
        .serverSideEncryption("AES256")
        .checksumType(sum.type().name());
    SumElement.set(answer, sum);
    return Answer.of(answer.build());
  }

  /** The parts that the client names, each checked. */
  private List<Part> chosen(Upload upload, List<CompletedPart> wanted) {
    if (wanted.isEmpty() || wanted.size() > MAX_PARTS || wanted.stream().anyMatch(p -> p.partNumber() == null || p.eTag() == null)) {
      throw S3Error.MALFORMED_XML.refusal();
    }
    Map<Integer, Part> present =
        storage.uploads().parts(upload, 0, MAX_PARTS).stream().collect(Collectors.toMap(Part::number, Function.identity()));
    List<Part> parts = new ArrayList<>();
    int last = 0;
    for (CompletedPart named : wanted) {
      if (named.partNumber() <= last) {
        throw S3Error.INVALID_PART_ORDER.refusal("UploadId", upload.id());
      }
      last = named.partNumber();
      Optional<Part> part = Optional.ofNullable(present.get(last))
          .filter(p -> p.etag().equals(Conditions.unquoted(named.eTag())))
          .filter(p -> SumElement.get(named, p.sum().algorithm()).filter(s -> !s.equals(p.sum().value())).isEmpty());
      parts.add(part.orElseThrow(() -> S3Error.INVALID_PART.refusal(
          "UploadId", upload.id(), "PartNumber", String.valueOf(named.partNumber()), "ETag", Conditions.unquoted(named.eTag()))));
    }
    for (Part part : parts.subList(0, parts.size() - 1)) {
      if (part.size() < MIN_PART) {
        throw S3Error.ENTITY_TOO_SMALL.refusal(
            "ProposedSize", String.valueOf(part.size()),
            "MinSizeAllowed", String.valueOf(MIN_PART),
            "PartNumber", String.valueOf(part.number()),
            "ETag", part.etag());
      }
    }
    return parts;
  }

  /** The object's checksum: of all its bytes, or of its parts' checksums. */
  private static Sum sum(Upload upload, List<Part> parts, Draft draft) {
    Algorithm algorithm = upload.algorithm();
    return switch (upload.type()) {
      case FULL_OBJECT -> new Sum(algorithm, upload.type(), Base64.getEncoder().encodeToString(draft.sums().get(algorithm)));
      case COMPOSITE -> {
        byte[] sums = joined(parts, p -> Base64.getDecoder().decode(p.sum().value()));
        yield new Sum(algorithm, upload.type(), Base64.getEncoder().encodeToString(algorithm.of(sums)) + "-" + parts.size());
      }
    };
  }

  private static byte[] joined(List<Part> parts, Function<Part, byte[]> bytes) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    parts.forEach(p -> joined.writeBytes(bytes.apply(p)));
    return joined.toByteArray();
  }

  Answer abort(Request<AbortMultipartUploadRequest> request) {
    Upload upload = find(request, request.input().uploadId());
    if (!storage.uploads().abort(upload)) {
      throw noSuchUpload(upload.id());
    }
    return Answer.noContent();
  }

  Answer parts(Request<ListPartsRequest> request) {
    ListPartsRequest input = request.input();
    Upload upload = find(request, input.uploadId());
    int max = ListActions.max(input.maxParts(), "max-parts");
    int after = Optional.ofNullable(input.partNumberMarker()).orElse(0);
    List<Part> found = storage.uploads().parts(upload, after, max + 1);
    List<Part> page = found.subList(0, Math.min(max, found.size()));
    boolean truncated = found.size() > max;
    return Answer.of(ListPartsResponse.builder()
        .bucket(request.bucketName())
        .key(request.key())
        .uploadId(upload.id())
        .initiator(Initiator.builder().id(request.access().caller().principalArn()).build())
        .owner(Owner.of(request.bucket().account()))
        .storageClass("STANDARD")
        .partNumberMarker(after)
        .nextPartNumberMarker(page.isEmpty() ? 0 : page.getLast().number())
        .maxParts(max)
        .isTruncated(truncated)
        .checksumAlgorithm(upload.chosen() ? upload.algorithm().name() : null)
        .checksumType(upload.chosen() ? upload.type().name() : null)
        .parts(page.stream().map(p -> print(upload, p)).toList())
        .build());
  }

  private static software.amazon.awssdk.services.s3.model.Part print(Upload upload, Part part) {
    software.amazon.awssdk.services.s3.model.Part.Builder printed = software.amazon.awssdk.services.s3.model.Part.builder()
        .partNumber(part.number())
        .lastModified(part.modified())
        .eTag(ObjectActions.quoted(part.etag()))
        .size(part.size());
    if (upload.chosen()) {
      SumElement.set(printed, part.sum());
    }
    return printed.build();
  }

  Answer uploads(Request<ListMultipartUploadsRequest> request) {
    ListMultipartUploadsRequest input = request.input();
    ListActions.Names names = ListActions.Names.of(input.encodingTypeAsString());
    int max = Math.max(1, ListActions.max(input.maxUploads(), "max-uploads"));
    String keyMarker = ListActions.text(input.keyMarker());
    // without a key marker the id marker is ignored, as AWS says
    String idMarker = keyMarker.isEmpty() ? "" : ListActions.text(input.uploadIdMarker());
    Page<Upload> page = storage.uploads().list(
        request.bucket(),
        new Page.Query(ListActions.text(input.prefix()), ListActions.text(input.delimiter()), keyMarker, idMarker, Math.min(max, PAGE)));
    Optional<String> next = page.truncated() ? page.last() : Optional.empty();
    Optional<Upload> last = page.entries().isEmpty() ? Optional.empty() : Optional.of(page.entries().getLast());
    return Answer.of(ListMultipartUploadsResponse.builder()
        .bucket(request.bucketName())
        .keyMarker(names.print(keyMarker))
        .uploadIdMarker(ListActions.text(input.uploadIdMarker()))
        .nextKeyMarker(next.map(names::print).orElse(null))
        .nextUploadIdMarker(next.flatMap(n -> last.filter(u -> u.key().equals(n)).map(Upload::id)).orElse(null))
        .prefix(names.print(ListActions.text(input.prefix())))
        .delimiter(ListActions.delimiter(names, input.delimiter()))
        .encodingType(input.encodingTypeAsString())
        .maxUploads(max)
        .isTruncated(page.truncated())
        .uploads(page.entries().stream().map(u -> print(request, names, u)).toList())
        .commonPrefixes(ListActions.prefixes(page, names))
        .build());
  }

  private static MultipartUpload print(Request<?> request, ListActions.Names names, Upload upload) {
    return MultipartUpload.builder()
        .key(names.print(upload.key()))
        .uploadId(upload.id())
        .initiated(upload.initiated())
        .storageClass("STANDARD")
        .owner(Owner.of(request.bucket().account()))
        .initiator(Initiator.builder().id(request.access().caller().principalArn()).build())
        .checksumAlgorithm(upload.chosen() ? upload.algorithm().name() : null)
        .checksumType(upload.chosen() ? upload.type().name() : null)
        .build();
  }

  Upload find(Request<?> request, String id) {
    return storage.uploads().find(request.bucket(), request.key(), id).orElseThrow(() -> noSuchUpload(id));
  }

  static int number(Integer number) {
    if (number < 1 || number > MAX_PARTS) {
      throw S3Error.argument("Part number must be an integer between 1 and 10000, inclusive", "partNumber", String.valueOf(number));
    }
    return number;
  }

  private static Refusal noSuchUpload(String id) {
    return S3Error.NO_SUCH_UPLOAD.refusal("UploadId", id);
  }
}
