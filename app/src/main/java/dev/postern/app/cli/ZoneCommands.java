package dev.postern.app.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

/** {@code postern fail} and {@code postern restore}: take AWS's side of a zone down, and bring it back. */
final class ZoneCommands {
  private ZoneCommands() {}

  /** {@code postern fail}: one of its own commands must follow. */
  @Command(
      name = "fail",
      description = "Takes AWS's side of a zone down, or says which zones are.",
      mixinStandardHelpOptions = true,
      subcommands = {FailZone.class, ListZones.class})
  static final class Fail implements Runnable {
    @CommandLine.Spec private CommandSpec spec;

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "fail what? zone us-east-1a, or list");
    }
  }

  /** {@code postern restore}: one of its own commands must follow. */
  @Command(name = "restore", description = "Brings AWS's side of a zone back.", mixinStandardHelpOptions = true, subcommands = RestoreZone.class)
  static final class Restore implements Runnable {
    @CommandLine.Spec private CommandSpec spec;

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "restore what? zone us-east-1a");
    }
  }

  /** {@code postern fail zone us-east-1a}. */
  @Command(
      name = "zone",
      description = {
        "Takes AWS's side of a zone down: interfaces of endpoints, NAT gateways, resolver endpoints and transit gateways there carry nothing.",
        "Instances and functions run on."
      },
      mixinStandardHelpOptions = true)
  static final class FailZone implements Callable<Integer> {
    @Mixin private Cloud cloud;
    @CommandLine.Spec private CommandSpec spec;

    @Parameters(paramLabel = "ZONE", description = "A zone's name or id: us-east-1a, use1-az1.")
    private String zone;

    @Override
    public Integer call() throws IOException, InterruptedException {
      return changed(spec, cloud, "fail", zone, "down");
    }
  }

  /** {@code postern restore zone us-east-1a}. */
  @Command(name = "zone", description = "Brings AWS's side of a zone back.", mixinStandardHelpOptions = true)
  static final class RestoreZone implements Callable<Integer> {
    @Mixin private Cloud cloud;
    @CommandLine.Spec private CommandSpec spec;

    @Parameters(paramLabel = "ZONE", description = "A zone's name or id: us-east-1a, use1-az1.")
    private String zone;

    @Override
    public Integer call() throws IOException, InterruptedException {
      return changed(spec, cloud, "restore", zone, "up");
    }
  }

  /** {@code postern fail list}. */
  @Command(name = "list", description = "Says which zones are down.", mixinStandardHelpOptions = true)
  static final class ListZones implements Callable<Integer> {
    @Mixin private Cloud cloud;
    @CommandLine.Spec private CommandSpec spec;

    @Option(names = "--json", description = "For machines.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
      String body = new OwnApi(cloud).get("/_postern/zones").body();
      if (json) {
        spec.commandLine().getOut().println(body);
        return 0;
      }
      JsonNode zones = JsonMapper.shared().readTree(body).path("zones");
      if (zones.isEmpty()) {
        spec.commandLine().getOut().println("no zone is down");
      }
      zones.forEach(z -> spec.commandLine().getOut().println(z.path("name").asString() + " is down"));
      return 0;
    }
  }

  private static int changed(CommandSpec spec, Cloud cloud, String verb, String zone, String state) throws IOException, InterruptedException {
    OwnApi.Answer answer = new OwnApi(cloud).post("/_postern/zones/" + verb + "?zone=" + URLEncoder.encode(zone, StandardCharsets.UTF_8));
    if (answer.status() != 200) {
      spec.commandLine().getErr().println("postern: " + JsonMapper.shared().readTree(answer.body()).path("error").asString());
      return Main.BAD_USAGE;
    }
    spec.commandLine().getOut().println(zone + " is " + state);
    return 0;
  }
}
