package dev.postern.app;

import dev.postern.app.control.Control;
import dev.postern.app.dns.NameIndex;
import dev.postern.core.dns.DnsResolver;
import dev.postern.core.explain.NotTraceable;
import dev.postern.core.explain.Policies;
import dev.postern.core.explain.Start;
import dev.postern.core.explain.Trace;
import dev.postern.core.explain.Tracer;
import dev.postern.core.fabric.Fabrics;
import dev.postern.engine.s3.BucketPolicy;
import dev.postern.linux.Kernel;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.http.Parameters;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /_postern/trace?from=ID&to=URL[&verify=true]}: the way of one connection in words, and on request what became of it when it was tried;
 * what makes no question is answered with status 400.
 */
final class TracePaths {
  private final Control control;
  private final Optional<Supplier<List<BucketPolicy>>> buckets;
  private final Clock clock;
  private final SentConnection sent;
  private final Supplier<DnsResolver> resolver;
  private volatile Fabrics fabrics;

  /** @param buckets empty when an engine that others made answers for S3: what that one allows is not known here */
  TracePaths(Control control, Optional<Supplier<List<BucketPolicy>>> buckets, Clock clock, Kernel kernel) {
    this.resolver = new NameIndex(control::current, control::observed);
    this.fabrics = new Fabrics(control.current());
    this.control = control;
    this.buckets = buckets;
    this.clock = clock;
    this.sent = new SentConnection(kernel);
  }

  HttpReply handle(HttpCall call) {
    Parameters parameters = Parameters.parse(call.query()).orElse(new Parameters(List.of()));
    try {
      fabrics = fabrics.at(control.current());
      Tracer tracer = new Tracer(fabrics, resolver.get(), buckets.map(b -> new Policies(name -> bucket(b.get(), name), clock.instant())));
      Start start = tracer.start(required(parameters, "from"));
      Trace trace = tracer.trace(start, required(parameters, "to"));
      ObjectNode answer = JsonMapper.shared().valueToTree(trace);
      if (parameters.first("verify").filter("true"::equals).isPresent()) {
        answer.set("verified", sent.verify(start, trace));
      }
      return json(200, answer);
    } catch (NotTraceable e) {
      return json(400, Map.of("error", String.valueOf(e.getMessage())));
    }
  }

  private static Optional<Policies.Bucket> bucket(List<BucketPolicy> policies, String name) {
    return policies.stream().filter(p -> p.bucket().equals(name)).findFirst().map(p -> new Policies.Bucket(p.account(), p.document()));
  }

  private static String required(Parameters parameters, String name) {
    return parameters.first(name).filter(value -> !value.isBlank()).orElseThrow(() -> new NotTraceable("missing parameter: " + name));
  }

  private static HttpReply json(int status, Object value) {
    return HttpReply.of(status, "application/json", JsonMapper.shared().writeValueAsBytes(value));
  }
}
