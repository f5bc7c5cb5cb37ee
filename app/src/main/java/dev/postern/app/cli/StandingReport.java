package dev.postern.app.cli;

import dev.postern.core.price.Bill;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a network costs for a month of standing there, for a reader or a machine. */
record StandingReport(Bill bill) {
  ObjectNode json() {
    ObjectNode root = JsonMapper.shared().createObjectNode().put("currency", "USD").put("perMonth", money(bill.total()));
    ArrayNode lines = root.putArray("lines");
    for (Bill.Line line : bill.lines()) {
      var usage = line.usage();
      ObjectNode node = lines.addObject().put("kind", usage.thing().code()).put("id", usage.id()).put("account", usage.account()).put("region", usage.region());
      node.put("zone", usage.zone()).put("vpcId", usage.vpcId()).put("about", usage.about()).put("priced", line.rate().isPresent()).put("perMonth", money(line.total()));
    }
    ArrayNode unknown = root.putArray("regionsWithoutPrices");
    bill.withoutPrices().forEach(unknown::add);
    return root;
  }

  String text() {
    if (bill.lines().isEmpty()) {
      return "nothing that AWS charges for stands there\n";
    }
    StringBuilder text = new StringBuilder();
    for (Bill.Line line : bill.lines()) {
      var usage = line.usage();
      String name = String.join("  ", usage.id(), usage.zone().isEmpty() ? usage.vpcId() : usage.zone(), usage.about()).strip();
      String cost = line.rate().isPresent() ? shown(line.total()) : "?";
      text.append("%-22s %-70s %10s%n".formatted(usage.thing().code(), name, cost));
    }
    text.append("%-22s %-70s %10s%n".formatted("Total", "US dollars for 730 hours at AWS's " + CostReport.PRICES + ", and all bytes besides", shown(bill.total())));
    if (!bill.withoutPrices().isEmpty()) {
      text.append("No prices of ").append(String.join(", ", bill.withoutPrices())).append(" are known here (\"?\", not in the total): give them with --prices FILE.\n");
    }
    return text.toString();
  }

  private static BigDecimal money(BigDecimal dollars) {
    return dollars.setScale(6, RoundingMode.HALF_UP);
  }

  private static String shown(BigDecimal dollars) {
    return String.format(Locale.ROOT, "%,.2f", dollars.setScale(2, RoundingMode.HALF_UP));
  }
}
