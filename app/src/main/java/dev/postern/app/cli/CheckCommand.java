package dev.postern.app.cli;

import dev.postern.app.meter.Standing;
import dev.postern.app.policy.Findings;
import dev.postern.core.account.Gap;
import dev.postern.core.doctor.Clues;
import dev.postern.core.doctor.Doctor;
import dev.postern.core.doctor.Finding;
import dev.postern.core.doctor.Severity;
import dev.postern.core.policy.lint.Linter;
import dev.postern.core.policy.lint.Scene;
import dev.postern.core.price.Bill;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code postern check}: a real account, from what its describe commands print. */
@Command(
    name = "check",
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "Looks over a real account's network, from what 'aws ec2 describe-…' prints, with no cloud and no kernel: what is wrong or wasteful about its endpoints",
      "and policies, and what it costs to stand. What the dump lacks, or has and Postern does not model, is listed. Give --script to see the commands that make a dump.",
      "Exit status 1 when something is broken, 2 when the dump is: what can be said is said even so."
    },
    mixinStandardHelpOptions = true,
    subcommands = {CheckDoctor.class, CheckTrace.class, CheckProve.class, CheckLint.class, CheckCost.class})
final class CheckCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
  @Mixin private Prices prices;

  @Parameters(arity = "0..1", paramLabel = "DIR", description = "A folder of such JSON, as --script's commands make it, or a file. What a file holds is told by what is in it.")
  private Optional<Path> place = Optional.empty();

  @Option(names = "--script", description = "Prints a shell script that collects a dump with the AWS CLI, by commands that only read.")
  private boolean script;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  Dumped dumped() {
    return Dumped.read(spec.commandLine(), place);
  }

  static JsonNode findings(Dumped dumped) {
    return JsonMapper.shared().valueToTree(examined(dumped));
  }

  private static List<Finding> examined(Dumped dumped) {
    return Doctor.examine(dumped.network().snapshot(), new Clues(dumped.account().buckets(), List.of(), List.of(), List.of(), dumped.account().leaving()));
  }

  static boolean isBroken(Dumped dumped) {
    return examined(dumped).stream().anyMatch(f -> f.severity() == Severity.ERROR);
  }

  static Findings linted(List<Scene> scenes) {
    List<dev.postern.core.policy.lint.Finding> found = new ArrayList<>();
    scenes.forEach(scene -> found.addAll(Linter.lint(scene)));
    return new Findings(found);
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (script) {
      out.print(Dumped.script());
      out.flush();
      return 0;
    }
    Dumped dumped = dumped();
    boolean network = dumped.account().missing().isEmpty();
    List<Finding> examined = network ? examined(dumped) : List.of();
    Findings policies = linted(dumped.scenes(Optional.empty()));
    Bill bill = Bill.of(Standing.of(dumped.account().snapshot()), prices.table());
    out.print(json ? json(dumped, examined, policies, bill) : text(dumped, examined, policies, bill));
    out.flush();
    boolean broken = policies.hasErrors() || examined.stream().anyMatch(f -> f.severity() == Severity.ERROR);
    return dumped.isBroken() ? Main.BAD_USAGE : broken ? 1 : 0;
  }

  private static String text(Dumped dumped, List<Finding> examined, Findings policies, Bill bill) {
    StringBuilder text = new StringBuilder(dumped.summary()).append("\n\n");
    if (dumped.account().missing().isEmpty()) {
      text.append("The network\n").append(new DoctorReport(JsonMapper.shared().valueToTree(examined)).text());
      text.append("\nThe policies\n").append(policies.text());
      text.append("\nA month\n").append(new StandingReport(bill).text());
    } else {
      text.append("The network\nnothing can be said of it without ").append(dumped.missing()).append('\n');
      text.append("\nThe policies\n").append(policies.text());
    }
    if (!dumped.account().gaps().isEmpty()) {
      text.append("\nNot known, or not modelled\n");
      dumped.account().gaps().forEach(g -> text.append(g.where()).append(": ").append(g.says()).append('\n'));
    }
    return text.toString();
  }

  private static String json(Dumped dumped, List<Finding> examined, Findings policies, Bill bill) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.set("findings", JsonMapper.shared().valueToTree(examined));
    root.set("policies", JsonMapper.shared().readTree(policies.json()).path("findings"));
    root.set("cost", new StandingReport(bill).json());
    var missing = root.putArray("missing");
    dumped.account().missing().forEach(l -> missing.add("aws " + l.command()));
    var gaps = root.putArray("gaps");
    for (Gap gap : dumped.account().gaps()) {
      gaps.addObject().put("where", gap.where()).put("says", gap.says()).put("broken", gap.broken());
    }
    return root.toPrettyString() + "\n";
  }
}
