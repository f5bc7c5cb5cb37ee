package dev.postern.app.cli;

import dev.postern.core.dns.DnsResolver;
import dev.postern.core.explain.NotTraceable;
import dev.postern.core.explain.Survey;
import dev.postern.core.explain.Tracer;
import dev.postern.core.fabric.Fabrics;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code postern check DIR trace}: one connection in a real account's network. */
@Command(
    name = "trace",
    description = "Follows one connection through the account's network, hop by hop, there and back. Policies are not asked. Exit status 1 when it does not come about.",
    mixinStandardHelpOptions = true)
final class CheckTrace implements Callable<Integer> {
  @CommandLine.ParentCommand private CheckCommand check;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--from", paramLabel = "ID", description = "An instance, function or network interface, or its private address.")
  private String from = "";

  @Option(names = "--to", paramLabel = "URL", description = "https://s3.us-east-1.amazonaws.com/, s3://BUCKET/KEY, HOST, HOST:PORT or ADDRESS:PORT; TCP and port 443 if nothing else is said.")
  private String to = "";

  @Option(names = "--all", description = "Instead of one connection every host to every service. Always exit status 0.")
  private boolean all;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Override
  public Integer call() {
    if (all == (!from.isEmpty() || !to.isEmpty()) || !all && (from.isEmpty() || to.isEmpty())) {
      throw new ParameterException(spec.commandLine(), "say --from ID and --to URL, or --all alone");
    }
    Dumped dumped = check.dumped();
    Snapshot snapshot = dumped.network().snapshot();
    Fabrics fabrics = new Fabrics(snapshot);
    Tracer tracer = new Tracer(fabrics, DnsResolver.of(snapshot, Observed.everything(snapshot)), Optional.empty());
    PrintWriter out = spec.commandLine().getOut();
    if (all) {
      JsonNode rows = JsonMapper.shared().valueToTree(new Survey(fabrics, tracer).rows());
      out.print(json ? rows.toPrettyString() + "\n" : new SurveyReport(rows).text());
      out.flush();
      return dumped.end(0);
    }
    JsonNode trace;
    try {
      trace = JsonMapper.shared().valueToTree(tracer.trace(tracer.start(from), to));
    } catch (NotTraceable e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    out.print(json ? trace.toPrettyString() + "\n" : new TraceReport(trace).text());
    out.flush();
    return dumped.end(trace.path("reached").asBoolean() ? 0 : 1);
  }
}
