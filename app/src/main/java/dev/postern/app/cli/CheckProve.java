package dev.postern.app.cli;

import dev.postern.app.policy.Proofs;
import dev.postern.core.policy.MalformedPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern check DIR prove}: sentences about all requests to a real bucket. */
@Command(
    name = "prove",
    description = "Proves sentences about all requests to a bucket of the account, as 'postern policy prove' does. Exit status 0 when everything is proved, else 1.",
    mixinStandardHelpOptions = true)
final class CheckProve implements Callable<Integer> {
  @CommandLine.ParentCommand private CheckCommand check;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
  @Mixin private Claims claims;

  @Option(names = "--bucket", paramLabel = "BUCKET", required = true, description = "Whose policy is in the dump.")
  private String bucket = "";

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    claims.check();
    Dumped dumped = check.dumped();
    Proofs proofs;
    try {
      proofs = claims.proofs(dumped.scenes(Optional.of(bucket)), dumped::parse);
    } catch (MalformedPolicy e) {
      spec.commandLine().getErr().println("postern: " + PolicySource.problem(e));
      return 1;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? proofs.json() + "\n" : proofs.text());
    out.flush();
    return dumped.end(proofs.allProved() ? 0 : 1);
  }
}
