package dev.postern.app.cli;

import dev.postern.core.price.PriceTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that adds prices to Postern's own. */
final class Prices {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "Prices of other Regions, or other prices, in dollars: {\"eu-west-1\": {\"nat-gateway\": {\"hour\": 0.048, \"perGB\": 0.048}}}.")
  private Optional<Path> file = Optional.empty();

  PriceTable table() {
    PriceTable builtIn = PriceTable.builtIn();
    if (file.isEmpty()) {
      return builtIn;
    }
    try {
      return builtIn.with(PriceTable.parse(Files.readString(file.get())));
    } catch (IOException _) {
      throw new ParameterException(spec.commandLine(), "--prices: cannot read " + file.get());
    } catch (PriceTable.BadPricesException e) {
      throw new ParameterException(spec.commandLine(), "--prices " + file.get() + ": " + e.getMessage());
    }
  }
}
