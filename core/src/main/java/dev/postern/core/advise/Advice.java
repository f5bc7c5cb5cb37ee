package dev.postern.core.advise;

import dev.postern.core.price.Bill;
import dev.postern.core.price.Metered;
import dev.postern.core.price.PriceTable;
import dev.postern.core.price.Rate;
import dev.postern.core.services.ServiceOffer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The answer to a question: every way with its price, the cheapest that serves all callers, why, and how to make it.
 *
 * @param best empty when no way serves all callers
 * @param commands of the AWS CLI, in order, with shell variables for what only the reader knows
 */
public record Advice(Question question, List<Way> ways, Optional<Way> best, List<Rule.Reason> reasons, List<String> commands) {

  public static Advice of(Question question, PriceTable prices) {
    List<Way> ways = ways(question, prices);
    Optional<Way> best = best(ways);
    List<Rule.Reason> reasons = best.map(b -> reasons(question, ways, b, prices)).orElseGet(() -> allHindrances(question, ways));
    return new Advice(question, ways, best, reasons, best.map(b -> Commands.of(question, b.kind())).orElse(List.of()));
  }

  /** Whether every way that works has a price, so that they could be compared. */
  public boolean compared() {
    return ways.stream().filter(Way::works).allMatch(w -> w.perMonth().isPresent());
  }

  private static List<Way> ways(Question question, PriceTable prices) {
    List<Way> ways = new ArrayList<>();
    String region = question.target().region().name();
    Optional<ServiceOffer> gateway = question.target().gateway();
    boolean outside = question.callers().size() > (question.has(CallerPlace.VPC) ? 1 : 0);
    int zones = question.endpointZones();
    ways.add(new Way(Way.Kind.GATEWAY_ENDPOINT, noGateway(question), gateway.isEmpty() ? none() : new Month(region).with(Metered.GATEWAY_ENDPOINT, 1, question.gb()).at(prices)));
    if (gateway.isPresent() && zones > 0 && question.has(CallerPlace.VPC) && outside) {
      BigDecimal others = question.allGB().subtract(question.gb());
      Month month = new Month(region).with(Metered.GATEWAY_ENDPOINT, 1, question.gb()).with(Metered.INTERFACE_ENDPOINT, zones, others);
      ways.add(new Way(Way.Kind.GATEWAY_AND_INTERFACE, List.of(), month.withInterRegion(question.interRegionGB()).at(prices)));
    }
    Month through = new Month(region).with(Metered.INTERFACE_ENDPOINT, zones, question.allGB()).withInterRegion(question.interRegionGB());
    ways.add(new Way(Way.Kind.INTERFACE_ENDPOINT, noInterface(question), zones == 0 ? none() : through.at(prices)));
    boolean onPremises = question.has(CallerPlace.ON_PREMISES);
    Month nat = new Month(region).withNatGateways((long) question.zones() * question.vpcs(), question.allGB()).withInterRegion(question.interRegionGB());
    ways.add(new Way(
        Way.Kind.NAT_GATEWAY, onPremises ? List.of(Rule.NAT_NOT_ON_PREMISES.about()) : List.of(), onPremises ? none() : nat.at(prices)));
    return List.copyOf(ways);
  }

  private static Bill none() {
    return new Bill(List.of());
  }

  private static List<Rule.Reason> noGateway(Question question) {
    Target target = question.target();
    if (target.gateway().isEmpty()) {
      return List.of(Rule.GATEWAY_SERVICES.about(target.title()));
    }
    List<Rule.Reason> reasons = new ArrayList<>();
    String outside = places(question, List.of(CallerPlace.ON_PREMISES, CallerPlace.OTHER_VPC));
    if (!outside.isEmpty()) {
      reasons.add(Rule.GATEWAY_OWN_VPC.about(outside));
    }
    if (question.has(CallerPlace.OTHER_REGION)) {
      reasons.add(Rule.GATEWAY_OWN_REGION.about(target.title(), target.region().name()));
    }
    return reasons;
  }

  private static List<Rule.Reason> noInterface(Question question) {
    Target target = question.target();
    if (target.interfaces().isEmpty()) {
      return List.of(Rule.INTERFACE_NONE.about(target.title()));
    }
    return target.zonesOffered() == 0 ? List.of(Rule.INTERFACE_NO_ZONE.about(target.region().name(), target.title())) : List.of();
  }

  /** Prices are compared when all are known; else the order of {@link Way.Kind} decides. */
  private static Optional<Way> best(List<Way> ways) {
    List<Way> working = ways.stream().filter(Way::works).toList();
    boolean known = working.stream().allMatch(w -> w.perMonth().isPresent());
    Comparator<Way> byKind = Comparator.comparing(Way::kind);
    return working.stream().min(known ? Comparator.comparing((Way w) -> w.bill().total()).thenComparing(byKind) : byKind);
  }

