package dev.postern.app.cli;

import dev.postern.core.advise.Bundle;
import dev.postern.core.advise.Workload;
import dev.postern.core.price.Bill;
import dev.postern.core.services.ServiceOffer;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The endpoints of a workload for a reader or a machine. */
record BundleReport(Bundle bundle) {

  String json() {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("workload", bundle.workload().code()).put("region", bundle.region()).put("zones", bundle.zones()).put("gb", bundle.gb()).put("currency", "USD");
    ArrayNode endpoints = root.putArray("endpoints");
    bundle.endpoints().forEach(o -> endpoints.addObject().put("serviceName", o.serviceName()).put("type", o.type()));
    ArrayNode perhaps = root.putArray("perhaps");
    bundle.workload().perhaps().forEach(n -> perhaps.addObject().put("service", n.service()).put("for", n.why()));
    PriceRows.json(root.putObject("endpointsPrice"), bundle.bill());
    PriceRows.json(root.putObject("natPrice"), bundle.nat());
    root.put("note", bundle.workload().note());
    ArrayNode commands = root.putArray("commands");
    bundle.commands().forEach(commands::add);
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    Workload workload = bundle.workload();
    text.append(workload.words()).append(", ").append(bundle.region()).append(": ").append(bundle.zones()).append(bundle.zones() == 1 ? " zone, " : " zones, ")
        .append(bundle.gb().toPlainString()).append(" GB a month\n\nNeeded\n");
    if (bundle.endpoints().isEmpty()) {
      text.append("  no endpoint\n");
    }
    for (ServiceOffer offer : bundle.endpoints()) {
      text.append("  %-10s %s\n".formatted(offer.type().toLowerCase(Locale.ROOT), offer.serviceName()));
    }
    text.append("\nPerhaps (--with SERVICE)\n");
    workload.perhaps().forEach(n -> text.append("  %-22s %s\n".formatted(n.service(), n.why())));
    text.append('\n').append(row("the endpoints", bundle.bill())).append(row("NAT gateways instead", bundle.nat()));
    text.append('\n').append(workload.note()).append('\n');
    if (bundle.endpoints().stream().anyMatch(o -> !o.isInterface()) && bundle.endpoints().stream().anyMatch(ServiceOffer::isInterface)) {
      text.append("All GB are priced as an interface endpoint's; those that go through a gateway endpoint are free.\n");
    }
    PriceRows.notes(text, bundle.region(), List.of(bundle.bill(), bundle.nat()));
    PriceRows.commands(text, bundle.commands());
    return text.toString();
  }

  private static String row(String name, Bill bill) {
    String price = bill.withoutPrices().isEmpty() ? PriceRows.shown(bill.total()) : "?";
    return "%-24s%12s  %s".formatted(name, price, PriceRows.parts(bill)).stripTrailing() + "\n";
  }
}
