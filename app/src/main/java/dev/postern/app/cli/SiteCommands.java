package dev.postern.app.cli;

import dev.postern.core.action.site.CreateSite;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code postern site}: on-premises networks, which stand behind customer gateways and virtual interfaces. One of its own commands must follow. */
@Command(
    name = "site",
    description = "On-premises networks behind VPN connections and Direct Connect, with hosts to run programs on.",
    mixinStandardHelpOptions = true,
    subcommands = {SiteCommands.Create.class, SiteCommands.ListSites.class, SiteCommands.Describe.class, SiteCommands.AddHost.class, SiteCommands.Delete.class})
final class SiteCommands implements Runnable {
  @CommandLine.Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "site what? create, list, describe, add-host or delete");
  }

  /** What the commands have in common: which cloud, and how to print. */
  private abstract static class Asking implements Callable<Integer> {
    @Mixin Cloud cloud;
    @CommandLine.Spec CommandSpec spec;

    @Option(names = "--json", description = "For machines.")
    boolean json;

    OwnApi api() {
      return new OwnApi(cloud);
    }

    /** Prints the site that was answered, or why it was refused. */
    int show(OwnApi.Answer answer) {
      JsonNode body = JsonMapper.shared().readTree(answer.body());
      if (answer.status() != 200) {
        spec.commandLine().getErr().println("postern: " + body.path("error").asString());
        return 1;
      }
      spec.commandLine().getOut().println(json ? answer.body() : text(body));
      return 0;
    }

    static String text(JsonNode site) {
      StringBuilder text = new StringBuilder(site.path("id").asString());
      site.path("cidrs").forEach(c -> text.append("  ").append(c.asString()));
      site.path("customerGateways").forEach(c -> text.append("  ").append(c.asString()));
      site.path("virtualInterfaces").forEach(c -> text.append("  ").append(c.asString()));
      site.path("hosts").forEach(h -> text.append("\n  ").append(h.path("id").asString()).append("  ").append(h.path("ip").asString()));
      return text.toString();
    }

    static String named(String path, String site) {
      return path + "?site=" + URLEncoder.encode(site, StandardCharsets.UTF_8);
    }
  }

  /** {@code postern site create}. */
  @Command(
      name = "create",
      description = {
        "Makes an on-premises network; what it reaches is decided by the gateways it stands behind.",
        "Run programs there with: postern exec onprem-… -- CMD. Their AWS credentials are those of the account's root user."
      },
      mixinStandardHelpOptions = true)
  static final class Create extends Asking {
    @Option(names = "--name", paramLabel = "NAME", defaultValue = "", description = "A name for you.")
    private String name;

    @Option(names = "--cidr", paramLabel = "CIDR", required = true, split = ",", description = "A block of the site; hosts have addresses of the first.")
    private List<String> cidrs;

    @Option(names = "--customer-gateway", paramLabel = "cgw-…", split = ",", description = "The site's end of VPN connections.")
    private List<String> customerGateways = List.of();

    @Option(names = "--virtual-interface", paramLabel = "dxvif-…", split = ",", description = "A private virtual interface of Direct Connect.")
    private List<String> virtualInterfaces = List.of();

    @Option(names = "--hosts", paramLabel = "N", defaultValue = "1", description = "How many hosts (default: ${DEFAULT-VALUE}).")
    private int hosts;

    @Option(names = "--dns", paramLabel = "IP", split = ",", description = "What the hosts ask, such as an inbound resolver endpoint (default: the public DNS).")
    private List<String> dns = List.of();

    @Option(names = "--towards-aws", paramLabel = "CIDR", split = ",", description = "A block that the site's router also sends to AWS, such as S3's, rightly or not.")
    private List<String> towardsAws = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
      CreateSite.Request request = new CreateSite.Request(name, cidrs, customerGateways, virtualInterfaces, hosts, dns, towardsAws);
      return show(api().post("/_postern/sites", JsonMapper.shared().writeValueAsString(request)));
    }
  }

  /** {@code postern site list}. */
  @Command(name = "list", description = "Lists the sites and their hosts.", mixinStandardHelpOptions = true)
  static final class ListSites extends Asking {
    @Override
    public Integer call() throws IOException, InterruptedException {
      OwnApi.Answer answer = api().get("/_postern/sites");
      if (json) {
        spec.commandLine().getOut().println(answer.body());
        return 0;
      }
      JsonNode sites = JsonMapper.shared().readTree(answer.body());
      if (sites.isEmpty()) {
        spec.commandLine().getOut().println("no sites: make one with 'postern site create'");
      }
      sites.forEach(s -> spec.commandLine().getOut().println(text(s)));
      return 0;
    }
  }

  /** {@code postern site describe site-…}. */
  @Command(name = "describe", description = "Shows one site.", mixinStandardHelpOptions = true)
  static final class Describe extends Asking {
    @Parameters(paramLabel = "site-…", description = "The site.")
    private String id;

    @Override
    public Integer call() throws IOException, InterruptedException {
      for (JsonNode site : JsonMapper.shared().readTree(api().get("/_postern/sites").body())) {
        if (site.path("id").asString().equals(id)) {
          return show(new OwnApi.Answer(200, site.toString()));
        }
      }
      spec.commandLine().getErr().println("postern: There is no site " + id + ".");
      return 1;
    }
  }

  /** {@code postern site add-host site-…}. */
  @Command(name = "add-host", description = "Adds a host to a site.", mixinStandardHelpOptions = true)
  static final class AddHost extends Asking {
    @Parameters(paramLabel = "site-…", description = "The site.")
    private String id;

    @Override
    public Integer call() throws IOException, InterruptedException {
      return show(api().post(named("/_postern/sites/host", id), ""));
    }
  }

  /** {@code postern site delete site-…}. */
  @Command(name = "delete", description = "Takes a site away with its hosts.", mixinStandardHelpOptions = true)
  static final class Delete extends Asking {
    @Parameters(paramLabel = "site-…", description = "The site.")
    private String id;

    @Override
    public Integer call() throws IOException, InterruptedException {
      return show(api().post(named("/_postern/sites/delete", id), ""));
    }
  }
}
