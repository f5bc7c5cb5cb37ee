package dev.postern.app.cli;

import dev.postern.core.price.Bill;
import dev.postern.core.price.Hours;
import dev.postern.core.price.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How an advice shows what a way costs. */
final class PriceRows {
  private PriceRows() {}

  static String shown(BigDecimal dollars) {
    return "$" + String.format(Locale.ROOT, "%,.2f", dollars.setScale(2, RoundingMode.HALF_UP));
  }

  static BigDecimal money(BigDecimal dollars) {
    return dollars.setScale(6, RoundingMode.HALF_UP);
  }

  /** The sum with its parts. */
  static void json(ObjectNode node, Bill bill) {
    boolean known = bill.withoutPrices().isEmpty();
    node.put("priced", known);
    if (known) {
      node.put("perMonth", money(bill.total()));
    }
    ArrayNode parts = node.putArray("parts");
    for (Bill.Line line : bill.lines()) {
      ObjectNode part = parts.addObject().put("kind", line.usage().thing().code()).put("hours", line.usage().hours());
      part.put("bytes", line.usage().bytes()).put("priced", line.rate().isPresent());
      part.put("ofHours", money(line.hours())).put("ofBytes", money(line.data())).put("unverified", line.rate().filter(Rate::unverified).isPresent());
    }
  }

  /** What the sum is made of, in words. */
  static String parts(Bill bill) {
    return bill.lines().stream().map(PriceRows::part).collect(Collectors.joining(" + "));
  }

  private static String part(Bill.Line line) {
    long things = line.usage().hours() / Hours.OF_A_MONTH;
    String name = (things > 0 ? things + " x " : "") + line.usage().thing().code();
    if (line.rate().isEmpty()) {
      return name + " ?";
    }
    String mark = line.rate().get().unverified() ? "*" : "";
    boolean both = line.hours().signum() > 0 && line.data().signum() > 0;
    return name + " " + (both ? shown(line.hours()) + " and " + shown(line.data()) + " of GB" : shown(line.total())) + mark;
  }

  /** What the prices are, and which are not known. */
  static void notes(StringBuilder text, String region, List<Bill> bills) {
    text.append("\nUS dollars at AWS's ").append(CostReport.PRICES).append(", for 730 hours.\n");
    if (bills.stream().anyMatch(b -> !b.withoutPrices().isEmpty())) {
      text.append("Not all prices of ").append(region).append(" are known here (\"?\"): give them with --prices FILE.\n");
    }
    if (bills.stream().flatMap(b -> b.lines().stream()).anyMatch(l -> l.rate().filter(Rate::unverified).isPresent())) {
      text.append("* a price that was not checked against AWS's list\n");
    }
  }

  static void commands(StringBuilder text, List<String> commands) {
    if (!commands.isEmpty()) {
      text.append("\nDo\n");
      commands.forEach(c -> text.append("  ").append(c).append('\n'));
    }
  }
}
