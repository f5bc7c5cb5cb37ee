package dev.postern.app;

import dev.postern.app.control.Control;
import dev.postern.app.http.HttpServer;
import dev.postern.app.meter.Meter;
import dev.postern.app.observe.Observations;
import dev.postern.app.process.HostProcesses;
import dev.postern.app.tls.TrustFiles;
import dev.postern.core.dns.Host;
import dev.postern.core.doctor.Clues;
import dev.postern.core.doctor.Doctor;
import dev.postern.core.model.Resource;
import dev.postern.core.model.Vpc;
import dev.postern.core.plan.Link;
import dev.postern.core.state.Snapshot;
import dev.postern.linux.Kernel;
import dev.postern.linux.KernelException;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.http.Parameters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the port answers beside AWS's API: health, status, the way into a host for {@code postern exec}, sites, zones that are down, what is wrong,
 * and, when allowed, reset.
 */
final class OwnPaths implements HttpServer.Handler {
  private final Postern.Options options;
  private final Control control;
  private final Kernel kernel;
  private final HostProcesses processes;
  private final TrustFiles trust;
  private final Runnable reset;
  private final Instant started;
  private final IntSupplier port;
  private final Observations observations;
  private final ZonePaths zones;
  private final SitePaths sites;
  private final PolicyPaths policies;
  private final TracePaths traces;
  private final WhatIf whatIf;
  private final Supplier<Clues> clues;
  private final Meter meter;

  OwnPaths(
      Postern.Options options,
      Control control,
      Kernel kernel,
      HostProcesses processes,
      TrustFiles trust,
      Runnable reset,
      Instant started,
      IntSupplier port,
      Observations observations,
      Meter meter,
      PolicyPaths policies,
      TracePaths traces,
      WhatIf whatIf,
      Supplier<Clues> clues) {
    this.options = options;
    this.control = control;
    this.kernel = kernel;
    this.processes = processes;
    this.trust = trust;
    this.reset = reset;
    this.started = started;
    this.observations = observations;
    this.meter = meter;
    this.port = port;
    this.zones = new ZonePaths(control);
    this.sites = new SitePaths(control);
    this.policies = policies;
    this.traces = traces;
    this.whatIf = whatIf;
    this.clues = clues;
  }

  @Override
  public HttpReply handle(HttpCall call) {
    if (call.path().equals(WhatIf.PATH) || call.path().startsWith(WhatIf.PATH + "/")) {
      return whatIf.handle(call);
    }
    return switch (call.method() + " " + call.path()) {
      case "GET /_postern/health" -> json(JsonMapper.shared().createObjectNode().put("status", "ready"));
      case "GET /_postern/status" -> call.query().equals("format=text") ? HttpReply.of(200, "text/plain", text(status())) : json(status());
      case "GET /_postern/exec" -> exec(call);
      case "GET /_postern/links" -> links(call);
      case "POST /_postern/reset" -> reset();
      case "GET /_postern/meter" -> metered(call);
      case "GET /_postern/seen" -> HttpReply.of(200, "application/json", JsonMapper.shared().writeValueAsBytes(meter.seen()));
      case "GET /_postern/trace" -> traces.handle(call);
      case "GET /_postern/survey" -> traces.survey();
      case "GET /_postern/doctor" -> doctor();
      case "GET /_postern/policies" -> policies.handle(call);
      case "GET /_postern/access", "GET /_postern/network-activity", "GET /_postern/traffic", "GET /_postern/path" -> observations.handle(call);
      case "GET /_postern/sites", "POST /_postern/sites", "POST /_postern/sites/host", "POST /_postern/sites/delete" -> sites.handle(call);
      case "GET /_postern/zones", "POST /_postern/zones/fail", "POST /_postern/zones/restore" -> zones.handle(call);
      default -> HttpReply.of(404, "text/plain", "Postern has no " + call.method() + " " + call.path() + ".\n");
    };
  }

  private ObjectNode status() {
    Snapshot snapshot = control.current();
    ObjectNode status = JsonMapper.shared().createObjectNode();
    status.put("status", "ready").put("url", "http://localhost:" + port.getAsInt()).put("data", options.data().toString()).put("revision", snapshot.revision());
    status.put("uptimeSeconds", Duration.between(started, Instant.now()).toSeconds());
    ObjectNode counts = status.putObject("resources");
    Map<String, Long> byKind =
        snapshot.resources().keySet().stream().collect(Collectors.groupingBy(k -> k.kind().resourceType(), TreeMap::new, Collectors.counting()));
    byKind.forEach(counts::put);
    ArrayNode vpcs = status.putArray("vpcs");
    for (Resource resource : snapshot.resources().values()) {
      if (resource instanceof Vpc vpc) {
        ObjectNode row = vpcs.addObject().put("id", vpc.id()).put("account", vpc.key().account()).put("region", vpc.key().region());
        row.put("cidr", vpc.primary().toString()).put("default", vpc.isDefault());
        row.put("carried", control.observed().holds(vpc.id(), vpc.id()));
      }
    }
    return status;
  }

