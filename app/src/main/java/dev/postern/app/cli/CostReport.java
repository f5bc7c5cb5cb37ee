package dev.postern.app.cli;

import dev.postern.core.price.Bill;
import dev.postern.core.price.Detour;
import dev.postern.core.price.Metered;
import dev.postern.core.price.Saving;
import dev.postern.core.price.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bill of a month for a reader or a machine.
 *
 * @param perMonth the lines of {@code soFar}, in the same order, for a month that goes on like this
 */
record CostReport(String month, Instant until, Bill soFar, Bill perMonth, List<Saving> savings) {
  private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
  static final BigDecimal GB = BigDecimal.valueOf(1L << 30);
  private static final BigDecimal CENT = new BigDecimal("0.01");
  static final String PRICES = "list prices of October 2026";

  String json() {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("month", month).put("until", until.toString()).put("currency", "USD");
    root.put("soFar", money(soFar.total())).put("perMonth", money(perMonth.total()));
    ArrayNode lines = root.putArray("lines");
    for (int i = 0; i < soFar.lines().size(); i++) {
      line(lines.addObject(), soFar.lines().get(i), perMonth.lines().get(i));
    }
    ArrayNode cheaper = root.putArray("cheaper");
    for (Saving saving : savings) {
      Detour detour = saving.detour();
      ObjectNode node = cheaper.addObject().put("instead", "gateway-endpoint").put("account", detour.account()).put("region", detour.region());
      node.put("of", detour.id()).put("vpcId", detour.vpcId()).put("service", detour.service()).put("bytes", detour.bytes());
      node.put("gatewayEndpointExists", detour.gatewayEndpoint()).put("savesSoFar", money(saving.soFar())).put("savesPerMonth", money(saving.perMonth()));
    }
    ArrayNode unknown = root.putArray("regionsWithoutPrices");
    soFar.withoutPrices().forEach(unknown::add);
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  private static void line(ObjectNode node, Bill.Line line, Bill.Line month) {
    Usage usage = line.usage();
    node.put("kind", usage.thing().code()).put("id", usage.id()).put("account", usage.account()).put("region", usage.region());
    node.put("zone", usage.zone()).put("vpcId", usage.vpcId()).put("about", usage.about()).put("running", usage.running());
    node.put("hours", usage.hours()).put("bytes", usage.bytes()).put("priced", line.rate().isPresent());
    node.put("soFar", money(line.total())).put("ofHours", money(line.hours())).put("ofBytes", money(line.data()));
    node.put("perMonth", money(month.total())).put("bytesPerMonth", month.usage().bytes());
  }

  private static BigDecimal money(BigDecimal dollars) {
    return dollars.setScale(6, RoundingMode.HALF_UP);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("Metered in ").append(month).append(" until ").append(MINUTES.format(until)).append(" UTC; US dollars at AWS's ").append(PRICES).append(".\n");
    if (soFar.lines().isEmpty()) {
      return text.append("Nothing that AWS charges for was there.\n").toString();
    }
    text.append("\"a month\" is 730 hours that go on like those metered.\n");
    int width = Math.max(40, soFar.lines().stream().mapToInt(l -> name(l.usage()).length()).max().orElse(0)) + 4;
    SortedSet<String> owners = new TreeSet<>();
    soFar.lines().forEach(l -> owners.add(owner(l.usage())));
    for (String owner : owners) {
      text.append('\n').append(row(width, owner, "hours", "GB", "so far", "a month"));
      for (Metered thing : Metered.values()) {
        section(text, width, owner, thing);
      }
    }
    text.append('\n').append(row(width, "Total", "", "", shown(soFar.total()), shown(perMonth.total())));
    notes(text);
    cheaper(text);
    return text.toString();
  }

  private void section(StringBuilder text, int width, String owner, Metered thing) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < soFar.lines().size(); i++) {
      Bill.Line line = soFar.lines().get(i);
      Usage usage = line.usage();
      if (usage.thing() == thing && owner(usage).equals(owner)) {
        String hours = hasHours(thing) ? String.valueOf(usage.hours()) : "";
        String gb = thing == Metered.PUBLIC_IPV4 ? "" : gb(usage.bytes());
        String mark = line.rate().filter(r -> r.unverified()).isPresent() ? " *" : "";
        boolean priced = line.rate().isPresent();
        String perMonthShown = priced ? shown(perMonth.lines().get(i).total()) : "?";
        rows.add(row(width, "  " + name(usage), hours, gb, priced ? shown(line.total()) : "?", perMonthShown).stripTrailing() + mark + "\n");
      }
    }
    if (!rows.isEmpty()) {
      text.append(title(thing)).append('\n');
      rows.forEach(text::append);
    }
  }

  private static String row(int width, String name, String hours, String gb, String soFar, String perMonth) {
    return ("%-" + width + "s%7s%12s%12s%12s").formatted(name, hours, gb, soFar, perMonth).stripTrailing() + "\n";
  }

  private void notes(StringBuilder text) {
    SortedSet<String> unknown = soFar.withoutPrices();
    if (!unknown.isEmpty()) {
      text.append("\nNo prices of ").append(String.join(", ", unknown)).append(" are known here (\"?\", not in the total): give them with --prices FILE.\n");
    }
    if (soFar.lines().stream().anyMatch(l -> l.rate().filter(r -> r.unverified()).isPresent())) {
      text.append("\n* a price that was not checked against AWS's list\n");
    }
    if (soFar.lines().stream().anyMatch(l -> l.usage().thing() == Metered.PEERING)) {
      text.append("\nPeering is counted as within a zone; between zones each GB costs as much as in \"between zones\".\n");
    }
  }

  private void cheaper(StringBuilder text) {
    List<Saving> worthwhile = savings.stream().filter(s -> s.perMonth().max(s.soFar()).compareTo(CENT) >= 0).toList();
    if (worthwhile.isEmpty()) {
      return;
    }
    text.append("\nCheaper\n");
    for (Saving saving : worthwhile) {
      Detour detour = saving.detour();
      String service = detour.service().equals("s3") ? "S3" : "DynamoDB";
      text.append("  ").append(gb(detour.bytes())).append(" GB between ").append(detour.vpcId()).append(" and ").append(service).append(" went through ")
          .append(detour.id()).append(".\n");
      String does = detour.gatewayEndpoint()
          ? "The VPC's gateway endpoint carries them for nothing: give it the route tables of those subnets."
          : "A gateway endpoint carries them for nothing.";
      text.append("    ").append(does).append(" Saves ").append(shown(saving.soFar())).append(" so far, ").append(shown(saving.perMonth())).append(" a month");
      text.append(detour.way() == Metered.INTERFACE_ENDPOINT ? ", as far as the callers are in this VPC.\n" : ".\n");
      if (!detour.gatewayEndpoint()) {
        text.append("    aws ec2 create-vpc-endpoint --region ").append(detour.region()).append(" --vpc-id ").append(detour.vpcId())
            .append(" --service-name com.amazonaws.").append(detour.region()).append('.').append(detour.service()).append(" --route-table-ids ...\n");
      }
    }
  }

  private static String owner(Usage usage) {
    return usage.region() + ", account " + usage.account();
  }

  private static String name(Usage usage) {
    String about = usage.about().replace("com.amazonaws." + usage.region() + ".", "");
    String where = usage.zone().isEmpty() && usage.thing() != Metered.PUBLIC_IPV4 ? usage.vpcId() : usage.zone();
    return (usage.id() + "  " + where).strip() + (about.isEmpty() ? "" : "  " + about) + (usage.running() ? "" : "  (gone)");
  }

  private static boolean hasHours(Metered thing) {
    return switch (thing) {
      case INTERFACE_ENDPOINT, GATEWAY_ENDPOINT, NAT_GATEWAY, PUBLIC_IPV4, TRANSIT_GATEWAY_ATTACHMENT -> true;
      case INTERNET_EGRESS, CROSS_ZONE, PEERING, INTER_REGION -> false;
    };
  }

  private static String title(Metered thing) {
    return switch (thing) {
      case INTERFACE_ENDPOINT -> "interface endpoints, each zone";
      case GATEWAY_ENDPOINT -> "gateway endpoints, free";
      case NAT_GATEWAY -> "NAT gateways";
      case PUBLIC_IPV4 -> "public IPv4 addresses";
      case INTERNET_EGRESS -> "out to the internet";
      case CROSS_ZONE -> "between zones, by the sender's subnet; both sides pay";
      case PEERING -> "peering within the Region";
      case INTER_REGION -> "out to other Regions";
      case TRANSIT_GATEWAY_ATTACHMENT -> "transit gateway attachments";
    };
  }

  private static String gb(long bytes) {
    return small(BigDecimal.valueOf(bytes).divide(GB), 3);
  }

  private static String shown(BigDecimal dollars) {
    return small(dollars, 2);
  }

  /** Something is never shown as nothing. */
  static String small(BigDecimal number, int digits) {
    BigDecimal rounded = number.setScale(digits, RoundingMode.HALF_UP);
    BigDecimal least = BigDecimal.ONE.movePointLeft(digits);
    return number.signum() > 0 && rounded.signum() == 0 ? "<" + least.toPlainString() : String.format(Locale.ROOT, "%,." + digits + "f", rounded);
  }
}
