package dev.postern.app.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code postern}: AWS VPC endpoints as a private AWS network on one machine. */
@Command(
    name = "postern",
    synopsisSubcommandLabel = "COMMAND",
    description = "A private AWS network on this machine: VPCs, endpoints and AWS services with real packets.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit statuses:%n",
    exitCodeList = {"0:done", "1:the answer is no", "2:bad usage", "3:the machine cannot do it; the message says what to do"})
public final class Main implements Runnable {
  static final int BAD_USAGE = 2;
  static final int CANNOT = 3;

  private static final List<Class<?>> COMMANDS = List.of(
      Up.class, Down.class, Status.class, Exec.class, SiteCommands.class, ZoneCommands.Fail.class, ZoneCommands.Restore.class, CostCommand.class,
      DemoCommand.class, PolicyCommand.class, TraceCommand.class, DoctorCommand.class, LogCommand.class, AdviseCommand.class, CaptureCommand.class, CheckCommand.class);

  @CommandLine.Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
    System.exit(commandLine(arguments).execute(arguments));
  }

  static CommandLine commandLine() {
    return commandLine(new String[0]);
  }

  /** With the one command that is asked for, if the first word is one: reading the options of all takes longer than most commands. */
  private static CommandLine commandLine(String[] arguments) {
    CommandLine commandLine = new CommandLine(new Main());
    Optional<Class<?>> asked = COMMANDS.stream().filter(c -> arguments.length > 0 && c.getAnnotation(Command.class).name().equals(arguments[0])).findFirst();
    asked.<List<Class<?>>>map(List::of).orElse(COMMANDS).forEach(commandLine::addSubcommand);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler(Main::badUsage);
    commandLine.setExecutionExceptionHandler(
        (e, command, _) -> {
          command.getErr().println("postern: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
          return CANNOT;
        });
    return commandLine;
  }

  private static int badUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("postern: " + e.getMessage() + " (see " + command.getCommandSpec().qualifiedName() + " --help)");
    return BAD_USAGE;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? up, down, status, exec, fail, restore, cost, demo, policy, trace, doctor, log, advise, capture, check");
  }
}
