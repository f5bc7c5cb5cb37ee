package dev.postern.app.observe;

import dev.postern.app.control.Control;
import dev.postern.app.http.HttpServer;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FabricCompiler;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.SiteCompiler;
import dev.postern.core.fabric.SiteFabric;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Site;
import dev.postern.core.model.Vpc;
import dev.postern.core.path.CloudOutside;
import dev.postern.core.path.Packet;
import dev.postern.core.path.Path;
import dev.postern.core.path.PathResolver;
import dev.postern.core.state.Snapshot;
import dev.postern.linux.Kernel;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.http.Parameters;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an observer may ask on the API port: {@code /_postern/access?since=TIME} or {@code ?after=NUMBER} the requests that services saw,
 * {@code /_postern/network-activity?after=NUMBER} the same as CloudTrail writes them, {@code /_postern/traffic?vpc=} what the kernel counted, {@code /_postern/path?from=eni-…|onprem-…&to=ADDRESS&port=} the path that the model walks.
 */
public final class Observations implements HttpServer.Handler {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Control control;
  private final Kernel kernel;
  private final AccessRecords records;

  public Observations(Control control, Kernel kernel, AccessRecords records) {
    this.control = control;
    this.kernel = kernel;
    this.records = records;
  }

  @Override
  public HttpReply handle(HttpCall call) {
    Optional<Parameters> query = Parameters.parse(call.query());
    try {
      return switch (call.path()) {
        case "/_postern/access" -> json(200, access(query));
        case "/_postern/network-activity" -> networkActivity(Long.parseLong(required(query, "after")));
        case "/_postern/traffic" -> json(200, Traffic.of(kernel, fabric(required(query, "vpc"))));
        case "/_postern/path" -> json(200, path(required(query, "from"), required(query, "to"), required(query, "port")));
        default -> problem(404, "no such path: " + call.path());
      };
    } catch (IllegalArgumentException | DateTimeParseException e) {
      return problem(400, String.valueOf(e.getMessage()));
    }
  }

  private List<AccessRecord> access(Optional<Parameters> query) {
    Optional<String> after = query.flatMap(q -> q.first("after"));
    return after.isPresent() ? records.after(Long.parseLong(after.get())) : records.since(Instant.parse(required(query, "since")));
  }

  /** A line for each request with a higher number of which CloudTrail has such an event. */
  private HttpReply networkActivity(long after) {
    StringBuilder lines = new StringBuilder();
    for (AccessRecord record : records.after(after)) {
      NetworkActivity.of(record).ifPresent(event -> {
        ObjectNode line = JsonMapper.shared().createObjectNode().put("number", record.number());
        line.set("event", event);
        lines.append(line).append('\n');
      });
    }
    return HttpReply.of(200, "application/x-ndjson", lines.toString());
  }

  private Path path(String from, String to, String port) {
    Snapshot snapshot = control.current();
    int number = Integer.parseInt(port);
    for (Site site : sites(snapshot)) {
      Optional<SiteFabric.Host> host = SiteCompiler.compile(snapshot, site).hosts().stream().filter(h -> h.hostId().equals(from)).findFirst();
      if (host.isPresent()) {
        Packet packet = new Packet(host.get().ip(), Ip.parse(to), FilterLine.TCP, 49152, number);
        return PathResolver.resolve(SiteCompiler.compile(snapshot, site), new CloudOutside(snapshot, site.key().region()), host.get(), packet);
      }
    }
    NetworkInterface eni =
        snapshot.located(NetworkInterface.class, from).orElseThrow(() -> new IllegalArgumentException("no such interface or on-premises host: " + from));
    Fabric fabric = fabric(eni.vpcId());
    Port start = Optional.ofNullable(fabric.ports().get(from)).orElseThrow(() -> new IllegalArgumentException(from + " is attached to no running host"));
    Packet packet = new Packet(start.primary(), Ip.parse(to), FilterLine.TCP, 49152, number);
    return PathResolver.resolve(fabric, new CloudOutside(snapshot, fabric.region()), start, packet);
  }

  private static List<Site> sites(Snapshot snapshot) {
    String prefix = Kind.SITE.prefix() + "-";
    return snapshot.networks().keySet().stream().filter(u -> u.startsWith(prefix)).flatMap(u -> snapshot.located(Site.class, u).stream()).toList();
  }

  private Fabric fabric(String vpcId) {
    Snapshot snapshot = control.current();
    return snapshot.inNetwork(Vpc.class, vpcId).stream()
        .findFirst()
        .map(v -> FabricCompiler.compile(snapshot, v))
        .orElseThrow(() -> new IllegalArgumentException("no such VPC: " + vpcId));
  }

  private static String required(Optional<Parameters> query, String name) {
    return query.flatMap(q -> q.first(name)).orElseThrow(() -> new IllegalArgumentException("missing parameter: " + name));
  }

  private static HttpReply json(int status, Object value) {
    return HttpReply.of(status, "application/json", JSON.writeValueAsBytes(value));
  }

  private static HttpReply problem(int status, String text) {
    return json(status, Map.of("error", text));
  }
}
