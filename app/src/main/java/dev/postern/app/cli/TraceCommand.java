package dev.postern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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

  @Option(names = "--from", paramLabel = "ID", description = "An instance, function, network interface or host of a site, or its private address.")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "URL",
      description = "https://s3.us-east-1.amazonaws.com/, s3://BUCKET/KEY, HOST, HOST:PORT or ADDRESS:PORT; TCP and port 443 if nothing else is said.")
  private String to = "";

  @Option(names = "--all", description = "Instead of one connection every host to every service: which come about, and by what way. Always exit status 0.")
  private boolean all;

  @Option(names = "--verify", description = "Opens the connection too, with real packets from there, and says whether the kernel agrees; exit status 1 when not.")
  private boolean verify;

  @Option(
      names = "--what-if",
      paramLabel = "COMMAND",
      description = {
        "'aws ec2 …': answers for the cloud with this change, and for the cloud as it is beside it; nothing is changed. Several build on each other.",
        "The AWS CLI of this machine reads the command."
      })
  private List<String> whatIf = List.of();

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "What the request asks for, such as dynamodb:GetItem, so that policies are asked too; a URL of S3 says it itself.")
  private String action = "";

  @Option(names = "--resource", paramLabel = "ARN", defaultValue = "*", description = "On what (default: ${DEFAULT-VALUE}).")
  private String resource;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (all == (!from.isEmpty() || !to.isEmpty()) || all && (verify || !whatIf.isEmpty()) || !all && (from.isEmpty() || to.isEmpty())) {
      throw new ParameterException(spec.commandLine(), "say --from ID and --to URL, or --all alone");
    }
    OwnApi api = new OwnApi(cloud);
    PrintWriter out = spec.commandLine().getOut();
    if (all) {
      OwnApi.Answer answer = answered(api.get("/_postern/survey"));
      JsonNode rows = JsonMapper.shared().readTree(answer.body());
      out.print(json ? rows.toPrettyString() + "\n" : new SurveyReport(rows).text());
      out.flush();
      return 0;
    }
    String copy = "";
    try {
      if (!whatIf.isEmpty()) {
        copy = "&what-if=" + changed(api);
      }
    } catch (AwsCli.Refused e) {
      return refused(e.getMessage());
    }
    OwnApi.Answer answer = api.get("/_postern/trace?from=" + encoded(from) + "&to=" + encoded(to) + (verify ? "&verify=true" : "")
        + (action.isEmpty() ? "" : "&action=" + encoded(action) + "&resource=" + encoded(resource)) + copy);
    if (answer.status() == 400) {
      return refused(JsonMapper.shared().readTree(answer.body()).path("error").asString());
    }
    JsonNode trace = JsonMapper.shared().readTree(answered(answer).body());
    if (!whatIf.isEmpty()) {
      ArrayNode commands = ((ObjectNode) trace).putArray("whatIf");
      whatIf.forEach(commands::add);
    }
    out.print(json ? trace.toPrettyString() + "\n" : new TraceReport(trace).text());
    out.flush();
    return trace.path("reached").asBoolean() && trace.at("/verified/agrees").asBoolean(true) ? 0 : 1;
  }

  /** Makes a copy of the cloud with the changes. @return its id */
  private String changed(OwnApi api) throws IOException, InterruptedException, AwsCli.Refused {
    String id = JsonMapper.shared().readTree(answered(api.post("/_postern/what-if")).body()).path("id").asString();
    for (String command : whatIf) {
      AwsCli.run(command, api.url("/_postern/what-if/" + id), Set.of("ec2"), "test");
    }
    return id;
  }

  private int refused(String why) {
    spec.commandLine().getErr().println("postern: " + why);
    return Main.BAD_USAGE;
  }

  private static OwnApi.Answer answered(OwnApi.Answer answer) throws IOException {
    if (answer.status() != 200) {
      throw new IOException(answer.body().strip());
    }
    return answer;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
