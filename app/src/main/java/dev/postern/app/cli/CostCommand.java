package dev.postern.app.cli;

import dev.postern.app.meter.MonthView;
import dev.postern.core.price.Bill;
import dev.postern.core.price.PriceTable;
import dev.postern.core.price.Saving;
import dev.postern.core.price.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.json.JsonMapper;

/** {@code postern cost}: what was metered, what AWS would charge for it, and what would be cheaper. */
@Command(
    name = "cost",
    description = {
      "What AWS would charge for what was metered this month, so far and by a month of 730 hours that goes on like this, and what would be cheaper.",
      "Exit status 1 when something was metered in a Region whose prices are not known."
    },
    mixinStandardHelpOptions = true)
final class CostCommand implements Callable<Integer> {
  @Mixin private Cloud cloud;
  @Mixin private Prices prices;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Option(names = "--region", paramLabel = "REGION", description = "Of this Region alone.")
  private Optional<String> region = Optional.empty();

  @Option(names = "--month", paramLabel = "YYYY-MM", description = "Of another month, in UTC.")
  private Optional<String> month = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    PriceTable table = prices.table();
    month.ifPresent(this::check);
    MonthView metered = metered();
    List<Usage> usages = metered.usages().stream().filter(u -> region.isEmpty() || u.region().equals(region.get())).toList();
    Bill soFar = Bill.of(usages, table);
    Bill perMonth = Bill.of(usages.stream().map(Usage::projected).toList(), table);
    List<Saving> savings =
        Saving.of(metered.detours().stream().filter(d -> region.isEmpty() || d.region().equals(region.get())).toList(), soFar, perMonth);
    CostReport report = new CostReport(metered.month(), metered.until(), soFar, perMonth, savings);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? report.json() + "\n" : report.text());
    out.flush();
    return soFar.withoutPrices().isEmpty() ? 0 : 1;
  }

  private void check(String text) {
    try {
      YearMonth.parse(text);
    } catch (DateTimeException _) {
      throw new ParameterException(spec.commandLine(), "--month takes a month such as 2026-11, not " + text);
    }
  }

  private MonthView metered() throws IOException, InterruptedException {
    String path = "/_postern/meter" + month.map(m -> "?month=" + m).orElse("");
    OwnApi.Answer answer = new OwnApi(cloud).get(path);
    if (answer.status() != 200) {
      throw new IOException(answer.body().strip());
    }
    return JsonMapper.shared().readValue(answer.body(), MonthView.class);
  }
}
