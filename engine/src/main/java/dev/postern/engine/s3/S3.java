package dev.postern.engine.s3;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Gate;
import dev.postern.core.authorize.Guarded;
import dev.postern.core.error.AwsError;
import dev.postern.core.error.AwsException;
import dev.postern.engine.s3.store.AccessPoint;
import dev.postern.engine.s3.store.Bucket;
import dev.postern.engine.s3.store.Storage;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.rest.RestBinding;
import dev.postern.wire.rest.RestMatch;
import dev.postern.wire.rest.RestProtocol;
import dev.postern.wire.rest.RestReader;
import dev.postern.wire.rest.RestTable;
import dev.postern.wire.rest.RestWriter;
import dev.postern.wire.shape.Reading;
import dev.postern.wire.shape.Scalar;
import dev.postern.wire.sigv4.Scope;
import dev.postern.wire.sigv4.Signature;
import dev.postern.wire.xml.XmlBody;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.SdkPojo;

/** Amazon S3 on a folder of this machine. <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html">AWS</a> */
public final class S3 implements AwsService, AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.postern.engine.s3");
  private static final int MAX_KEY_BYTES = 1024;
  private static final Duration SKEW = Duration.ofMinutes(15);

  private final Clock clock;
  private final Storage storage;
  private final Gate gate;
  private final Asks asks;
  private final BucketPolicies policies;
  private final Control control;
  private final EntryPoints points;
  private final RestTable table;
  private final Map<RestBinding<?>, Operation<?>> operations = new HashMap<>();
  private final Set<String> subresources = new HashSet<>();
  private final Thread sweeper;

  /**
   * Opens what is below {@code dataDir/s3}.
   *
   * @param gate what every request is judged by
   * @throws dev.postern.engine.s3.store.StorageException of the disk
   */
  public S3(Path dataDir, Clock clock, Gate gate) {
    this.clock = clock;
    this.gate = gate;
    storage = new Storage(dataDir.resolve("s3"));
    asks = new Asks(storage);
    policies = new BucketPolicies(storage);
    control = new Control(storage);
    points = new EntryPoints(storage);
    List<Operation<?>> rows = Operations.all(storage);
    for (Operation<?> row : rows) {
      operations.put(row.binding(), row);
      subresources.addAll(row.binding().query().keySet());
    }
    table = new RestTable(RestProtocol.XML, rows.stream().<RestBinding<?>>map(Operation::binding).toList());
    sweeper = Thread.ofVirtual().name("s3-sweep").start(storage::sweep);
  }

  @Override
  public HttpReply handle(HttpCall call, Caller caller) {
    String requestId = requestId();
    HttpReply reply;
    try {
      reply = answer(call, caller);
    } catch (Refusal e) {
      reply = refuse(call, e.error(), String.valueOf(e.getMessage()), e.details(), requestId);
    } catch (AwsException e) {
      reply = refuse(call, e.error(), e.text(), Map.of(), requestId);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "{0} {1}: {2}", call.method(), call.path(), e);
      reply = refuse(call, S3Error.INTERNAL_ERROR, S3Error.INTERNAL_ERROR.pattern(), Map.of(), requestId);
    }
    reply.headers().set("x-amz-request-id", requestId).set("x-amz-id-2", hostId(requestId));
    return reply;
  }

  /** The policies of every account's buckets. */
  public List<BucketPolicy> policies() {
    return storage.buckets().having(Setting.POLICY).stream()
        .flatMap(bucket -> storage.buckets().setting(bucket, Setting.POLICY).stream()
            .map(document -> new BucketPolicy(bucket.name(), bucket.account(), bucket.region(), document)))
        .toList();
  }

  /** Every account's access points. */
  public List<BucketAccessPoint> accessPoints() {
    return storage.accessPoints().all().stream()
        .map(point -> new BucketAccessPoint(point.arn(), point.bucket().name(), point.region(), point.vpc(), point.policy()))
        .toList();
  }

  /** A bucket as policies see it; empty when there is none. */
  public Optional<Guarded> bucket(String name) {
    return storage.buckets().find(name).map(b -> new Guarded(b.account(), storage.buckets().setting(b, Setting.POLICY)));
  }

  private HttpReply answer(HttpCall call, Caller caller) {
    Instant now = clock.instant();
    Address address = Address.of(call);
    Signature signature = Signature.parse(call);
    Optional<Scope> scope = scope(call, signature, now);
    String region = address.region().or(() -> scope.map(Scope::region)).orElse(caller.region());
    Access access = new Access(gate, caller, call.origin(now), region, Asks.keys(call, signature, now), policies, Optional.empty());
    return switch (address.kind()) {
      case BUCKETS -> ofBucket(call, access, scope, address.path(), now);
      case ACCESS_POINT -> {
        checkRegion(scope, region);
        AccessPointName name = AccessPointName.ofLabel(address.label()).orElseThrow(S3Error.INVALID_ACCESS_POINT::refusal);
        AccessPoint point = points.named(call, caller, name, region);
        yield ofBucket(call, access.through(point), scope, "/" + point.bucket().name() + address.path(), now);
      }
      case CONTROL -> {
        checkRegion(scope, region);
        yield control.answer(call, address.label(), access, region, now);
      }
    };
  }

  private HttpReply ofBucket(HttpCall call, Access before, Optional<Scope> scope, String path, Instant now) {
    RestMatch match = table.match(call.method(), path, call.query(), call.headers())
        .orElseThrow(() -> S3Error.METHOD_NOT_ALLOWED.refusal("Method", call.method()));
    Operation<?> operation = operations.get(match.binding());
    String name = match.labels().getOrDefault("Bucket", "");
    // what needs no bucket makes one, and of that name there can be none
    Optional<AccessPoint> point = before.point().or(() -> operation.needsBucket() ? points.aliased(call, before.caller(), name) : Optional.empty());
    Access access = point.map(before::through).orElse(before);
    if (access.point().isPresent() && !AccessPointPolicies.isCompatible(operation)) {
      throw S3Error.METHOD_NOT_ALLOWED.refusal("Method", call.method(), "ResourceType", "ACCESSPOINT");
    }
    Optional<Bucket> bucket = point.map(AccessPoint::bucket).or(() -> storage.buckets().find(name));
    checkRegion(scope, access.region());
    if (operation.needsBucket()) {
      check(call, operation, bucket, name, access.region());
    }
    return run(operation, call, access, match, access.region(), bucket, now);
  }

  /** For which service and Region it is signed, if it is; whether the signature holds is not asked here, and who calls is known already. */
  private static Optional<Scope> scope(HttpCall call, Signature signature, Instant now) {
    Optional<Scope> scope = switch (signature) {
      case Signature.Header header -> Optional.of(header.scope());
      case Signature.Presigned presigned -> {
        checkTime(presigned, call, now);
        yield Optional.of(presigned.scope());
      }
      // Version 2 in the query, which older tools presign with: AWS takes it for no bucket made after June 2020.
      case Signature.Anonymous _ when call.query().contains("AWSAccessKeyId=") ->
          throw S3Error.INVALID_REQUEST.about("The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
      case Signature.Anonymous _ -> Optional.empty();
      case Signature.Malformed malformed -> throw malformed.presigned()
          ? S3Error.AUTHORIZATION_QUERY_PARAMETERS_ERROR.about(malformed.reason())
          : S3Error.AUTHORIZATION_HEADER_MALFORMED.about(malformed.reason());
    };
    scope.filter(s -> !s.service().equals("s3")).ifPresent(s -> {
      throw S3Error.AUTHORIZATION_HEADER_MALFORMED.about("incorrect service \"" + s.service() + "\". This endpoint belongs to \"s3\".");
    });
    return scope;
  }

  private static void checkTime(Signature.Presigned presigned, HttpCall call, Instant now) {
    if (!call.query().contains("X-Amz-Expires=")) {
      throw S3Error.AUTHORIZATION_QUERY_PARAMETERS_ERROR.about("Query-string authentication version 4 requires the X-Amz-Algorithm,"
          + " X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
    }
    if (presigned.isExpired(now)) {
      throw new Refusal(S3Error.ACCESS_DENIED, "Request has expired",
          "X-Amz-Expires", String.valueOf(presigned.lifetime().toSeconds()),
          "Expires", presigned.signedAt().plus(presigned.lifetime()).toString(),
          "ServerTime", now.toString());
    }
    if (presigned.signedAt().isAfter(now.plus(SKEW))) {
      throw new Refusal(S3Error.ACCESS_DENIED, "Request is not yet valid",
          "X-Amz-Date", presigned.signedAt().toString(), "ServerTime", now.toString());
    }
  }

  private static void checkRegion(Optional<Scope> scope, String expected) {
    scope.map(Scope::region).filter(signed -> !signed.equals(expected)).ifPresent(signed -> {
      throw new Refusal(
          S3Error.AUTHORIZATION_HEADER_MALFORMED,
          S3Error.AUTHORIZATION_HEADER_MALFORMED.pattern().formatted("the region '" + signed + "' is wrong; expecting '" + expected + "'"),
          "Region", expected);
    });
  }

  /** Existence and Region of the bucket and whose it is expected to be, in the order in which S3 tells them. */
  private static void check(HttpCall call, Operation<?> operation, Optional<Bucket> found, String name, String region) {
    if (found.isEmpty()) {
      throw S3Error.NO_SUCH_BUCKET.refusal("BucketName", name);
    }
    Bucket bucket = found.get();
    // the way to learn a bucket's Region works from everywhere
    if (!bucket.region().equals(region) && !operation.binding().operation().equals("GetBucketLocation")) {
      throw S3Error.PERMANENT_REDIRECT.refusal("Endpoint", name + ".s3." + bucket.region() + ".amazonaws.com", "Bucket", name);
    }
    Optional<String> expected = call.headers().first("x-amz-expected-bucket-owner");
    if (expected.filter(e -> !e.equals(bucket.account())).isPresent()) {
      throw S3Error.ACCESS_DENIED.refusal();
    }
  }

  private <Q> HttpReply run(
      Operation<Q> operation, HttpCall call, Access access, RestMatch match, String region, Optional<Bucket> bucket, Instant now) {
    String key = match.labels().getOrDefault("Key", "");
    if (key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      throw S3Error.KEY_TOO_LONG.refusal(
          "Size", String.valueOf(key.getBytes(StandardCharsets.UTF_8).length), "MaxSizeAllowed", String.valueOf(MAX_KEY_BYTES));
    }
    byte[] document = operation.streams() || call.method().equals("GET") || call.method().equals("HEAD") ? new byte[0] : Intake.document(call);
    Reading<Q> reading = RestReader.read(RestProtocol.XML, operation.binding(), match, call.headers(), document);
    reading.outside(operation.honoured()).ifPresent(name -> {
      throw S3Error.notImplemented(name);
    });
    // S3 passes over query keys that mean nothing to it, but not over one that would make it another operation
    reading.unknown().stream().filter(subresources::contains).findFirst().ifPresent(name -> {
      throw S3Error.notImplemented(operation.binding().operation() + " with " + name);
    });
    Optional<Bucket> needed = operation.needsBucket() ? bucket : Optional.empty();
    Request<Q> request = new Request<>(
        call, access, bucket.map(Bucket::name).orElse(match.labels().getOrDefault("Bucket", "")), key, region, needed, match.query(), reading.request(), now);
    access.admit(asks.of(operation, request));
    CommonRules.check(call.headers(), match.query());
    return switch (operation.action().apply(request)) {
      case Answer.Plain(HttpReply reply) -> reply;
      case Answer.Model(SdkPojo response) -> RestWriter.write(RestProtocol.XML, operation.binding(), response);
    };
  }

  private HttpReply refuse(HttpCall call, AwsError error, String message, Map<String, String> details, String requestId) {
    Headers headers = new Headers();
    bucketRegion(call).ifPresent(region -> headers.add("x-amz-bucket-region", region));
    if (error == S3Error.NOT_MODIFIED) {
      return new HttpReply(304, headers.add("ETag", ObjectActions.quoted(details.getOrDefault("ETag", ""))), new HttpReply.Bytes(new byte[0]));
    }
    headers.add("Content-Type", "application/xml");
    if (call.method().equals("HEAD")) {
      return new HttpReply(error.status(), headers, new HttpReply.Absent(0));
    }
    XmlBody xml = new XmlBody(Scalar.MILLISECONDS);
    boolean isControl = Address.of(call).kind() == Address.Kind.CONTROL;
    XmlBody of = (isControl ? xml.open("ErrorResponse") : xml).open("Error").element("Code", error.code()).element("Message", message);
    details.forEach(of::element);
    XmlBody end = isControl ? of.close() : of.element("Resource", call.path());
    byte[] body = end.element("RequestId", requestId).element("HostId", hostId(requestId)).close().bytes();
    return new HttpReply(error.status(), headers, new HttpReply.Bytes(body));
  }

  /** S3 says with every refusal where the bucket is: that is how SDKs find it. */
  private Optional<String> bucketRegion(HttpCall call) {
    Address address = Address.of(call);
    if (address.kind() != Address.Kind.BUCKETS) {
      return Optional.empty();
    }
    String path = address.path().substring(1);
    int slash = path.indexOf('/');
    String name = slash < 0 ? path : path.substring(0, slash);
    return AccessPointName.isAlias(name)
        ? storage.accessPoints().aliased(name).map(AccessPoint::region)
        : name.isEmpty() ? Optional.empty() : storage.buckets().find(name).map(Bucket::region);
  }

  private static String requestId() {
    return HexFormat.of().withUpperCase().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private static String hostId(String requestId) {
    return Base64.getEncoder().encodeToString(("postern host of request " + requestId).getBytes(StandardCharsets.UTF_8));
  }

  /** Waits until what an earlier crash has left is removed, and closes the database. */
  @Override
  public void close() {
    try {
      sweeper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    storage.close();
  }
}
