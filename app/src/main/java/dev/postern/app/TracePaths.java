package dev.postern.app;

import dev.postern.app.control.Control;
import dev.postern.app.dns.NameIndex;
import dev.postern.core.dns.DnsResolver;
import dev.postern.core.explain.NotTraceable;
import dev.postern.core.explain.Policies;
import dev.postern.core.explain.Start;
import dev.postern.core.explain.Survey;
import dev.postern.core.explain.Trace;
import dev.postern.core.explain.Tracer;
import dev.postern.core.fabric.Fabrics;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
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
 * {@code GET /_postern/trace?from=ID&to=URL[&verify=true][&action=ACTION&resource=ARN]}: the way of one connection in words, and on request what became of it when it was tried;
 * with {@code &what-if=ID} the way in a copy of the cloud ({@link WhatIf}), and as {@code now} the way in the cloud as it is. {@code GET /_postern/survey}:
 * every host to every service. What makes no question is answered with status 400.
 */
final class TracePaths {
  private final Control control;
  private final Optional<Policies.Resources> resources;
  private final Clock clock;
  private final SentConnection sent;
  private final WhatIf whatIf;
  private final Supplier<DnsResolver> resolver;
  private volatile Fabrics fabrics;

  /** @param resources empty when an engine that others made answers for S3: what that one allows is not known here */
  TracePaths(Control control, Optional<Policies.Resources> resources, Clock clock, Kernel kernel, WhatIf whatIf) {
    this.whatIf = whatIf;
    this.resolver = new NameIndex(control::current, control::observed);
    this.fabrics = new Fabrics(control.current());
    this.control = control;
    this.resources = resources;
    this.clock = clock;
    this.sent = new SentConnection(kernel);
  }

  HttpReply handle(HttpCall call) {
    Parameters parameters = Parameters.parse(call.query()).orElse(new Parameters(List.of()));
    try {
      String from = required(parameters, "from");
      String to = required(parameters, "to");
      boolean verify = parameters.first("verify").filter("true"::equals).isPresent();
      Optional<Policies.Asked> asked = parameters.first("action").map(a -> new Policies.Asked(a, parameters.first("resource").orElse("*")));
      Optional<String> copy = parameters.first("what-if");
      if (copy.isPresent()) {
        if (verify) {
          throw new NotTraceable("no packet can be sent in a cloud that does not exist: leave --verify out");
        }
        Snapshot changed = whatIf.state(copy.get()).orElseThrow(() -> new NotTraceable("no such copy of the cloud, or it is forgotten: " + copy.get()));
        Fabrics now = current();
        Tracer then = tracer(now.at(changed), DnsResolver.of(changed, Observed.everything(changed)), asked);
        ObjectNode answer = JsonMapper.shared().valueToTree(then.trace(then.start(from), to));
        Tracer tracer = tracer(now, resolver.get(), asked);
        answer.set("now", JsonMapper.shared().valueToTree(tracer.trace(tracer.start(from), to)));
        return json(200, answer);
      }
      Tracer tracer = tracer(current(), resolver.get(), asked);
      Start start = tracer.start(from);
      Trace trace = tracer.trace(start, to);
      ObjectNode answer = JsonMapper.shared().valueToTree(trace);
      if (verify) {
        answer.set("verified", sent.verify(start, trace));
      }
      return json(200, answer);
    } catch (NotTraceable e) {
      return json(400, Map.of("error", String.valueOf(e.getMessage())));
    }
  }

  HttpReply survey() {
    Fabrics now = current();
    return json(200, new Survey(now, new Tracer(now, resolver.get(), Optional.empty())).rows());
  }

  private Fabrics current() {
    fabrics = fabrics.at(control.current());
    return fabrics;
  }

  private Tracer tracer(Fabrics of, DnsResolver names, Optional<Policies.Asked> asked) {
    return new Tracer(of, names, resources.map(known -> new Policies(known, asked, clock.instant())));
  }

  private static String required(Parameters parameters, String name) {
    return parameters.first(name).filter(value -> !value.isBlank()).orElseThrow(() -> new NotTraceable("missing parameter: " + name));
  }

  private static HttpReply json(int status, Object value) {
    return HttpReply.of(status, "application/json", JsonMapper.shared().writeValueAsBytes(value));
  }
}
