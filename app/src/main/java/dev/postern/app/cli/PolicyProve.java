package dev.postern.app.cli;

import dev.postern.app.policy.Proofs;
import dev.postern.core.policy.MalformedPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern policy prove}: sentences about all requests, proved or refuted. */
@Command(
    name = "prove",
    description = {
      "Proves sentences about all requests to a bucket, whatever identity policies there are: PROVED; REFUTED with a request that shows it, a line for",
      "'postern policy evaluate'; or UNKNOWN with the reason. What was assumed is printed. Exit status 0 when everything is proved, else 1."
    },
    mixinStandardHelpOptions = true)
final class PolicyProve implements Callable<Integer> {
  @Mixin private PolicySource source;
  @Mixin private Claims claims;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    claims.check();
    Proofs proofs;
    try {
      proofs = claims.proofs(source.scenes(false), source::parse);
    } catch (MalformedPolicy e) {
      spec.commandLine().getErr().println("postern: " + PolicySource.problem(e));
      return 1;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? proofs.json() + "\n" : proofs.text());
    out.flush();
    return proofs.allProved() ? 0 : 1;
  }
}
