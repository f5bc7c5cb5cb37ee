package dev.postern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code postern trace}: follows one connection hop by hop, there and back, and says what stops it. */
@Command(
    name = "trace",
    description = {
      "Follows one connection, hop by hop, there and back; says what stops it, what the client sees then, and the command that mends it.",
      "The answer is worked out from what the kernel's rules are made of. Exit status 1 when the connection does not come about."
    },
    mixinStandardHelpOptions = true)
final class TraceCommand implements Callable<Integer> {
  @Mixin private Cloud cloud;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--from", paramLabel = "ID", required = true, description = "An instance, function, network interface or host of a site, or its private address.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "URL",
      required = true,
      description = "https://s3.us-east-1.amazonaws.com/, s3://BUCKET/KEY, HOST, HOST:PORT or ADDRESS:PORT; TCP and port 443 if nothing else is said.")
  private String to;

  @Option(names = "--verify", description = "Opens the connection too, with real packets from there, and says whether the kernel agrees; exit status 1 when not.")
  private boolean verify;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    OwnApi.Answer answer = new OwnApi(cloud).get("/_postern/trace?from=" + encoded(from) + "&to=" + encoded(to) + (verify ? "&verify=true" : ""));
    JsonNode trace = JsonMapper.shared().readTree(answer.body());
    if (answer.status() == 400) {
      spec.commandLine().getErr().println("postern: " + trace.path("error").asString());
      return Main.BAD_USAGE;
    }
    if (answer.status() != 200) {
      throw new IOException(answer.body().strip());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? trace.toPrettyString() + "\n" : new TraceReport(trace).text());
    out.flush();
    return trace.path("reached").asBoolean() && trace.at("/verified/agrees").asBoolean(true) ? 0 : 1;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
