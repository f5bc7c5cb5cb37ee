package dev.postern.app.meter;

import dev.postern.core.price.Metered;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A CloudWatch metric: its namespace, its name, its dimensions.
 *
 * @param gauge a state that is looked at now and then, not a count
 */
record Metric(String account, String region, String namespace, String name, Unit unit, boolean gauge, SortedMap<String, String> dimensions) {
  static final String ENDPOINTS = "AWS/PrivateLinkEndpoints";
  static final String NAT_GATEWAYS = "AWS/NATGateway";

  /** CloudWatch's words. */
  enum Unit {
    BYTES("Bytes"),
    COUNT("Count");

    final String word;

    Unit(String word) {
      this.word = word;
    }
  }

  private record Shown(String name, Unit unit) {}

  /** <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html">AWS PrivateLink</a> */
  private static final Map<Quantity, Shown> OF_ENDPOINTS =
      new EnumMap<>(
          Map.of(
              Quantity.IN, new Shown("BytesProcessed", Unit.BYTES),
              Quantity.OUT, new Shown("BytesProcessed", Unit.BYTES),
              Quantity.NEW_CONNECTIONS, new Shown("NewConnections", Unit.COUNT),
              Quantity.ACTIVE_CONNECTIONS, new Shown("ActiveConnections", Unit.COUNT)));

  /** <a href="https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html">NAT gateways</a> */
  private static final Map<Quantity, Shown> OF_NAT_GATEWAYS =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(Quantity.IN_FROM_SOURCE, new Shown("BytesInFromSource", Unit.BYTES)),
              Map.entry(Quantity.IN_FROM_SOURCE_PACKETS, new Shown("PacketsInFromSource", Unit.COUNT)),
              Map.entry(Quantity.OUT_TO_DESTINATION, new Shown("BytesOutToDestination", Unit.BYTES)),
              Map.entry(Quantity.OUT_TO_DESTINATION_PACKETS, new Shown("PacketsOutToDestination", Unit.COUNT)),
              Map.entry(Quantity.IN_FROM_DESTINATION, new Shown("BytesInFromDestination", Unit.BYTES)),
              Map.entry(Quantity.IN_FROM_DESTINATION_PACKETS, new Shown("PacketsInFromDestination", Unit.COUNT)),
              Map.entry(Quantity.OUT_TO_SOURCE, new Shown("BytesOutToSource", Unit.BYTES)),
              Map.entry(Quantity.OUT_TO_SOURCE_PACKETS, new Shown("PacketsOutToSource", Unit.COUNT)),
              Map.entry(Quantity.NEW_CONNECTIONS, new Shown("ConnectionAttemptCount", Unit.COUNT)),
              Map.entry(Quantity.DROPPED_PACKETS, new Shown("PacketsDropCount", Unit.COUNT)),
              Map.entry(Quantity.ACTIVE_CONNECTIONS, new Shown("ActiveConnectionCount", Unit.COUNT))));

  /** The metrics that show a quantity of a subject: of an endpoint its own, and that of its part in a subnet. */
  static List<Metric> of(Subject subject, Quantity quantity) {
    return switch (subject.thing()) {
      case INTERFACE_ENDPOINT -> {
        SortedMap<String, String> whole = new TreeMap<>();
        whole.put("Endpoint Type", "Interface");
        whole.put("Service Name", subject.about());
        whole.put("VPC Endpoint Id", subject.id());
        whole.put("VPC Id", subject.vpcId());
        SortedMap<String, String> part = new TreeMap<>(whole);
        part.put("Subnet Id", subject.subnetId());
        Optional<Shown> shown = Optional.ofNullable(OF_ENDPOINTS.get(quantity));
        yield shown.map(s -> List.of(of(subject, ENDPOINTS, s, quantity, whole), of(subject, ENDPOINTS, s, quantity, part))).orElse(List.of());
      }
      case NAT_GATEWAY -> {
        SortedMap<String, String> id = new TreeMap<>(Map.of("NatGatewayId", subject.id()));
        yield Optional.ofNullable(OF_NAT_GATEWAYS.get(quantity)).map(s -> List.of(of(subject, NAT_GATEWAYS, s, quantity, id))).orElse(List.of());
      }
      case GATEWAY_ENDPOINT, PUBLIC_IPV4, INTERNET_EGRESS, CROSS_ZONE, PEERING, INTER_REGION, TRANSIT_GATEWAY_ATTACHMENT -> List.of();
    };
  }

  private static Metric of(Subject subject, String namespace, Shown shown, Quantity quantity, SortedMap<String, String> dimensions) {
    return new Metric(
        subject.account(), subject.region(), namespace, shown.name, shown.unit, quantity == Quantity.ACTIVE_CONNECTIONS, dimensions);
  }

  /** Whether AWS shows it in a minute without traffic too. */
  static boolean isShownIdle(Metered thing) {
    return thing == Metered.NAT_GATEWAY;
  }
}
