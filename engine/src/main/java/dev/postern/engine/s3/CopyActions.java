package dev.postern.engine.s3;

import dev.postern.engine.s3.store.Algorithm;
import dev.postern.engine.s3.store.Content;
import dev.postern.engine.s3.store.Draft;
import dev.postern.engine.s3.store.Objects;
import dev.postern.engine.s3.store.Part;
import dev.postern.engine.s3.store.Storage;
import dev.postern.engine.s3.store.StoredObject;
import dev.postern.engine.s3.store.Sum;
import dev.postern.engine.s3.store.Upload;
import dev.postern.wire.http.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;

/** Objects and parts made of objects that are there. */
final class CopyActions {
  private static final long MAX_BYTES = 5L << 30;
  private static final Pattern PART_RANGE = Pattern.compile("bytes=\\d+-\\d+");

  private final Storage storage;
  private final MultipartActions multipart;

  CopyActions(Storage storage, MultipartActions multipart) {
    this.storage = storage;
    this.multipart = multipart;
  }

  /** <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html">AWS</a> */
  Answer copy(Request<CopyObjectRequest> request) {
    Headers headers = request.call().headers();
    boolean replaceHeaders = directive(headers, "x-amz-metadata-directive");
    boolean replaceTags = directive(headers, "x-amz-tagging-directive");
    CopySource source = CopySource.of(request, storage);
    Optional<String> redirect = headers.first("x-amz-website-redirect-location");
    if (source.bucket().equals(request.bucket()) && source.key().equals(request.key()) && !replaceHeaders && redirect.isEmpty()) {
      throw S3Error.INVALID_REQUEST.about("This copy request is illegal because it is trying to copy an object to itself without changing the"
          + " object's metadata, storage class, website redirect location or encryption attributes.");
    }
    Conditions conditions = Conditions.of(headers, "").ofWrite();
    Map<String, String> newHeaders = ObjectHeaders.of(headers);
    Map<String, String> newTags = headers.first("x-amz-tagging").map(TagSet::of).orElse(Map.of());
    Optional<Algorithm> named = headers.first("x-amz-checksum-algorithm").map(Digests::algorithm);
    Objects.Opened opened = source.open(request, storage);
    StoredObject from = opened.object();
    if (from.size() > MAX_BYTES) {
      opened.content().close();
      throw S3Error.INVALID_REQUEST.about(
          "The specified copy source is larger than the maximum allowable size for a copy source: " + MAX_BYTES);
    }
    if (!replaceTags && !from.tags().isEmpty()) {
      admitTags(request, source, opened);
    }
    Algorithm algorithm = named
        .or(() -> from.sum().map(Sum::algorithm))
        .orElse(Algorithm.CRC64NVME);
    Map<String, String> kept = replaceHeaders ? newHeaders : from.headers();
    Map<String, String> tags = replaceTags ? newTags : from.tags();
    Draft draft = receive(opened, new ByteRange(0, from.size(), from.size()), algorithm);
    Sum sum = new Sum(algorithm, Sum.Type.FULL_OBJECT, Base64.getEncoder().encodeToString(draft.sums().get(algorithm)));
    StoredObject object = new StoredObject(
        request.key(), draft.content(), draft.size(), draft.etag(), request.now(), Optional.of(sum), List.of(), kept, tags);
    if (!storage.objects().put(request.bucket(), object, draft, present -> conditions.checkWrite(present, request.key()))) {
      throw request.bucketGone();
    }
    CopyObjectResult.Builder result =
        CopyObjectResult.builder().eTag(ObjectActions.quoted(object.etag())).lastModified(object.modified()).checksumType(sum.type().name());
    SumElement.set(result, sum);
    return Answer.of(CopyObjectResponse.builder().serverSideEncryption("AES256").copyObjectResult(result.build()).build());
  }

  /** Tags that come along are read there and written here. */
  private static void admitTags(Request<?> request, CopySource source, Objects.Opened opened) {
    Access access = request.access();
    try {
      source.admit("GetObjectTagging");
      access.admit(access.object("PutObjectTagging", request.bucket(), request.key()));
    } catch (Refusal e) {
      opened.content().close();
      throw e;
    }
  }

  /** <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html">AWS</a> */
  Answer copyPart(Request<UploadPartCopyRequest> request) {
    int number = MultipartActions.number(request.input().partNumber());
    Upload upload = multipart.find(request, request.input().uploadId());
    Objects.Opened opened = CopySource.of(request, storage).open(request, storage);
    ByteRange range;
    try {
      range = partRange(Optional.ofNullable(request.input().copySourceRange()), opened.object().size());
    } catch (Refusal e) {
      opened.content().close();
      throw e;
    }
    Draft draft = receive(opened, range, upload.algorithm());
    Sum sum = new Sum(upload.algorithm(), Sum.Type.FULL_OBJECT, Base64.getEncoder().encodeToString(draft.sums().get(upload.algorithm())));
    Part part = multipart.keep(request, upload, number, draft, sum);
    CopyPartResult.Builder result = CopyPartResult.builder().eTag(ObjectActions.quoted(part.etag())).lastModified(part.modified());
    if (upload.chosen()) {
      SumElement.set(result, sum);
    }
    return Answer.of(UploadPartCopyResponse.builder().serverSideEncryption("AES256").copyPartResult(result.build()).build());
  }

  /** Unlike a read's, the range of a part must be whole and inside the object. */
  private static ByteRange partRange(Optional<String> header, long size) {
    ByteRange whole = new ByteRange(0, size, size);
    ByteRange range = whole;
    if (header.isPresent()) {
      if (!PART_RANGE.matcher(header.get()).matches()) {
        throw S3Error.argument("The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based"
            + " offsets of the first and last bytes to copy", "x-amz-copy-source-range", header.get());
      }
      range = ByteRange.parse(header.get(), size).orElse(whole);
      String last = String.valueOf(range.offset() + range.length() - 1);
      if (!header.get().endsWith("-" + last)) {
        throw S3Error.argument(
            "Range specified is not valid for source object of size: " + size, "x-amz-copy-source-range", header.get());
      }
    }
    if (range.length() > MAX_BYTES) {
      throw S3Error.INVALID_REQUEST.about(
          "The specified copy source is larger than the maximum allowable size for a copy source: " + MAX_BYTES);
    }
    return range;
  }

  private Draft receive(Objects.Opened opened, ByteRange range, Algorithm algorithm) {
    try (Content content = opened.content()) {
      return storage.receive(stream(content, range), EnumSet.of(Algorithm.MD5, algorithm));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream stream(Content content, ByteRange range) throws IOException {
    return switch (content) {
      case Content.Small(byte[] bytes) -> new ByteArrayInputStream(bytes, (int) range.offset(), (int) range.length());
      case Content.InFile file -> new Bounded(Channels.newInputStream(file.channel().position(range.offset())), range.length());
    };
  }

  /** COPY or REPLACE. @return whether to replace */
  private static boolean directive(Headers headers, String name) {
    String value = headers.first(name).orElse("COPY");
    return switch (value) {
      case "COPY" -> false;
      case "REPLACE" -> true;
      default -> throw S3Error.argument("Unknown " + name.replace("x-amz-", "").replace('-', ' ') + ".", name, value);
    };
  }

  /** The first bytes of a stream. */
  private static final class Bounded extends InputStream {
    private final InputStream in;
    private long left;

    Bounded(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return length == 0 ? 0 : -1;
      }
      int n = in.read(bytes, offset, (int) Math.min(length, left));
      left -= Math.max(n, 0);
      return n;
    }
  }
}
