package dev.postern.app.http;

import dev.postern.core.action.Caller;
import dev.postern.core.error.AwsException;
import dev.postern.core.plan.Door;
import dev.postern.core.region.Region;
import dev.postern.core.services.PublicHost;
import dev.postern.core.services.PublicService;
import dev.postern.core.state.Snapshot;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.http.Parameters;
import dev.postern.wire.sigv4.Signature;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds the service of a request and its caller, and asks the service.
 *
 * <p>On the API port the signature says which service is meant, because one port serves them all; on a public address or through an
 * endpoint the host name does, as in AWS.
 */
public final class FrontDoor implements HttpServer.Handler {
  /** Beside AWS's API, on the API port alone. */
  public static final String OWN_PATHS = "/_postern/";

  private static final String DEFAULT_REGION = "us-east-1";

  private final Map<String, AwsService> services;
  private final HttpServer.Handler own;
  private final HttpServer.Handler metadata;
  private final Supplier<Snapshot> current;
  private final Clock clock;

  /**
   * @param services by the name in a signature's scope
   * @param own answers {@link #OWN_PATHS}
   * @param metadata answers at 169.254.169.254
   * @param current where access keys are
   */
  public FrontDoor(
      Map<String, AwsService> services, HttpServer.Handler own, HttpServer.Handler metadata, Supplier<Snapshot> current, Clock clock) {
    this.services = Map.copyOf(services);
    this.own = own;
    this.metadata = metadata;
    this.current = current;
    this.clock = clock;
  }

  @Override
  public HttpReply handle(HttpCall call) {
    return switch (call.door()) {
      case Door.Api _ -> call.path().startsWith(OWN_PATHS) ? own.handle(call) : fromOutside(call);
      case Door.Public(String region) -> fromInside(call, region, Optional.empty());
      case Door.Endpoint endpoint -> fromInside(call, endpoint.serviceRegion(), Optional.of(endpoint.serviceName()));
      case Door.Metadata _ -> metadata.handle(call);
      case Door.Resolver _, Door.PublicResolver _ -> throw new IllegalArgumentException("not a door of HTTP: " + call.door());
    };
  }

  private HttpReply fromOutside(HttpCall call) {
    Signature signature = Signature.parse(call);
    if (signature instanceof Signature.Signed signed) {
      String service = signed.scope().service();
      return serve(call, signature, service, signed.scope().region());
    }
    Optional<PublicHost> host = PublicHost.of(call.host());
    if (host.isPresent()) {
      return serve(call, signature, host.get().service().code(), host.get().region().orElse(DEFAULT_REGION));
    }
    if (call.headers().first("x-amz-target").filter(t -> t.startsWith("DynamoDB_")).isPresent()) {
      return serve(call, signature, "dynamodb", DEFAULT_REGION);
    }
    Optional<String> version = call.query().contains("Version=") ? queryVersion(call.query()) : Optional.empty();
    HttpCall whole = call;
    if (version.isEmpty() && isForm(call)) {
      byte[] form = call.bodyBytes(BodyLimit.of("ec2"));
      version = Parameters.parse(form).flatMap(p -> p.first("Version"));
      whole = withBody(call, form);
    }
    return serve(whole, signature, version.map(FrontDoor::serviceOfVersion).orElse("s3"), DEFAULT_REGION);
  }

  private HttpReply fromInside(HttpCall call, String doorRegion, Optional<String> endpointService) {
    Optional<PublicHost> host = PublicHost.of(call.host());
    if (host.isEmpty()) {
      // The address is one of AWS's, the name is nobody's: S3 takes it for a bucket, but these addresses belong to many services.
      return HttpReply.of(404, "text/plain", "No AWS service is named " + call.host() + ".\n");
    }
    PublicService service = host.get().service();
    String region = host.get().region().orElse(doorRegion);
    boolean elsewhere = endpointService.isPresent() && !endpointService.get().equals("com.amazonaws." + region + "." + service.code());
    if (elsewhere) {
      return HttpReply.of(421, "text/plain", endpointService.get() + " does not answer for " + call.host() + ".\n");
    }
    if (service == PublicService.CHECKIP) {
      return HttpReply.of(200, "text/plain", call.peer() + "\n");
    }
    return serve(call, Signature.parse(call), service.code(), region);
  }

  private HttpReply serve(HttpCall call, Signature signature, String service, String region) {
    Family family = Family.of(service, call);
    AwsService answering = services.get(service);
    try {
      if (answering == null) {
        throw Problem.NOT_SERVED.in(family, service);
      }
      if (signature instanceof Signature.Signed signed) {
        String signedRegion = signed.scope().region();
        // S3 answers a wrong Region itself: its error names the right one, and clients follow it.
        boolean global = service.equals("iam") || service.equals("sts") || service.equals("s3");
        if (!signed.scope().service().equals(service) || Region.find(signedRegion).isEmpty() || !global && !signedRegion.equals(region)) {
          throw Problem.WRONG_REGION.in(family, signedRegion);
        }
      }
      Instant now = clock.instant();
      if (service.equals("s3")) {
        Caller caller = Authentication.of(call, Optional.empty(), signature, family, region, current.get(), now);
        return answering.handle(call, caller);
      }
      byte[] body = call.bodyBytes(BodyLimit.of(service));
      Caller caller = Authentication.of(call, Optional.of(body), signature, family, region, current.get(), now);
      return answering.handle(withBody(call, body), caller);
    } catch (HttpCall.BodyTooLargeException _) {
      return family.reply(Problem.TOO_LARGE.in(family, BodyLimit.of(service)));
    } catch (AwsException refusal) {
      return family.reply(refusal);
    }
  }

  private static HttpCall withBody(HttpCall call, byte[] body) {
    return new HttpCall(
        call.method(), call.path(), call.query(), call.headers(), new ByteArrayInputStream(body), body.length, call.tls(), call.peer(), call.door());
  }

  private static boolean isForm(HttpCall call) {
    return call.method().equals("POST")
        && call.headers().first("content-type").filter(t -> t.startsWith("application/x-www-form-urlencoded")).isPresent();
  }

  private static Optional<String> queryVersion(String query) {
    return Parameters.parse(query).filter(p -> p.has("Action")).flatMap(p -> p.first("Version"));
  }

  private static String serviceOfVersion(String version) {
    return switch (version) {
      case "2011-06-15" -> "sts";
      case "2010-05-08" -> "iam";
      case "2010-08-01" -> "monitoring";
      default -> "ec2";
    };
  }

  /** How many bytes a request may have where it is read whole. */
  private static final class BodyLimit {
    static int of(String service) {
      return switch (service) {
        case "dynamodb" -> 16 << 20;
        // 50 MB of zip in base64, and the rest of the request.
        case "lambda" -> 70 << 20;
        default -> 1 << 20;
      };
    }
  }
}
