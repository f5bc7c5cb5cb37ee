package dev.postern.app;

import dev.postern.app.control.Control;
import dev.postern.app.http.HttpServer;
import dev.postern.core.action.Caller;
import dev.postern.core.action.site.AddSiteHost;
import dev.postern.core.action.site.CreateSite;
import dev.postern.core.action.site.DeleteSite;
import dev.postern.core.action.sts.Callers;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Site;
import dev.postern.core.state.Snapshot;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.http.Parameters;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * On-premises networks: {@code GET /_postern/sites} lists them, {@code POST /_postern/sites} makes one of a JSON body, {@code
 * POST /_postern/sites/host?site=} adds a host, {@code POST /_postern/sites/delete?site=} takes one away; each answers with the site.
 */
final class SitePaths implements HttpServer.Handler {
  private static final Caller NOBODY = Caller.root(Callers.NOBODYS_ACCOUNT, "us-east-1");
  private static final int LARGEST_BODY = 64 << 10;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Control control;

  SitePaths(Control control) {
    this.control = control;
  }

  @Override
  public HttpReply handle(HttpCall call) {
    String site = Parameters.parse(call.query()).orElse(new Parameters(List.of())).first("site").orElse("");
    try {
      return switch (call.method() + " " + call.path()) {
        case "GET /_postern/sites" -> json(200, list());
        case "POST /_postern/sites" -> json(200, shown(create(call)));
        case "POST /_postern/sites/host" -> json(200, shown(control.execute(new AddSiteHost(), NOBODY, new AddSiteHost.Request(site))));
        case "POST /_postern/sites/delete" -> json(200, shown(control.execute(new DeleteSite(), NOBODY, new DeleteSite.Request(site))));
        default -> json(404, Map.of("error", "Postern has no " + call.method() + " " + call.path() + "."));
      };
    } catch (AwsException refusal) {
      return json(refusal.status(), Map.of("error", refusal.text()));
    } catch (JacksonException e) {
      return json(400, Map.of("error", "The body is no such JSON: " + e.getOriginalMessage()));
    }
  }

  private Site create(HttpCall call) {
    return control.execute(new CreateSite(), NOBODY, JSON.readValue(call.bodyBytes(LARGEST_BODY), CreateSite.Request.class));
  }

  private ArrayNode list() {
    ArrayNode sites = JSON.createArrayNode();
    Snapshot snapshot = control.current();
    String prefix = Kind.SITE.prefix() + "-";
    snapshot.networks().keySet().stream()
        .filter(u -> u.startsWith(prefix))
        .sorted()
        .flatMap(u -> snapshot.located(Site.class, u).stream())
        .forEach(s -> sites.add(shown(s)));
    return sites;
  }

  private static ObjectNode shown(Site site) {
    ObjectNode node = JSON.createObjectNode().put("id", site.id()).put("name", site.name());
    node.put("account", site.key().account()).put("region", site.key().region());
    ArrayNode cidrs = node.putArray("cidrs");
    site.cidrs().forEach(c -> cidrs.add(c.toString()));
    node.set("customerGateways", JSON.valueToTree(site.customerGatewayIds()));
    node.set("virtualInterfaces", JSON.valueToTree(site.virtualInterfaceIds()));
    ArrayNode towardsAws = node.putArray("towardsAws");
    site.towardsAws().forEach(c -> towardsAws.add(c.toString()));
    node.set("dns", JSON.valueToTree(site.nameservers()));
    ArrayNode hosts = node.putArray("hosts");
    site.hosts().forEach(h -> hosts.addObject().put("id", h.id()).put("ip", h.ip()));
    return node;
  }

  private static HttpReply json(int status, Object value) {
    return HttpReply.of(status, "application/json", JSON.writeValueAsBytes(value));
  }
}
