package dev.postern.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code postern down}: only its help and its errors; the script carries it out without a JVM. */
@Command(name = "down", description = "Stops the cloud; nothing of it stays in the kernel, its state stays on disk.", mixinStandardHelpOptions = true)
final class Down implements Callable<Integer> {
  @Mixin private Cloud cloud;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "run it by the script ./postern");
  }
}
