package dev.postern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code postern doctor}: looks over the whole cloud and says what is wrong or wasteful about its endpoints. */
@Command(
    name = "doctor",
    description = {
      "Looks over the whole cloud, and says what is wrong or wasteful about its endpoints, and the names, routes, filters and policies around them;",
      "what comes of it, and the command that mends it. Exit status 1 when something is broken, 0 when at most something could be better."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Mixin private Cloud cloud;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--fix", description = "Prints nothing but the commands that mend it, as lines for a shell; runs none.")
  private boolean fix;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (fix && json) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--fix and --json are two forms of answer: the commands are in --json too");
    }
    OwnApi.Answer answer = new OwnApi(cloud).get("/_postern/doctor");
    if (answer.status() != 200) {
      throw new IOException(answer.body().strip());
    }
    JsonNode found = JsonMapper.shared().readTree(answer.body());
    DoctorReport report = new DoctorReport(found.path("findings"));
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? found.toPrettyString() + "\n" : fix ? report.commands() : report.text());
    out.flush();
    return StreamSupport.stream(found.path("findings").spliterator(), false).anyMatch(f -> f.path("severity").asString().equals("ERROR")) ? 1 : 0;
  }
}
