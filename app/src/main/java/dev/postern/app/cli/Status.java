package dev.postern.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern status}: only its help and its errors; the script asks the server without a JVM. */
@Command(name = "status", description = "Says what runs; exit status 1 when nothing does.", mixinStandardHelpOptions = true)
final class Status implements Callable<Integer> {
  @Mixin private Cloud cloud;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "run it by the script ./postern");
  }
}
