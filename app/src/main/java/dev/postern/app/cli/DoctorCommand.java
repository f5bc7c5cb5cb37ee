package dev.postern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code postern doctor}: looks over the whole cloud and says what is wrong or wasteful about its endpoints. */
@Command(
    name = "doctor",
    description = {
      "Looks over the whole cloud, and says what is wrong or wasteful about its endpoints, and the names, routes, filters and policies around them;",
      "what comes of it, and the command that mends it. Exit status 1 when something is broken, 0 when at most something could be better."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  /** Whose commands the findings name. */
  private static final Set<String> SERVICES = Set.of("ec2", "elbv2");

  @Mixin private Cloud cloud;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--fix", description = "Prints nothing but the commands that mend it, as lines for a shell; runs none.")
  private boolean fix;

  @Option(names = "--apply", description = "Asks of each command, runs it with this machine's AWS CLI, and looks again before the next. Status 3 when one failed.")
  private boolean apply;

  @Option(names = {"-y", "--yes"}, description = "With --apply: runs them without asking.")
  private boolean yes;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (Stream.of(fix, json, apply).filter(b -> b).count() > 1) {
      throw bad("--fix, --apply and --json are three forms of answer, choose one: the commands are in --json too");
    }
    if (yes && !apply) {
      throw bad("--yes goes with --apply");
    }
    OwnApi api = new OwnApi(cloud);
    PrintWriter out = spec.commandLine().getOut();
    if (apply && !yes && !(System.console() != null && System.console().isTerminal())) {
      throw bad("nobody is there to ask: say --yes to run the commands, or --fix to see them");
    }
    JsonNode found = found(api);
    int status = 0;
    if (apply) {
      // One command can mend several findings, and can show the next one: so the cloud is looked at again after each.
      Set<String> considered = new HashSet<>();
      for (Optional<JsonNode> next = next(found, considered); next.isPresent(); next = next(found, considered)) {
        considered.add(command(next.get()));
        if (wanted(next.get(), out)) {
          status = run(next.get(), api, out) ? status : Main.CANNOT;
          found = found(api);
        }
      }
    }
    DoctorReport report = new DoctorReport(found.path("findings"));
    out.print(json ? found.toPrettyString() + "\n" : fix ? report.commands() : report.text());
    out.flush();
    boolean broken = StreamSupport.stream(found.path("findings").spliterator(), false).anyMatch(f -> f.path("severity").asString().equals("ERROR"));
    return status != 0 ? status : broken ? 1 : 0;
  }

  private CommandLine.ParameterException bad(String why) {
    return new CommandLine.ParameterException(spec.commandLine(), why);
  }

  private static JsonNode found(OwnApi api) throws IOException, InterruptedException {
    OwnApi.Answer answer = api.get("/_postern/doctor");
    if (answer.status() != 200) {
      throw new IOException(answer.body().strip());
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  private static Optional<JsonNode> next(JsonNode found, Set<String> considered) {
    return StreamSupport.stream(found.path("findings").spliterator(), false).filter(f -> !command(f).isEmpty() && !considered.contains(command(f))).findFirst();
  }

  private static String command(JsonNode finding) {
    return finding.at("/fix/command").asString("");
  }

  private boolean wanted(JsonNode finding, PrintWriter out) {
    out.println(DoctorReport.one(finding).stripTrailing());
    out.flush();
    // At the end of the input there is no answer.
    boolean wanted = yes || "y".equalsIgnoreCase(String.valueOf(System.console().readLine("  run it? [y/N] ")).strip());
    if (!wanted) {
      out.println("  left\n");
    }
    return wanted;
  }

  private static boolean run(JsonNode finding, OwnApi api, PrintWriter out) throws IOException, InterruptedException {
    try {
      String account = finding.path("account").asString();
      AwsCli.run(command(finding), api.url(""), SERVICES, account.isEmpty() ? "test" : account);
      out.println("  done\n");
      return true;
    } catch (AwsCli.Refused e) {
      out.println("  failed " + e.getMessage() + "\n");
      return false;
    }
  }
}
