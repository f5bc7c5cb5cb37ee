package dev.postern.app.cli;

import dev.postern.app.policy.Findings;
import dev.postern.core.policy.MalformedPolicy;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code postern check DIR lint}: what is wrong with a real account's policies about VPC endpoints. */
@Command(
    name = "lint",
    description = "Finds what is wrong with the policies of the account's buckets and endpoints, as 'postern policy lint' does. Exit status 1 when there is an error among them.",
    mixinStandardHelpOptions = true)
final class CheckLint implements Callable<Integer> {
  @CommandLine.ParentCommand private CheckCommand check;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--bucket", paramLabel = "BUCKET", description = "The policy of this bucket alone.")
  private Optional<String> bucket = Optional.empty();

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Override
  public Integer call() {
    Dumped dumped = check.dumped();
    Findings findings;
    try {
      findings = CheckCommand.linted(dumped.scenes(bucket));
    } catch (MalformedPolicy e) {
      spec.commandLine().getErr().println("postern: " + PolicySource.problem(e));
      return 1;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? findings.json() + "\n" : findings.text());
    out.flush();
    return dumped.end(findings.hasErrors() ? 1 : 0);
  }
}
