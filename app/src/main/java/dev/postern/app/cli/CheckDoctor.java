package dev.postern.app.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code postern check DIR doctor}: what is wrong or wasteful in a real account's network. */
@Command(name = "doctor", description = "What is wrong or wasteful about the account's endpoints, and the command that mends it. Exit status 1 when something is broken.", mixinStandardHelpOptions = true)
final class CheckDoctor implements Callable<Integer> {
  @CommandLine.ParentCommand private CheckCommand check;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--fix", description = "Prints nothing but the commands that mend it, as lines for a shell; runs none.")
  private boolean fix;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Override
  public Integer call() {
    if (fix && json) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--fix and --json are two forms of answer, choose one: the commands are in --json too");
    }
    Dumped dumped = check.dumped();
    JsonNode findings = CheckCommand.findings(dumped);
    DoctorReport report = new DoctorReport(findings);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? JsonMapper.shared().createObjectNode().set("findings", findings).toPrettyString() + "\n" : fix ? report.commands() : report.text());
    out.flush();
    return dumped.end(CheckCommand.isBroken(dumped) ? 1 : 0);
  }
}
