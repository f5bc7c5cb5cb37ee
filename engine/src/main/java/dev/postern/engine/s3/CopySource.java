package dev.postern.engine.s3;

import dev.postern.engine.s3.store.AccessPoint;
import dev.postern.engine.s3.store.Bucket;
import dev.postern.engine.s3.store.Objects;
import dev.postern.engine.s3.store.Storage;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.Percent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code x-amz-copy-source} names.
 *
 * @param access the way to it, which is through an access point where that is named
 */
record CopySource(Access access, Bucket bucket, String key) {
  static final String HEADER = "x-amz-copy-source";

  /** <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html#API_CopyObject_RequestSyntax">AWS</a> */
  private static final Pattern OF_POINT =
      Pattern.compile("arn:aws:s3:(?<region>[a-z0-9-]+):(?<account>\\d{12}):accesspoint/(?<name>[^/]+)/object/(?<key>.+)", Pattern.DOTALL);

  /** Where it is, before anybody asked whether it may be read. */
  private record Place(Optional<AccessPoint> point, Bucket bucket, String key) {}

  static CopySource of(Request<?> request, Storage storage) {
    Headers headers = request.call().headers();
    String source = headers.first(HEADER).orElse("");
    int mark = source.indexOf('?');
    if (mark >= 0 && !source.substring(mark).equals("?versionId=null")) {
      throw S3Error.argument("Invalid version id specified", HEADER, source);
    }
    String path = Percent.decode(mark < 0 ? source : source.substring(0, mark), false).orElseThrow(() -> malformed(source));
    String bare = path.startsWith("/") ? path.substring(1) : path;
    Place place = bare.startsWith("arn:") ? ofArn(request, storage, bare) : ofPath(request, storage, bare).orElseThrow(() -> malformed(source));
    Optional<String> expected = headers.first("x-amz-source-expected-bucket-owner");
    if (expected.filter(e -> !e.equals(place.bucket.account())).isPresent()) {
      throw S3Error.ACCESS_DENIED.refusal();
    }
    Access direct = request.access().direct();
    CopySource copied = new CopySource(place.point.map(direct::through).orElse(direct), place.bucket, place.key);
    copied.admit(mark < 0 ? "GetObject" : "GetObjectVersion");
    return copied;
  }

  private static Place ofArn(Request<?> request, Storage storage, String arn) {
    Matcher parts = OF_POINT.matcher(arn);
    if (!parts.matches()) {
      throw S3Error.notImplemented(HEADER + " of what is no access point's object");
    }
    AccessPointName name = new AccessPointName(parts.group("name"), parts.group("account"));
    return through(request, new EntryPoints(storage).named(request.call(), request.access().caller(), name, parts.group("region")), parts.group("key"));
  }

  private static Optional<Place> ofPath(Request<?> request, Storage storage, String path) {
    int slash = path.indexOf('/');
    if (slash <= 0 || slash == path.length() - 1) {
      return Optional.empty();
    }
    String name = path.substring(0, slash);
    String key = path.substring(slash + 1);
    return Optional.of(new EntryPoints(storage).aliased(request.call(), request.access().caller(), name)
        .map(point -> through(request, point, key))
        .orElseGet(() -> new Place(
            Optional.empty(), storage.buckets().find(name).orElseThrow(() -> S3Error.NO_SUCH_BUCKET.refusal("BucketName", name)), key)));
  }

  /** <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-service-api-support.html">AWS</a> */
  private static Place through(Request<?> request, AccessPoint point, String key) {
    if (!point.region().equals(request.region())) {
      throw S3Error.INVALID_REQUEST.about("Through an access point, a copy is made only in the Region of its source.");
    }
    return new Place(Optional.of(point), point.bucket(), key);
  }

  /** Returns when the caller may do {@code action} with it, on the way by which it is named. */
  void admit(String action) {
    access.admit(access.object(action, bucket, key));
  }

  /** The source, opened, its conditions checked; the caller closes it. */
  Objects.Opened open(Request<?> request, Storage storage) {
    Objects.Opened opened = storage.objects().open(bucket, key).orElseThrow(() -> access.noSuchKey(bucket, key));
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
