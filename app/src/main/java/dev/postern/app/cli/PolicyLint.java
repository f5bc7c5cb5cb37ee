package dev.postern.app.cli;

import dev.postern.app.policy.Findings;
import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.lint.Finding;
import dev.postern.core.policy.lint.Linter;
import dev.postern.core.policy.lint.Scene;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern policy lint}: what is wrong with policies about VPC endpoints. */
@Command(
    name = "lint",
    description = {
      "Finds what is wrong with policies about VPC endpoints, by the rules VPCE001 to VPCE037: with each finding the statement, a request that shows it, and the policy repaired.",
      "Exit status 1 when there is an error among them, or when a document is malformed."
    },
    mixinStandardHelpOptions = true)
final class PolicyLint implements Callable<Integer> {
  @Mixin private PolicySource source;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--all", description = "Every policy of the running cloud.")
  private boolean all;

  @Option(names = "--json", description = "For machines; the requests are lines for 'postern policy evaluate'.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Scene> scenes;
    try {
      scenes = source.scenes(all);
    } catch (MalformedPolicy e) {
      spec.commandLine().getErr().println("postern: " + PolicySource.problem(e));
      return 1;
    }
    List<Finding> found = new ArrayList<>();
    scenes.forEach(scene -> found.addAll(Linter.lint(scene)));
    Findings findings = new Findings(found);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? findings.json() + "\n" : findings.text());
    out.flush();
    return findings.hasErrors() ? 1 : 0;
  }
}
