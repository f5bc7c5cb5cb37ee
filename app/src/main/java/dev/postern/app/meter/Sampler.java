package dev.postern.app.meter;

import dev.postern.core.ip.Ip;
import dev.postern.core.plan.Names;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.services.PublicService;
import dev.postern.core.services.PublicSide;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import dev.postern.linux.DeviceCounters;
import dev.postern.linux.Kernel;
import dev.postern.linux.KernelException;
import dev.postern.linux.netlink.Connection;
import dev.postern.linux.netlink.Count;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.pcollections.TreePMap;

/**
 * Reads the kernel's counters for everything that is metered. What the kernel does not carry, or does not count, is left out.
 *
 * <p>Where a VPC's counters are is worked out once for each change of it, so that a sample costs the reading alone.
 */
final class Sampler {
  /** A device counts the header of each Ethernet frame too, of which AWS knows nothing. */
  private static final int ETHERNET_HEADER = 14;

  private static final int TCP = 6;
  private static final String IN = "meter_in";
  private static final String OUT = "meter_out";
  private static final String NEW = "meter_new";
  private static final String STALE = "meter_stale";
  private static final String LONG = "meter_long";
  private static final String CROSS = "meter_cross";
  private static final String TO_SERVICES = "meter_to_services";
  private static final String FROM_SERVICES = "meter_from_services";
  private static final String BETWEEN = " . ";

  private final Kernel kernel;
  private final Map<String, Known> known = new HashMap<>();

  /** @param of the VPC's resources from which {@code sources} were made */
  private record Known(Object of, Sources sources) {}

