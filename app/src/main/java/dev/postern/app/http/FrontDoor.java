package dev.postern.app.http;

import dev.postern.core.action.Caller;
import dev.postern.core.error.AwsException;
import dev.postern.core.plan.Door;
import dev.postern.core.region.Region;
import dev.postern.core.services.PublicHost;
import dev.postern.core.services.PublicService;
import dev.postern.core.services.ServiceHosts;
import dev.postern.core.state.Snapshot;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.http.Parameters;
import dev.postern.wire.sigv4.Scope;
import dev.postern.wire.sigv4.Signature;
import java.time.Clock;
import java.util.List;
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

  private final Map<String, Backend> backends;
  private final HttpServer.Handler own;
  private final HttpServer.Handler metadata;
  private final Supplier<Snapshot> current;
  private final Authentication authentication;

  /**
   * @param backends by the short name of the service; a service without one says how to attach an engine
   * @param own answers {@link #OWN_PATHS}
   * @param metadata answers at 169.254.169.254
   * @param current where access keys are
   * @param auth of keys that are not there
   */
  public FrontDoor(
      Map<String, Backend> backends, HttpServer.Handler own, HttpServer.Handler metadata, Supplier<Snapshot> current, Auth auth, Clock clock) {
    this.backends = Map.copyOf(backends);
    this.own = own;
    this.metadata = metadata;
    this.current = current;
    this.authentication = new Authentication(auth, clock);
  }

  @Override
  public HttpReply handle(HttpCall call) {
    return switch (call.door()) {
      case Door.Api _ -> call.path().startsWith(OWN_PATHS) ? own.handle(call) : fromOutside(call);
      case Door.Public(String region) -> fromInside(call, region);
      case Door.Endpoint endpoint -> throughEndpoint(call, endpoint);
      case Door.Metadata _ -> metadata.handle(call);
      case Door.Resolver _, Door.PublicResolver _, Door.Balancer _ -> throw new IllegalArgumentException("not a door of HTTP: " + call.door());
    };
  }

  private HttpReply fromOutside(HttpCall call) {
    Signature signature = Signature.parse(call);
    Optional<PublicHost> host = PublicHost.of(call.host());
    if (signature instanceof Signature.Signed signed) {
      String signingName = signed.scope().service();
      Optional<PublicService> service = meant(PublicService.signedAs(signingName), host);
      if (service.isEmpty()) {
        Family family = Family.of(call, Family.REST_JSON);
        return family.reply(Problem.NOT_SERVED.in(family, signingName));
      }
      return serve(call, signature, service.get(), signed.scope().region());
    }
    if (host.isPresent()) {
      return serve(call, signature, host.get().service(), host.get().region().orElse(DEFAULT_REGION));
    }
    if (call.headers().first("x-amz-target").filter(t -> t.startsWith("DynamoDB_")).isPresent()) {
      return serve(call, signature, named("dynamodb"), DEFAULT_REGION);
    }
    Optional<String> version = call.query().contains("Version=") ? queryVersion(call.query()) : Optional.empty();
    HttpCall whole = call;
    if (version.isEmpty() && call.method().equals("POST") && call.isForm()) {
      byte[] form = call.bodyBytes(BodyLimit.of("ec2"));
      version = Parameters.parse(form).flatMap(p -> p.first("Version"));
      whole = call.withBody(form);
    }
    return serve(whole, signature, named(version.map(FrontDoor::serviceOfVersion).orElse("s3")), DEFAULT_REGION);
  }

  /** Several services may sign with one name: the host tells which is meant, or else that there is a backend for it. */
  private Optional<PublicService> meant(List<PublicService> services, Optional<PublicHost> host) {
    return host.map(PublicHost::service)
        .filter(services::contains)
        .or(() -> services.stream().filter(s -> backend(s).serves()).findFirst())
        .or(() -> services.stream().findFirst());
  }

  private HttpReply fromInside(HttpCall call, String region) {
    Optional<PublicHost> host = PublicHost.of(call.host());
    if (host.isEmpty()) {
      // The address is one of AWS's, the name is nobody's: S3 takes it for a bucket, but these addresses belong to many services.
      return HttpReply.of(404, "text/plain", "No AWS service is named " + call.host() + ".\n");
    }
    return serve(call, Signature.parse(call), host.get().service(), host.get().region().orElse(region));
  }

  private HttpReply throughEndpoint(HttpCall call, Door.Endpoint endpoint) {
    Optional<ServiceHosts> hosts = ServiceHosts.of(endpoint.serviceName(), endpoint.serviceRegion()).filter(h -> h.answers(call.host()));
    return hosts.isEmpty()
        ? HttpReply.of(421, "text/plain", endpoint.serviceName() + " does not answer for " + call.host() + ".\n")
        : serve(call, Signature.parse(call), hosts.get().service(), endpoint.serviceRegion());
  }

  private HttpReply serve(HttpCall call, Signature signature, PublicService service, String region) {
    if (service.equals(PublicService.CHECKIP)) {
      return HttpReply.of(200, "text/plain", call.peer() + "\n");
    }
    Family family = Family.of(service, call);
    Backend backend = backend(service);
    try {
      if (signature instanceof Signature.Signed signed) {
        checkScope(signed.scope(), service, region, family);
      }
      return switch (backend.source()) {
        case OWN -> own(call, signature, service, region, family, backend.service());
        case ATTACHED, NONE -> another(call, signature, service, region, family, backend.service());
      };
    } catch (HttpCall.BodyTooLargeException _) {
      return family.reply(Problem.TOO_LARGE.in(family, BodyLimit.of(service.name())));
    } catch (AwsException refusal) {
      return family.reply(refusal);
    }
  }

  private static void checkScope(Scope scope, PublicService service, String region, Family family) {
    List<String> names = service.signingNames();
    if (!names.isEmpty() && !names.contains(scope.service())) {
      throw Problem.WRONG_SERVICE.in(family, names.getFirst(), scope.service());
    }
    // S3 answers a wrong Region itself: its error names the right one, and clients follow it.
    boolean anywhere = service.isGlobal() || service.name().equals("sts") || service.name().equals("s3");
    if (Region.find(scope.region()).isEmpty() || !anywhere && !scope.region().equals(region)) {
      throw Problem.WRONG_REGION.in(family, scope.region());
    }
  }

  private HttpReply own(HttpCall call, Signature signature, PublicService service, String region, Family family, AwsService answering) {
    if (service.name().equals("s3")) {
      if (signature instanceof Signature.Anonymous) {
        return answering.handle(call, Caller.anonymous(region));
      }
      return answering.handle(call, authentication.of(call, Optional.empty(), signature, family, region, current.get()));
    }
    byte[] body = call.bodyBytes(BodyLimit.of(service.name()));
    Caller caller = authentication.of(call, Optional.of(body), signature, family, region, current.get());
    return answering.handle(call.withBody(body), caller);
  }

  /** The body streams, unless it is needed to verify the signature of a key that this cloud gave out. */
  private HttpReply another(HttpCall call, Signature signature, PublicService service, String region, Family family, AwsService answering) {
    if (signature instanceof Signature.Anonymous || usesAnotherMechanism(call)) {
      return answering.handle(call, Caller.anonymous(region));
    }
    Snapshot snapshot = current.get();
    if (Authentication.needsBody(call, signature, snapshot)) {
      byte[] body = call.bodyBytes(BodyLimit.of(service.name()));
      return answering.handle(call.withBody(body), authentication.of(call, Optional.of(body), signature, family, region, snapshot));
    }
    return answering.handle(call, authentication.of(call, Optional.empty(), signature, family, region, snapshot));
  }

  /** Such as a password, a token or asymmetric keys: an engine may know what to do with those. */
  private static boolean usesAnotherMechanism(HttpCall call) {
    return call.headers().first("authorization").filter(a -> !a.strip().startsWith(Signature.ALGORITHM + " ")).isPresent();
  }

  private Backend backend(PublicService service) {
    return Optional.ofNullable(backends.get(service.name())).orElseGet(() -> new Backend(new UnservedBackend(service), Backend.Source.NONE));
  }

  private static PublicService named(String name) {
    return PublicService.named(name).orElseThrow();
  }

  private static Optional<String> queryVersion(String query) {
    return Parameters.parse(query).filter(p -> p.has("Action")).flatMap(p -> p.first("Version"));
  }

  private static String serviceOfVersion(String version) {
    return switch (version) {
      case "2011-06-15" -> "sts";
      case "2010-05-08" -> "iam";
      case "2010-08-01" -> "monitoring";
      case "2015-12-01" -> "elasticloadbalancing";
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
        case "ec2", "iam", "sts", "elasticloadbalancing" -> 1 << 20;
        default -> 16 << 20;
      };
    }
  }
}
