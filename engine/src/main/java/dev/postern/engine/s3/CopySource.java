package dev.postern.engine.s3;

import dev.postern.engine.s3.store.Bucket;
import dev.postern.engine.s3.store.Objects;
import dev.postern.engine.s3.store.Storage;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.Percent;
import java.util.Optional;

/** What {@code x-amz-copy-source} names. */
record CopySource(Bucket bucket, String key) {
  static final String HEADER = "x-amz-copy-source";

  static CopySource of(Request<?> request, Storage storage) {
    Headers headers = request.call().headers();
    String source = headers.first(HEADER).orElse("");
    int mark = source.indexOf('?');
    if (mark >= 0 && !source.substring(mark).equals("?versionId=null")) {
      throw S3Error.argument("Invalid version id specified", HEADER, source);
    }
    String path = Percent.decode(mark < 0 ? source : source.substring(0, mark), false).orElseThrow(() -> malformed(source));
    String bare = path.startsWith("/") ? path.substring(1) : path;
    if (bare.startsWith("arn:")) {
      throw S3Error.notImplemented(HEADER + " of an access point");
    }
    int slash = bare.indexOf('/');
    if (slash <= 0 || slash == bare.length() - 1) {
      throw malformed(source);
    }
    String name = bare.substring(0, slash);
    Bucket bucket = storage.buckets().find(name).orElseThrow(() -> S3Error.NO_SUCH_BUCKET.refusal("BucketName", name));
    Optional<String> expected = headers.first("x-amz-source-expected-bucket-owner");
    if (expected.filter(e -> !e.equals(bucket.account())).isPresent()) {
      throw S3Error.ACCESS_DENIED.refusal();
    }
    CopySource copied = new CopySource(bucket, bare.substring(slash + 1));
    Access access = request.access().direct();
    access.admit(access.object(mark < 0 ? "GetObject" : "GetObjectVersion", bucket, copied.key));
    return copied;
  }

  /** The source, opened, its conditions checked; the caller closes it. */
  Objects.Opened open(Request<?> request, Storage storage) {
    Objects.Opened opened = storage.objects().open(bucket, key).orElseThrow(() -> request.access().direct().noSuchKey(bucket, key));
    try {
      Conditions.of(request.call().headers(), "x-amz-copy-source-").checkRead(opened.object());
      return opened;
    } catch (Refusal e) {
      opened.content().close();
      throw e;
    }
  }

  private static Refusal malformed(String source) {
    return S3Error.argument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey", HEADER, source);
  }
}
