package dev.postern.app.cli;

import dev.postern.app.meter.SeenTraffic;
import dev.postern.core.advise.CallerPlace;
import dev.postern.core.advise.Comparison;
import dev.postern.core.advise.Question;
import dev.postern.core.advise.Way;
import dev.postern.core.price.Hours;
import dev.postern.core.price.PriceTable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What NAT gateways were seen to carry to services, each against an endpoint. */
final class SeenReport {
  private final SeenTraffic seen;
  private final List<Compared> all = new ArrayList<>();

  private record Compared(SeenTraffic.Row row, Comparison comparison) {}

  SeenReport(SeenTraffic seen, PriceTable prices) {
    this.seen = seen;
    for (SeenTraffic.Row row : seen.rows()) {
      BigDecimal gb = BigDecimal.valueOf(row.bytes()).multiply(BigDecimal.valueOf(Hours.OF_A_MONTH)).divide(BigDecimal.valueOf(seen.hours()).multiply(CostReport.GB), MathContext.DECIMAL64);
      Question question = Question.of(row.service(), row.region(), List.of(CallerPlace.VPC), row.zones(), gb);
      all.add(new Compared(row, Comparison.of(question, prices)));
    }
  }

  /** Whether all prices are known. */
  boolean compared() {
    return all.stream().allMatch(c -> c.comparison.nat().isPresent());
  }

  String json() {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("since", seen.since().toString()).put("until", seen.until().toString()).put("hours", seen.hours()).put("currency", "USD");
    ArrayNode services = root.putArray("services");
    for (Compared one : all) {
      SeenTraffic.Row row = one.row;
      ObjectNode node = services.addObject().put("service", row.service()).put("account", row.account()).put("region", row.region()).put("vpcId", row.vpcId());
      node.put("nat", row.nat()).put("bytes", row.bytes()).put("zones", row.zones()).put("gbPerMonth", gb(one));
      one.comparison.nat().ifPresent(n -> node.put("natPerMonth", PriceRows.money(n)));
      one.comparison.endpoint().ifPresent(w -> node.put("instead", w.kind().code()).put("insteadPerMonth", PriceRows.money(w.bill().total())));
      one.comparison.saving().ifPresent(s -> node.put("savesPerMonth", PriceRows.money(s)));
      node.put("pays", one.comparison.pays());
      row.endpoints().forEach(node.putArray("endpoints")::add);
      row.routeTables().forEach(node.putArray("routeTables")::add);
      next(one).ifPresent(n -> node.put("next", n));
    }
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  String text() {
    if (all.isEmpty()) {
      return "No NAT gateway that is there has carried anything to a service of AWS since " + seen.since() + ".\n";
    }
    StringBuilder text = new StringBuilder();
    text.append("Through NAT gateways since ").append(seen.since()).append("; \"a month\" is 730 hours that go on like these ").append(seen.hours()).append(".\n\n");
    text.append(row("service", "GB", "GB a month", "NAT a month", "endpoint", "saves"));
    for (Compared one : all) {
      text.append(
          row(
              one.row.service() + "  " + one.row.vpcId() + "  " + one.row.nat(), CostReport.small(BigDecimal.valueOf(one.row.bytes()).divide(CostReport.GB), 3), CostReport.small(gb(one), 3),
              one.comparison.nat().map(PriceRows::shown).orElse("?"), one.comparison.endpoint().map(w -> PriceRows.shown(w.bill().total())).orElse("none"),
              one.comparison.saving().map(PriceRows::shown).orElse("?")));
    }
    text.append("\nUS dollars at AWS's ").append(CostReport.PRICES).append(". Of NAT gateways the bytes alone: their hours and addresses are paid while anything else needs them.\n\n");
    for (Compared one : all) {
      text.append(one.row.service()).append(": ").append(advice(one)).append('\n');
      next(one).ifPresent(n -> text.append("  ").append(n).append('\n'));
    }
    return text.toString();
  }

  private static String advice(Compared one) {
    if (!one.row.endpoints().isEmpty()) {
      return String.join(", ", one.row.endpoints()) + " is there, and these bytes passed it by: the doctor says why";
    }
    Optional<Way> endpoint = one.comparison.endpoint();
    if (endpoint.isEmpty()) {
      return "no endpoint of " + one.row.region() + " serves it; the NAT gateway stays";
    }
    return one.comparison.pays()
        ? endpoint.get().kind().words() + " carries them for " + PriceRows.shown(endpoint.get().bill().total()) + " a month"
        : "for this little the NAT gateway is cheaper than " + endpoint.get().kind().words() + ", as long as something else needs the gateway";
  }

  /** The command that comes next. */
  private static Optional<String> next(Compared one) {
    SeenTraffic.Row row = one.row;
    if (!row.endpoints().isEmpty()) {
      return Optional.of("./postern doctor");
    }
    return one.comparison.endpoint().map(way ->
        switch (way.kind()) {
          case GATEWAY_ENDPOINT ->
              "aws ec2 create-vpc-endpoint --region " + row.region() + " --vpc-endpoint-type Gateway --vpc-id " + row.vpcId() + " --service-name com.amazonaws." + row.region() + "." + row.service()
                  + (row.routeTables().isEmpty() ? "" : " --route-table-ids " + String.join(" ", row.routeTables()));
          case GATEWAY_AND_INTERFACE, INTERFACE_ENDPOINT, NAT_GATEWAY ->
              "./postern advise " + row.service() + " --region " + row.region() + " --zones " + row.zones() + " --gb " + gb(one).setScale(0, RoundingMode.CEILING).toPlainString();
        });
  }

  private static BigDecimal gb(Compared one) {
    return one.comparison.question().gb();
  }

  private static String row(String service, String gb, String month, String nat, String endpoint, String saves) {
    return "%-64s%10s%12s%13s%11s%10s".formatted(service, gb, month, nat, endpoint, saves).stripTrailing() + "\n";
  }
}
