package dev.postern.app.meter;

import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.price.Detour;
import dev.postern.core.price.Hours;
import dev.postern.core.price.Metered;
import dev.postern.core.price.Usage;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was metered in a month, ready for its bill.
 *
 * @param month {@code 2026-11}, in UTC
 * @param until when it was looked at, or the month's end
 */
public record MonthView(String month, Instant until, List<Usage> usages, List<Detour> detours) {

  static MonthView of(YearMonth month, Instant now, Snapshot snapshot, MeterStore store) {
    Instant end = Hours.start(month.plusMonths(1));
    boolean past = !now.isBefore(end);
    Instant until = past ? end : now;
    List<Usage> usages = new ArrayList<>();
    List<Detour> detours = new ArrayList<>();
    for (MeterStore.Metering metering : store.metered(Hours.start(month), end, month.toString())) {
      Subject subject = metering.subject();
      long hours = Hours.billed(metering.began(), metering.ended().orElse(until), month);
      long bytes = bytes(subject.thing(), metering.totals());
      boolean running = metering.ended().isEmpty() && !past;
      if (hours > 0 && (bytes > 0 || hasHours(subject.thing()))) {
        usages.add(
            new Usage(
                subject.account(), subject.region(), subject.thing(), subject.id(), subject.zone(), subject.vpcId(), subject.about(), hours, bytes, running));
      }
      long abroad = metering.totals().getOrDefault(Quantity.TO_OTHER_REGIONS, 0L);
      if (abroad > 0) {
        // Between Regions AWS carries them itself, also from one public address to another.
        usages.add(
            new Usage(subject.account(), subject.region(), Metered.INTER_REGION, subject.id(), subject.zone(), subject.vpcId(), subject.about(), hours, abroad, running));
      }
      detours(snapshot, metering, hours, bytes, running, detours);
    }
    return new MonthView(month.toString(), until, usages, joined(detours));
  }

  /** The parts of an endpoint in its zones are one detour. */
  private static List<Detour> joined(List<Detour> parts) {
    Map<String, Detour> whole = new TreeMap<>();
    for (Detour part : parts) {
      whole.merge(
          part.id() + " " + part.service() + " " + part.running(), part,
          (a, b) -> new Detour(
              a.account(), a.region(), a.way(), a.id(), a.vpcId(), a.service(), a.bytes() + b.bytes(), Math.max(a.hours(), b.hours()), a.running(),
              a.gatewayEndpoint()));
    }
    return List.copyOf(whole.values());
  }

  /** The bytes that are billed. */
  private static long bytes(Metered thing, Map<Quantity, Long> totals) {
    long in = totals.getOrDefault(Quantity.IN, 0L);
    long out = totals.getOrDefault(Quantity.OUT, 0L);
    return switch (thing) {
      case INTERFACE_ENDPOINT, GATEWAY_ENDPOINT -> in + out;
      // Each byte comes in once, from the VPC or from outside, and goes out again.
      case NAT_GATEWAY -> in;
      case PUBLIC_IPV4 -> 0;
      // Bytes to AWS's services of the same Region are no internet traffic.
      case INTERNET_EGRESS -> Math.max(0, out - totals.getOrDefault(Quantity.TO_SERVICES, 0L) - totals.getOrDefault(Quantity.TO_OTHER_REGIONS, 0L));
      case CROSS_ZONE, PEERING, INTER_REGION, TRANSIT_GATEWAY_ATTACHMENT -> out;
    };
  }

  static boolean hasHours(Metered thing) {
    return switch (thing) {
      case INTERFACE_ENDPOINT, GATEWAY_ENDPOINT, NAT_GATEWAY, PUBLIC_IPV4, TRANSIT_GATEWAY_ATTACHMENT -> true;
      case INTERNET_EGRESS, CROSS_ZONE, PEERING, INTER_REGION -> false;
    };
  }

  private static void detours(Snapshot snapshot, MeterStore.Metering metering, long hours, long bytes, boolean running, List<Detour> detours) {
    Subject subject = metering.subject();
    switch (subject.thing()) {
      case NAT_GATEWAY -> {
        add(snapshot, subject, "s3", metering.totals().getOrDefault(Quantity.S3, 0L), hours, running, detours);
        add(snapshot, subject, "dynamodb", metering.totals().getOrDefault(Quantity.DYNAMODB, 0L), hours, running, detours);
      }
      case INTERFACE_ENDPOINT -> {
        String service = subject.about().substring(subject.about().lastIndexOf('.') + 1);
        boolean has = service.equals("s3") || service.equals("dynamodb");
        // Such an endpoint is there for callers from outside the VPC, whom a gateway endpoint cannot serve.
        boolean forOthers =
            snapshot.located(VpcEndpoint.class, subject.id()).flatMap(VpcEndpoint::inboundResolverOnly).orElse(false);
        if (has && !forOthers) {
          add(snapshot, subject, service, bytes, hours, running, detours);
        }
      }
      case GATEWAY_ENDPOINT, PUBLIC_IPV4, INTERNET_EGRESS, CROSS_ZONE, PEERING, INTER_REGION, TRANSIT_GATEWAY_ATTACHMENT -> {}
    }
  }

  private static void add(Snapshot snapshot, Subject subject, String service, long bytes, long hours, boolean running, List<Detour> detours) {
    if (bytes > 0) {
      String name = "com.amazonaws." + subject.region() + "." + service;
      boolean there =
          snapshot.inNetwork(VpcEndpoint.class, subject.vpcId()).stream()
              .anyMatch(e -> e.type() == VpcEndpoint.Type.GATEWAY && e.serviceName().equals(name));
      detours.add(
          new Detour(subject.account(), subject.region(), subject.thing(), subject.id(), subject.vpcId(), service, bytes, hours, running, there));
    }
  }
}
