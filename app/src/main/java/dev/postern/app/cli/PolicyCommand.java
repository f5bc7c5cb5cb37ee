package dev.postern.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code postern policy}: what policies decide, what is wrong with them, and what can be proved of them. */
@Command(
    name = "policy",
    synopsisSubcommandLabel = "COMMAND",
    description = "What policies decide, what is wrong with them, and what can be proved of them.",
    mixinStandardHelpOptions = true,
    subcommands = {PolicyEvaluate.class, PolicyLint.class, PolicyProve.class})
final class PolicyCommand implements Runnable {
  @CommandLine.Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? evaluate, lint, prove");
  }
}
