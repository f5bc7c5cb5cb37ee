package dev.postern.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code postern exec}: only its help and its errors; the script carries it out without a JVM, in milliseconds. */
@Command(
    name = "exec",
    description = {
      "Runs a command as if on a host: its network, DNS, metadata credentials, Region and trusted certificates.",
      "The exit status is the command's."
    },
    mixinStandardHelpOptions = true)
final class Exec implements Callable<Integer> {
  @Mixin private Cloud cloud;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(index = "0", paramLabel = "ID", description = "An instance, function or network interface; or a VPC, for a look at its router.")
  private String id;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "CMD", description = "The command and its arguments, after --.")
  private List<String> command;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "run it by the script ./postern");
  }
}