  private static List<Rule.Reason> allHindrances(Question question, List<Way> ways) {
    Target target = question.target();
    return target.gateway().isEmpty() && target.interfaces().isEmpty()
        ? List.of(Rule.NO_ENDPOINT.about(target.title()), Rule.NAT_NOT_ON_PREMISES.about())
        : ways.stream().flatMap(w -> w.hindrances().stream()).toList();
  }

  private static List<Rule.Reason> reasons(Question question, List<Way> ways, Way best, PriceTable prices) {
    Target target = question.target();
    List<Rule.Reason> reasons = new ArrayList<>();
    switch (best.kind()) {
      case GATEWAY_ENDPOINT -> reasons.add(Rule.GATEWAY_FREE.about());
      case GATEWAY_AND_INTERFACE -> {
        reasons.add(Rule.GATEWAY_FREE.about());
        reasons.addAll(noGateway(question));
        reasons.addAll(aboutInterface(question));
        if (target.service().name().equals("s3")) {
          reasons.add(Rule.S3_INBOUND_ONLY.about());
        }
      }
      case INTERFACE_ENDPOINT -> {
        reasons.addAll(noGateway(question));
        reasons.addAll(aboutInterface(question));
        if (target.service().name().equals("s3")) {
          reasons.add(Rule.S3_NOT_INBOUND_ONLY.about());
        }
        natIsThere(question, ways, best, prices).ifPresent(reasons::add);
      }
      case NAT_GATEWAY -> {
        boolean nothing = target.gateway().isEmpty() && target.interfaces().isEmpty();
        if (nothing) {
          reasons.add(Rule.NO_ENDPOINT.about(target.title()));
        } else {
          ways.forEach(w -> reasons.addAll(w.hindrances()));
        }
      }
    }
    if (best.kind() == Way.Kind.NAT_GATEWAY && question.vpcs() > (question.has(CallerPlace.VPC) ? 1 : 0)) {
      reasons.add(Rule.NAT_OWN_VPC.about());
    }
    if (target.gateway().isPresent() && question.has(CallerPlace.OTHER_VPC)) {
      reasons.add(Rule.GATEWAY_OF_THEIR_OWN.about());
    }
    return List.copyOf(reasons);
  }

  private static List<Rule.Reason> aboutInterface(Question question) {
    Target target = question.target();
    ServiceOffer offer = target.interfaces().orElseThrow();
    List<Rule.Reason> reasons = new ArrayList<>(List.of(Rule.INTERFACE_ADDRESSES.about()));
    if (target.zonesOffered() < target.region().zones().size()) {
      String zones = target.region().zones().stream().filter(offer::isReachedFrom).map(z -> z.name()).collect(Collectors.joining(", "));
      reasons.add(Rule.INTERFACE_ZONES.about(target.title(), zones, question.endpointZones()));
    }
    String outside = places(question, List.of(CallerPlace.ON_PREMISES, CallerPlace.OTHER_VPC, CallerPlace.OTHER_REGION));
    if (offer.privateDnsNames().isEmpty()) {
      reasons.add(Rule.PRIVATE_DNS_NONE.about(target.title(), "https://vpce-…." + offer.baseEndpointDnsNames().getFirst()));
    } else if (!outside.isEmpty()) {
      reasons.add(Rule.PRIVATE_DNS_INSIDE.about(outside));
    }
    if (target.isElsewhere()) {
      reasons.add(Rule.ONE_HOME.about(target.title(), target.home()));
    } else if (question.has(CallerPlace.OTHER_REGION)) {
      reasons.add(offer.crossRegion() ? Rule.CROSS_REGION.about(target.title()) : Rule.NOT_CROSS_REGION.about(target.title(), target.home()));
    }
    return reasons;
  }

  /** From which traffic on the endpoint's hours are paid back by its cheaper GB, if they ever are. */
  private static Optional<Rule.Reason> natIsThere(Question question, List<Way> ways, Way best, PriceTable prices) {
    String region = question.target().region().name();
    Optional<Way> nat = ways.stream().filter(w -> w.kind() == Way.Kind.NAT_GATEWAY && w.works() && w.perMonth().isPresent()).findFirst();
    BigDecimal cheaper = firstGB(prices, region, Metered.NAT_GATEWAY).subtract(firstGB(prices, region, Metered.INTERFACE_ENDPOINT));
    if (nat.isEmpty() || best.perMonth().isEmpty() || cheaper.signum() <= 0) {
      return Optional.empty();
    }
    String from = best.ofHours().divide(cheaper, 0, RoundingMode.CEILING).toPlainString();
    return Optional.of(Rule.NAT_IS_THERE.about(nat.get().ofBytes().setScale(2, RoundingMode.HALF_UP).toPlainString(), from));
  }

  private static BigDecimal firstGB(PriceTable prices, String region, Metered thing) {
    return prices.rate(region, thing).map(Rate::perGB).filter(t -> !t.isEmpty()).map(t -> t.getFirst().price()).orElse(BigDecimal.ZERO);
  }

  private static String places(Question question, List<CallerPlace> some) {
    return some.stream().filter(question::has).map(CallerPlace::words).collect(Collectors.joining(" and "));
  }
}
