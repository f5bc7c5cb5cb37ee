package dev.postern.app.cli;

import dev.postern.app.meter.SeenTraffic;
import dev.postern.core.advise.Advice;
import dev.postern.core.advise.BadQuestionException;
import dev.postern.core.advise.Bundle;
import dev.postern.core.advise.CallerPlace;
import dev.postern.core.advise.Question;
import dev.postern.core.advise.Workload;
import dev.postern.core.price.PriceTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code postern advise}: gateway endpoint, interface endpoint or NAT gateway; no cloud is needed. */
@Command(
    name = "advise",
    description = {
      "Which endpoint the callers of a service need, why, what each way costs a month of 730 hours, and the commands that make it. No cloud is needed but for --seen.",
      "Exit status 1 when no way serves all callers, or prices of the Region are not known."
    },
    mixinStandardHelpOptions = true)
final class AdviseCommand implements Callable<Integer> {
  @Mixin private Prices prices;
  @Mixin private Cloud cloud;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "As in its endpoint's name: s3, dynamodb, sqs, ecr.api.")
  private Optional<String> service = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "PLACE",
      description = "Where callers are: vpc, onprem (by VPN or Direct Connect), other-vpc or other-region; may be repeated (default: vpc).")
  private List<String> from = List.of();

  @Option(
      names = "--workload",
      paramLabel = "KIND",
      description = "Instead of a service: all endpoints that lambda, ecs-fargate, ecs-ec2, eks or ssm needs in subnets without a way out.")
  private Optional<String> workload = Optional.empty();

  @Option(names = "--with", paramLabel = "SERVICE", description = "A service that the workload calls besides; may be repeated.")
  private List<String> with = List.of();

  @Option(names = "--zones", paramLabel = "N", defaultValue = "2", description = "Zones of the VPC that have callers (default: ${DEFAULT-VALUE}).")
  private int zones;

  @Option(
      names = "--gb",
      paramLabel = "GB",
      defaultValue = "100",
      description = "GB a month, both directions together, of the callers of each place (default: ${DEFAULT-VALUE}).")
  private BigDecimal gb = BigDecimal.ZERO;

  @Option(names = "--region", paramLabel = "REGION", defaultValue = "us-east-1", description = "Of the VPC (default: ${DEFAULT-VALUE}).")
  private String region = "";

  @Option(names = "--seen", description = "Instead of a service: of everything that NAT gateways of a running cloud were seen to carry to services, whether an endpoint is cheaper.")
  private boolean seen;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (Stream.of(service.isPresent(), workload.isPresent(), seen).filter(b -> b).count() != 1) {
      throw bad("either a service or --workload or --seen");
    }
    PriceTable table = prices.table();
    if (seen) {
      return seen(table);
    }
    try {
      return workload.isPresent() ? bundle(workload.get(), table) : advice(service.orElseThrow(), table);
    } catch (BadQuestionException e) {
      throw bad(e.getMessage());
    }
  }

  private int seen(PriceTable table) throws IOException, InterruptedException {
    if (!from.isEmpty() || !with.isEmpty()) {
      throw bad("--from and --with do not go with --seen");
    }
    OwnApi.Answer answer = new OwnApi(cloud).get("/_postern/seen");
    if (answer.status() != 200) {
      throw new IOException(answer.body().strip());
    }
    SeenReport report = new SeenReport(JsonMapper.shared().readValue(answer.body(), SeenTraffic.class), table);
    print(json ? report.json() + "\n" : report.text());
    return report.compared() ? 0 : 1;
  }

  private int advice(String name, PriceTable table) {
    if (!with.isEmpty()) {
      throw bad("--with goes with --workload");
    }
    List<CallerPlace> places = from.stream()
        .map(f -> CallerPlace.of(f).orElseThrow(() -> bad("--from takes vpc, onprem, other-vpc or other-region, not " + f)))
        .toList();
    Advice advice = Advice.of(Question.of(name, region, places, zones, gb), table);
    AdviceReport report = new AdviceReport(advice);
    print(json ? report.json() + "\n" : report.text());
    return advice.best().isPresent() && advice.compared() ? 0 : 1;
  }

  private int bundle(String name, PriceTable table) {
    if (!from.isEmpty()) {
      throw bad("--from goes with a service");
    }
    Workload kind = Workload.of(name)
        .orElseThrow(() -> bad("--workload takes " + Arrays.stream(Workload.values()).map(Workload::code).collect(Collectors.joining(", ")) + ", not " + name));
    Bundle bundle = Bundle.of(kind, with, region, zones, gb, table);
    BundleReport report = new BundleReport(bundle);
    print(json ? report.json() + "\n" : report.text());
    return bundle.bill().withoutPrices().isEmpty() && bundle.nat().withoutPrices().isEmpty() ? 0 : 1;
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }
}