  Sampler(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Everything that the kernel carries. */
  List<Reading> read(Snapshot snapshot, Observed observed) {
    List<Reading> readings = new ArrayList<>();
    known.keySet().retainAll(observed.realised().keySet());
    Map<String, Map<String, List<Subject>>> publicAddresses = new HashMap<>();
    for (String unit : observed.realised().keySet()) {
      if (unit.startsWith("vpc-")) {
        Sources sources = sources(snapshot, unit);
        read(unit, sources, readings);
        sources.publicAddresses().forEach((ip, subjects) -> subjects.stream().findFirst().ifPresent(
            s -> publicAddresses.computeIfAbsent(s.region(), _ -> new HashMap<>()).put(ip, subjects)));
      }
    }
    publicAddresses.forEach((region, addresses) -> readEdge(region, addresses, readings));
    return readings;
  }

  /** One VPC as it was before a change. */
  List<Reading> read(Snapshot snapshot, String vpcId) {
    List<Reading> readings = new ArrayList<>();
    Sources sources = sources(snapshot, vpcId);
    read(vpcId, sources, readings);
    sources.publicAddresses().values().stream().flatMap(List::stream).findFirst().ifPresent(s -> readEdge(s.region(), sources.publicAddresses(), readings));
    return readings;
  }

  /** How many connections there are now, of interface endpoints and NAT gateways. */
  List<Reading> readConnections(Snapshot snapshot, Observed observed) {
    List<Reading> readings = new ArrayList<>();
    for (String unit : observed.realised().keySet()) {
      if (unit.startsWith("vpc-")) {
        Sources sources = sources(snapshot, unit);
        if (!sources.endpoints().isEmpty()) {
          ifCarried(unit, vpc -> connections(vpc, sources, readings));
        }
        sources.nats().forEach((nat, subject) -> ifCarried(nat, namespace -> {
          long active = kernel.connections(namespace).stream().filter(c -> !c.over()).count();
          readings.add(new Reading(subject, Quantity.ACTIVE_CONNECTIONS, "", active));
        }));
      }
    }
    return readings;
  }

  private void connections(String vpc, Sources sources, List<Reading> readings) {
    Map<String, Long> active = new HashMap<>();
    for (Connection connection : kernel.connections(vpc)) {
      String destination = connection.original().destination();
      if (connection.protocol() == TCP && !connection.over() && sources.endpoints().containsKey(destination)) {
        active.merge(destination, 1L, Long::sum);
      }
    }
    sources.endpoints().forEach((ip, subject) -> readings.add(new Reading(subject, Quantity.ACTIVE_CONNECTIONS, ip, active.getOrDefault(ip, 0L))));
  }

  private Sources sources(Snapshot snapshot, String vpcId) {
    Object members = snapshot.networks().getOrDefault(vpcId, TreePMap.empty());
    Known was = known.get(vpcId);
    if (was == null || was.of != members) {
      was = new Known(members, Sources.of(snapshot, vpcId));
      known.put(vpcId, was);
    }
    return was.sources;
  }

  private void read(String vpcId, Sources sources, List<Reading> readings) {
    ifCarried(vpcId, namespace -> readRouter(namespace, sources, readings));
    sources.nats().forEach((nat, subject) -> ifCarried(nat, namespace -> readNat(namespace, subject, readings)));
  }

  private void readRouter(String vpcId, Sources sources, List<Reading> readings) {
    Set<String> sets = new HashSet<>(List.of(CROSS));
    if (!sources.endpoints().isEmpty()) {
      sets.addAll(List.of(IN, OUT, NEW, STALE, LONG));
    }
    Map<String, Map<String, Count>> counted = kernel.setCounters(vpcId, sets);
    sources.endpoints().forEach((ip, subject) -> {
      count(counted, IN, ip).ifPresent(c -> readings.add(new Reading(subject, Quantity.IN, ip, c.bytes())));
      count(counted, OUT, ip).ifPresent(c -> readings.add(new Reading(subject, Quantity.OUT, ip, c.bytes())));
      count(counted, NEW, ip).ifPresent(c -> readings.add(new Reading(subject, Quantity.NEW_CONNECTIONS, ip, c.packets())));
      count(counted, STALE, ip).ifPresent(c -> readings.add(new Reading(subject, Quantity.STALE_PACKETS, ip, c.packets())));
      count(counted, LONG, ip).ifPresent(c -> readings.add(new Reading(subject, Quantity.LONG_PACKETS, ip, c.packets())));
    });
    counted.getOrDefault(CROSS, Map.of()).forEach((link, count) ->
        Optional.ofNullable(sources.senders().get(link)).ifPresent(s -> readings.add(new Reading(s, Quantity.OUT, link, count.bytes()))));
    if (!sources.devices().isEmpty()) {
      kernel.counters(vpcId, sources.devices().keySet()).forEach((device, c) -> {
        Subject subject = sources.devices().get(device);
        // What the router sends goes out of the VPC by the gateway.
        readings.add(new Reading(subject, Quantity.OUT, device, c.txBytes() - ETHERNET_HEADER * c.txPackets()));
        readings.add(new Reading(subject, Quantity.IN, device, c.rxBytes() - ETHERNET_HEADER * c.rxPackets()));
      });
    }
  }

  private static Optional<Count> count(Map<String, Map<String, Count>> counted, String set, String key) {
    return Optional.ofNullable(counted.getOrDefault(set, Map.of()).get(key));
  }

  private void readNat(String namespace, Subject subject, List<Reading> readings) {
    DeviceCounters c = kernel.counters(namespace, Set.of("eth0")).get("eth0");
    if (c != null) {
      readings.add(new Reading(subject, Quantity.IN, "", c.rxBytes() - ETHERNET_HEADER * c.rxPackets()));
      readings.add(new Reading(subject, Quantity.OUT, "", c.txBytes() - ETHERNET_HEADER * c.txPackets()));
    }
    Map<String, Count> named = kernel.namedCounters(namespace);
    counter(named, "in_from_source", subject, Quantity.IN_FROM_SOURCE, Quantity.IN_FROM_SOURCE_PACKETS, readings);
    counter(named, "out_to_destination", subject, Quantity.OUT_TO_DESTINATION, Quantity.OUT_TO_DESTINATION_PACKETS, readings);
    counter(named, "in_from_destination", subject, Quantity.IN_FROM_DESTINATION, Quantity.IN_FROM_DESTINATION_PACKETS, readings);
    counter(named, "out_to_source", subject, Quantity.OUT_TO_SOURCE, Quantity.OUT_TO_SOURCE_PACKETS, readings);
    Optional.ofNullable(named.get("attempts")).ifPresent(n -> readings.add(new Reading(subject, Quantity.NEW_CONNECTIONS, "", n.packets())));
    Optional.ofNullable(named.get("dropped")).ifPresent(n -> readings.add(new Reading(subject, Quantity.DROPPED_PACKETS, "", n.packets())));
    Optional.ofNullable(named.get("stale")).ifPresent(n -> readings.add(new Reading(subject, Quantity.STALE_PACKETS, "", n.packets())));
  }

  private static void counter(Map<String, Count> named, String name, Subject subject, Quantity bytes, Quantity packets, List<Reading> readings) {
    Count count = named.get(name);
    if (count != null) {
      readings.add(new Reading(subject, bytes, "", count.bytes()));
      readings.add(new Reading(subject, packets, "", count.packets()));
    }
  }

  /** What AWS's services on the public side of a Region had to do with public addresses. */
  private void readEdge(String region, Map<String, List<Subject>> publicAddresses, List<Reading> readings) {
    ifCarried(Names.edge(region), edge -> {
      Map<String, Map<String, Count>> counted = kernel.setCounters(edge, Set.of(TO_SERVICES, FROM_SERVICES));
      counted.forEach((set, elements) -> elements.forEach((pair, count) -> {
        String caller = pair.substring(0, pair.indexOf(BETWEEN));
        String service = pair.substring(pair.indexOf(BETWEEN) + BETWEEN.length());
        for (Subject subject : publicAddresses.getOrDefault(caller, List.of())) {
          quantity(subject, set, region, Ip.parse(service)).ifPresent(q -> readings.add(new Reading(subject, q, set + " " + pair, count.bytes())));
        }
      }));
    });
  }

  /** The short name of the service that a NAT gateway's bytes were for. */
  static Optional<String> service(Reading reading) {
    return switch (reading.quantity()) {
      case S3, DYNAMODB, OTHER_SERVICES -> {
        String address = reading.counter().substring(reading.counter().lastIndexOf(BETWEEN) + BETWEEN.length());
        yield PublicSide.serviceAt(reading.subject().region(), Ip.parse(address)).map(PublicService::name);
      }
      case IN, OUT, NEW_CONNECTIONS, TO_SERVICES, TO_OTHER_REGIONS, IN_FROM_SOURCE, IN_FROM_SOURCE_PACKETS, OUT_TO_DESTINATION, OUT_TO_DESTINATION_PACKETS,
          IN_FROM_DESTINATION, IN_FROM_DESTINATION_PACKETS, OUT_TO_SOURCE, OUT_TO_SOURCE_PACKETS, DROPPED_PACKETS, STALE_PACKETS, LONG_PACKETS, ACTIVE_CONNECTIONS ->
          Optional.empty();
    };
  }

  private static Optional<Quantity> quantity(Subject subject, String set, String region, long service) {
    return switch (subject.thing()) {
      case INTERNET_EGRESS ->
          Optional.of(PublicSide.isService(region, service) ? Quantity.TO_SERVICES : Quantity.TO_OTHER_REGIONS).filter(_ -> set.equals(TO_SERVICES));
      case NAT_GATEWAY ->
          PrefixLists.of(region).stream().filter(list -> list.cidrs().stream().anyMatch(block -> block.contains(service))).findFirst()
              .flatMap(list -> switch (list.service()) {
                case "s3" -> Optional.of(Quantity.S3);
                case "dynamodb" -> Optional.of(Quantity.DYNAMODB);
                default -> Optional.empty();
              })
              .or(() -> PublicSide.serviceAt(region, service).map(_ -> Quantity.OTHER_SERVICES));
      case INTERFACE_ENDPOINT, GATEWAY_ENDPOINT, PUBLIC_IPV4, CROSS_ZONE, PEERING, INTER_REGION, TRANSIT_GATEWAY_ATTACHMENT -> Optional.empty();
    };
  }

  /** A namespace may be on its way, or gone. */
  private static void ifCarried(String namespace, Consumer<String> code) {
    try {
      code.accept(namespace);
    } catch (KernelException e) {
      System.getLogger(Sampler.class.getName()).log(System.Logger.Level.DEBUG, () -> "not metered: " + namespace + ": " + e.getMessage());
    }
  }
}
