package dev.postern.app.cli;

import dev.postern.core.advise.Advice;
import dev.postern.core.advise.CallerPlace;
import dev.postern.core.advise.Question;
import dev.postern.core.advise.Rule;
import dev.postern.core.advise.Way;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Advice about one service for a reader or a machine. */
record AdviceReport(Advice advice) {

  String json() {
    Question question = advice.question();
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("service", question.target().service().name()).put("region", question.target().region().name());
    ArrayNode callers = root.putArray("callers");
    question.callers().stream().map(CallerPlace::code).forEach(callers::add);
    root.put("zones", question.zones()).put("gb", question.gb()).put("currency", "USD");
    root.put("advice", advice.best().map(b -> b.kind().code()).orElse("none")).put("compared", advice.compared());
    advice.best().flatMap(Way::perMonth).ifPresent(p -> root.put("perMonth", PriceRows.money(p)));
    ArrayNode ways = root.putArray("ways");
    for (Way way : advice.ways()) {
      ObjectNode node = ways.addObject().put("way", way.kind().code()).put("works", way.works());
      if (!way.bill().lines().isEmpty()) {
        PriceRows.json(node, way.bill());
      }
      reasons(node.putArray("hindrances"), way.hindrances());
    }
    reasons(root.putArray("reasons"), advice.reasons());
    ArrayNode commands = root.putArray("commands");
    advice.commands().forEach(commands::add);
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  private static void reasons(ArrayNode node, List<Rule.Reason> reasons) {
    reasons.forEach(r -> node.addObject().put("rule", r.rule().name()).put("text", r.sentence()).put("page", r.rule().page()));
  }

  String text() {
    Question question = advice.question();
    String callers = question.callers().stream().map(CallerPlace::words).collect(Collectors.joining(" and "));
    StringBuilder text = new StringBuilder();
    text.append(question.target().title()).append(", callers ").append(callers).append(", ").append(question.target().region().name()).append(": ")
        .append(question.zones()).append(question.zones() == 1 ? " zone, " : " zones, ").append(question.gb().toPlainString()).append(" GB a month")
        .append(question.callers().size() > 1 ? " of each place" : "").append('\n');
    text.append("\nAdvice: ").append(advice.best().map(AdviceReport::advised).orElse("nothing here serves all of them")).append("\n\n");
    for (Way way : advice.ways()) {
      String mark = advice.best().equals(Optional.of(way)) ? "* " : "  ";
      String price = way.works() ? way.perMonth().map(PriceRows::shown).orElse("?") : "no";
      String why = way.works() ? PriceRows.parts(way.bill()) : way.hindrances().stream().map(Rule.Reason::sentence).collect(Collectors.joining(" "));
      text.append("%s%-46s%10s  %s".formatted(mark, way.kind().words(), price, why).stripTrailing()).append('\n');
    }
    text.append("\nWhy\n");
    advice.reasons().forEach(r -> text.append("  - ").append(r.sentence()).append('\n'));
    PriceRows.notes(text, question.target().region().name(), advice.ways().stream().filter(Way::works).map(Way::bill).toList());
    if (question.callers().stream().anyMatch(c -> c != CallerPlace.VPC)) {
      text.append("The way to the VPC (VPN, Direct Connect, peering, transit gateway) and Resolver endpoints cost besides and are not counted.\n");
    }
    PriceRows.commands(text, advice.commands());
    return text.toString();
  }

  private static String advised(Way way) {
    return way.kind().words() + way.perMonth().map(p -> ", " + PriceRows.shown(p) + " a month").orElse("");
  }
}
