package dev.postern.engine.s3;

import dev.postern.core.authorize.Ask;
import dev.postern.core.policy.request.Context;
import dev.postern.core.authorize.ask.AttachedAsks;
import dev.postern.core.error.AwsException;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.Parameters;
import dev.postern.wire.http.Percent;
import dev.postern.wire.rest.RestBinding;
import dev.postern.wire.rest.RestMatch;
import dev.postern.wire.rest.RestProtocol;
import dev.postern.wire.rest.RestReader;
import dev.postern.wire.rest.RestTable;
import dev.postern.wire.sigv4.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * What the requests ask for that another S3 answers, an engine that was attached. Its buckets are not known here, so they are taken to be the caller's
 * own, and neither their policies nor the tags of what is in them count: those are the engine's to judge.
 */
public final class AttachedS3 {
  private static final String POINT = "arn:aws:s3:%s:%s:accesspoint/%s";
  private static final List<Row> ROWS = read();

  private AttachedS3() {}

  /**
   * One line of the table: {@code Operation METHOD /pattern Action}, and perhaps the header that tells it from another operation.
   *
   * @param table of this row alone, so that a request that an engine may take for several operations is found to be each
   */
  private record Row(RestBinding<?> binding, String action, RestTable table) {
    static Row parse(String line) {
      String[] parts = line.split(" ");
      RestBinding<DeleteObjectsRequest> pattern = RestBinding.of(parts[0], parts[1], parts[2], DeleteObjectsRequest.class);
      RestBinding<?> binding = parts.length == 5 ? pattern.whenHeader(parts[4]) : pattern;
      return new Row(binding, parts[3], new RestTable(RestProtocol.XML, List.of(binding)));
    }

    boolean isOfControl() {
      return ("/" + binding.segments().stream().findFirst().orElse("")).equals(ControlOperation.VERSION);
    }

    /** Whether {@code other} says all that this says about a request, and more. */
    boolean isLessThan(Row other) {
      boolean covered = other.binding.query().keySet().containsAll(binding.query().keySet()) && other.binding.headers().containsAll(binding.headers());
      return covered && other.binding.query().size() + other.binding.headers().size() > binding.query().size() + binding.headers().size();
    }
  }

  private record Fit(Row row, RestMatch match) {}

  /** Whether the body says what is asked for, so that it must be read first. */
  public static boolean asksInBody(HttpCall call) {
    return call.method().equals("POST") && Parameters.parse(call.query()).filter(query -> query.has("delete")).isPresent();
  }

  /**
   * Everything that a request asks for.
   *
   * @param call with its body where {@link #asksInBody}
   * @param region that was asked
   * @throws AwsException {@code MalformedXML} for a list of keys that cannot be read, {@code InvalidURI} for a broken escape
   */
  public static List<Ask> of(HttpCall call, String region, Instant now) {
    Address address = Address.of(call);
    boolean isControl = address.kind() == Address.Kind.CONTROL;
    String path = address.kind() == Address.Kind.ACCESS_POINT ? "/" + address.label() + address.path() : address.path();
    List<Fit> fits = new ArrayList<>();
    for (Row row : ROWS) {
      if (row.isOfControl() == isControl && row.binding().method().equals(call.method())) {
        row.table().match(call.method(), path, call.query(), call.headers()).ifPresent(match -> fits.add(new Fit(row, match)));
      }
    }
    Context keys = Asks.keys(call, Signature.parse(call), now);
    List<Ask> asks = new ArrayList<>();
    for (Fit fit : fits) {
      if (fits.stream().noneMatch(other -> fit.row.isLessThan(other.row))) {
        asks.addAll(isControl ? List.of(ask(fit.row.action(), "*", keys)) : of(call, address, address.region().orElse(region), fit, keys));
      }
    }
    return asks.isEmpty() ? List.of(ask(AttachedAsks.UNKNOWN, "*", keys)) : List.copyOf(asks);
  }