  private static String text(ObjectNode status) {
    StringBuilder text = new StringBuilder("ready at " + status.path("url").asString() + ", data in " + status.path("data").asString());
    for (JsonNode vpc : status.path("vpcs")) {
      text.append(
          "\n%s  %-18s %-14s account %s  %s%s"
              .formatted(
                  vpc.path("id").asString(), vpc.path("cidr").asString(), vpc.path("region").asString(), vpc.path("account").asString(),
                  vpc.path("carried").asBoolean() ? "available" : "pending", vpc.path("default").asBoolean() ? ", default" : ""));
    }
    return text.append('\n').toString();
  }

  /** The command line of {@code nsenter} and the like, in words quoted for a shell, that puts a program on a host or in a router. */
  private HttpReply exec(HttpCall call) {
    byte[] given = call.headers().first("authorization").orElse("").getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(given, ("Bearer " + options.secret()).getBytes(StandardCharsets.UTF_8))) {
      return HttpReply.of(403, "text/plain", "the secret in run/secret is needed\n");
    }
    Parameters parameters = Parameters.parse(call.query()).orElse(new Parameters(List.of()));
    String id = parameters.first("id").orElse("");
    Path directory = Path.of(new String(HexFormat.of().parseHex(parameters.first("directory").orElse("2f")), StandardCharsets.UTF_8));
    Optional<Host> host = Host.find(control.current(), id);
    Optional<Path> namespace = namespace(host.map(Host::id).orElse(id));
    if (namespace.isEmpty()) {
      String what = host.isEmpty() ? "there is no host " + id : id + " is not carried by the kernel: is it stopped?";
      return HttpReply.of(404, "text/plain", what + "\n");
    }
    List<String> words = new ArrayList<>(List.of("env"));
    if (host.isPresent()) {
      processes.environment(host.get()).forEach((name, value) -> words.add(name + "=" + value));
      words.addAll(HostProcesses.commandLine(namespace.get(), processes.resolvConf(host.get()), trust, directory, List.of(), List.of()));
    } else {
      String enter = "cd \"$1\" && shift && exec \"$@\"";
      words.addAll(List.of("nsenter", "--net=" + namespace.get(), "/bin/sh", "-c", enter, "enter", directory.toString()));
    }
    return HttpReply.of(200, "text/plain", words.stream().map(OwnPaths::quoted).collect(Collectors.joining(" ")));
  }

  /** Where the packets of an interface, or of what has interfaces, can be seen: for {@code postern capture}. */
  private HttpReply links(HttpCall call) {
    String id = Parameters.parse(call.query()).flatMap(p -> p.first("id")).orElse("");
    List<Link> links = Link.of(control.current(), id);
    if (links.isEmpty()) {
      return HttpReply.of(404, "text/plain", "there is no network interface, nor anything that has one, with the ID " + id + "\n");
    }
    Optional<Link> absent = links.stream().filter(l -> namespace(l.namespace()).isEmpty()).findFirst();
    if (absent.isPresent()) {
      return HttpReply.of(404, "text/plain", absent.get().id() + " is not carried by the kernel: is it stopped?\n");
    }
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.set("links", JsonMapper.shared().valueToTree(links));
    return json(answer);
  }

  private Optional<Path> namespace(String name) {
    try {
      return Optional.of(kernel.namespacePath(name));
    } catch (KernelException _) {
      return Optional.empty();
    }
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** What was metered this month, or in {@code ?month=2026-11}. */
  private HttpReply metered(HttpCall call) {
    Optional<String> month = Parameters.parse(call.query()).flatMap(p -> p.first("month"));
    try {
      YearMonth which = month.map(YearMonth::parse).orElseGet(() -> YearMonth.now(ZoneOffset.UTC));
      return HttpReply.of(200, "application/json", JsonMapper.shared().writeValueAsBytes(meter.month(which)));
    } catch (DateTimeParseException _) {
      return HttpReply.of(400, "text/plain", "not a month such as 2026-11: " + month.orElse("") + "\n");
    }
  }

  /** What is wrong or wasteful in the whole cloud, the worst first. */
  private HttpReply doctor() {
    Snapshot snapshot = control.current();
    ObjectNode answer = JsonMapper.shared().createObjectNode().put("revision", snapshot.revision());
    answer.set("findings", JsonMapper.shared().valueToTree(Doctor.examine(snapshot, clues.get())));
    return json(answer);
  }

  private HttpReply reset() {
    if (!options.allowReset()) {
      return HttpReply.of(403, "text/plain", "Start with --allow-reset to allow this.\n");
    }
    reset.run();
    return json(JsonMapper.shared().createObjectNode().put("status", "empty"));
  }

  private static HttpReply json(ObjectNode node) {
    return HttpReply.of(200, "application/json", JsonMapper.shared().writeValueAsBytes(node));
  }
}
