package dev.postern.app.cli;

import dev.postern.app.meter.Standing;
import dev.postern.core.price.Bill;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern check DIR cost}: what a real account's endpoints, gateways and addresses cost a month. */
@Command(
    name = "cost",
    description = {
      "What the account's endpoints, NAT gateways and public addresses cost for a month of 730 hours, whatever they carry: a dump does not say how many bytes go where.",
      "Exit status 1 when prices of a Region are not known."
    },
    mixinStandardHelpOptions = true)
final class CheckCost implements Callable<Integer> {
  @CommandLine.ParentCommand private CheckCommand check;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
  @Mixin private Prices prices;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Override
  public Integer call() {
    Dumped dumped = check.dumped();
    Bill bill = Bill.of(Standing.of(dumped.network().snapshot()), prices.table());
    StandingReport report = new StandingReport(bill);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? report.json().toPrettyString() + "\n" : report.text());
    out.flush();
    return dumped.end(bill.withoutPrices().isEmpty() ? 0 : 1);
  }
}