  private static List<Ask> of(HttpCall call, Address address, String region, Fit fit, Context keys) {
    String bucket = fit.match.labels().getOrDefault("Bucket", "");
    String key = fit.match.labels().getOrDefault("Key", "");
    if (bucket.isEmpty()) {
      return List.of(ask(fit.row.action(), "*", keys));
    }
    Optional<AccessPointName> point = address.kind() == Address.Kind.ACCESS_POINT ? AccessPointName.ofLabel(bucket) : Optional.empty();
    String container = point.map(p -> POINT.formatted(region, p.account(), p.name())).orElse(Access.ARN + bucket);
    String object = container + (point.isPresent() ? "/object/" : "/");
    if (fit.row.binding().operation().equals("DeleteObjects")) {
      return deletes(call, fit.match, object, keys);
    }
    Parameters query = fit.match.query();
    boolean ofVersion = query.has("versionId");
    String action = ofVersion ? Asks.ofVersion(fit.row.action()) : fit.row.action();
    Ask main = ask(action, fit.row.binding().operation().equals("PostObject") ? object + "*" : key.isEmpty() ? container : object + key, keys);
    main = ofVersion ? main.with("s3:VersionId", query.first("versionId").orElse("")) : main;
    main = key.isEmpty() ? Asks.listing(main, query) : main;
    List<Ask> asks = new ArrayList<>(List.of(main));
    asks.addAll(Asks.ofHeaders(main, fit.row.action(), call.headers(), key, query));
    if (fit.row.binding().headers().contains(CopySource.HEADER)) {
      asks.add(source(call, keys));
    }
    return asks;
  }

  private static List<Ask> deletes(HttpCall call, RestMatch match, String object, Context keys) {
    try {
      RestBinding<DeleteObjectsRequest> binding = RestBinding.of("DeleteObjects", "POST", "/{Bucket}?delete", DeleteObjectsRequest.class);
      DeleteObjectsRequest request = RestReader.read(RestProtocol.XML, binding, match, call.headers(), Intake.document(call)).request();
      if (request.delete() == null || request.delete().objects().isEmpty() || request.delete().objects().stream().anyMatch(o -> o.key() == null)) {
        throw S3Error.MALFORMED_XML.with();
      }
      return request.delete().objects().stream().map(o -> delete(o, object, keys)).toList();
    } catch (Refusal _) {
      throw S3Error.MALFORMED_XML.with();
    }
  }

  private static Ask delete(ObjectIdentifier one, String object, Context keys) {
    boolean ofVersion = one.versionId() != null;
    Ask ask = ask(ofVersion ? "DeleteObjectVersion" : "DeleteObject", object + one.key(), keys);
    return ofVersion ? ask.with("s3:VersionId", one.versionId()) : ask;
  }

  private static Ask source(HttpCall call, Context keys) {
    String source = call.headers().first(CopySource.HEADER).orElse("");
    int mark = source.indexOf('?');
    String path = mark < 0 ? source : source.substring(0, mark);
    String bare = Percent.decode(path, false).orElse(path).replaceFirst("^/", "");
    return ask(mark < 0 ? "GetObject" : "GetObjectVersion", bare.startsWith("arn:") ? bare : Access.ARN + bare, keys);
  }

  private static Ask ask(String action, String resource, Context keys) {
    return new Ask("s3:" + action, resource, "", keys, Optional.empty(), Ask.Need.PERMISSION);
  }

  private static List<Row> read() {
    try (InputStream in = AttachedS3.class.getResourceAsStream("attached.txt")) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: attached.txt");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(Row::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The table, as its lines have it: operation, method, path, query, action, header. */
  static Stream<String> lines() {
    return ROWS.stream().map(row -> line(row.binding(), row.action()));
  }

  static String line(RestBinding<?> binding, String action) {
    return binding.operation() + " " + binding.method() + " " + binding.segments() + " " + binding.query() + " " + action + " " + binding.headers();
  }
}
