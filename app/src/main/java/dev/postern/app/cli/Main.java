package dev.postern.app.cli;

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
    exitCodeList = {"0:done", "1:the answer is no", "2:bad usage", "3:the machine cannot do it; the message says what to do"},
    subcommands = {
      Up.class, Down.class, Status.class, Exec.class, SiteCommands.class, ZoneCommands.Fail.class, ZoneCommands.Restore.class, CostCommand.class,
      DemoCommand.class, PolicyCommand.class, TraceCommand.class, DoctorCommand.class, LogCommand.class, AdviseCommand.class, CaptureCommand.class, CheckCommand.class
    })
public final class Main implements Runnable {
  static final int BAD_USAGE = 2;
  static final int CANNOT = 3;

  @CommandLine.Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
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
