package dev.postern.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.error.AwsException;
import dev.postern.core.explain.Fix;
import dev.postern.core.explain.Trace;
import dev.postern.core.explain.Tracer;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.SiteFabric;
import dev.postern.core.ip.Ip;
import dev.postern.core.path.End;
import dev.postern.core.path.Packet;
import dev.postern.core.path.Path;
import dev.postern.core.path.PathResolver;
import dev.postern.core.plan.Item;
import dev.postern.core.plan.KernelPlan;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import dev.postern.linux.Kernel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random networks and random flows: where the model says a packet ends is where the kernel ends it. Then everything that the explanations give as the way
 * to mend a stop is done, and every flow is tried again: the kernel must agree that the named causes were what stopped the flows.
 */
class AgreementTest {
  /** Fixed by {@code -Dagreement.seed=N} to see a printed run again; {@code -Dagreement.network=N} tries the network with this seed alone. */
  private static final long SEED = Long.getLong("agreement.seed", System.nanoTime());

  private static final int FLOWS = Integer.getInteger("agreement.flows", 5000);
  private static final int FLOWS_PER_NETWORK = 240;

  /** Addresses outside: S3, DynamoDB, another public service, and one that nobody has. */
  private static final List<String> OUTSIDE = List.of("52.216.0.10", "3.5.0.10", "54.231.0.10", "52.94.0.10", "52.119.224.10", "52.119.239.1", "3.5.64.10", "99.77.2.10", "9.9.9.9");

  private final List<String> disagreements = new ArrayList<>();
  private final Map<String, Integer> ends = new TreeMap<>();
  private final Mending mending = new Mending();
  private int flows;
  private int stopped;
  private int mended;
  private int fixes;

  @Test
  void theKernelEndsEveryFlowWhereTheModelSaysAndTheNamedCausesAreWhatStopsThem() throws Exception {
    System.out.println("agreement: seed " + SEED + ", " + FLOWS + " flows");
    Random random = new Random(SEED);
    for (int network = 0; flows < FLOWS; network++) {
      long seed = Long.getLong("agreement.network", random.nextLong());
      tryNetwork("network " + network + " (seed " + seed + ")", new Random(seed));
    }
    System.out.println(
        "agreement: " + flows + " flows tried, " + stopped + " of them stopped; after " + fixes + " fixes " + mended + " of these arrive; "
            + disagreements.size() + " disagreements; the model's ends: " + ends);
    assertThat(disagreements).as("seed " + SEED).isEmpty();
    assertThat(ends).as("a run where one kind of end never comes proves little").containsKeys("AtEndpoint", "AtInterface", "AtPublicService", "AtResolver", "AtSiteHost");
    assertThat(mended).as("a run where no fix helps proves little").isPositive();
  }

  private void tryNetwork(String name, Random random) throws Exception {
    Snapshot snapshot = RandomNetwork.of(random);
    Networks networks = Networks.of(snapshot);
    try (Answerers answerers = new Answerers();
        Kernel kernel = Kernel.open(answerers)) {
      Set<Item> items = networks.items();
      kernel.apply(new KernelPlan.Change(Set.of(), items));
      assertThat(kernel.audit(items)).as("what was applied is there").isEmpty();
      Set<String> listening = new HashSet<>();
      listen(kernel, answerers, networks, listening);
      List<Probe> probes = probes(networks, random);
      compare(name, new Prober(kernel).run(probes));
      flows += probes.size();

      Snapshot better = mend(name, snapshot, probes);
      Networks after = Networks.of(better);
      kernel.apply(new KernelPlan("all", after.items()).since(new KernelPlan("all", items)));
      listen(kernel, answerers, after, listening);
      List<Probe> again = again(after, probes);
      compare(name + " mended", new Prober(kernel).run(again));
      Set<String> arrive = new HashSet<>();
      again.stream().filter(p -> p.expected().isPresent()).forEach(p -> arrive.add(flow(p)));
      mended += (int) probes.stream().filter(p -> p.expected().isEmpty() && arrive.contains(flow(p))).count();
    }
  }

  private static void listen(Kernel kernel, Answerers answerers, Networks networks, Set<String> listening) throws Exception {
    for (Sender sender : senders(networks)) {
      if (listening.add(sender.place())) {
        kernel.runInside(
            sender.hostId(),
            () -> {
              answerers.listen(sender.place(), RandomNetwork.PORTS);
              return true;
            });
      }
    }
  }

  private void compare(String network, Map<Probe, String> answers) {
    for (Map.Entry<Probe, String> answer : answers.entrySet()) {
      ends.merge(name(answer.getKey().path().end()), 1, Integer::sum);
      String expected = answer.getKey().expected().orElse("");
      if (!expected.equals(answer.getValue())) {
        disagreements.add(network + ": " + text(answer.getKey()) + ": model '" + expected + "' " + answer.getKey().path() + ", kernel '" + answer.getValue() + "'");
      }
    }
  }

  /** The cloud with the fixes of all flows that are stopped; each alone must take its own stop away. */
  private Snapshot mend(String network, Snapshot snapshot, List<Probe> probes) {
    Snapshot better = snapshot;
    Tracer tracer = new Tracer(snapshot, Observed.NOTHING);
    for (Probe probe : probes) {
      if (probe.expected().isPresent()) {
        continue;
      }
      stopped++;
      Trace trace = tracer.trace(tracer.start(probe.from()), probe.packet());
      Mending.Outcome outcome = mending.outcome(snapshot, probe.from(), probe.packet(), trace);
      if (!outcome.helped()) {
        disagreements.add(network + ": " + text(probe) + ": " + trace.stop().orElseThrow() + ": " + outcome.says());
        continue;
      }
      // Of two flows that meet the same obstacle the second finds it gone, and its fix done already.
      Tracer now = new Tracer(better, Observed.NOTHING);
      Trace still = now.trace(now.start(probe.from()), probe.packet());
      Optional<Fix> fix = still.stop().flatMap(Trace.Stop::fix);
      if (fix.isPresent()) {
        try {
          better = mending.apply(better, fix.get());
          fixes++;
        } catch (AwsException e) {
          // A table, list or group takes only so many entries: that many fixes in one network are more than anybody would do.
          assertThat(e.code()).as(network + ": " + fix.get().command() + ": " + e.text()).endsWith("LimitExceeded");
        }
      }
    }
    return better;
  }

  /** The same flows from other ports, so that nothing the kernel remembers of the first ones decides. */
  private static List<Probe> again(Networks networks, List<Probe> probes) {
    Map<String, Sender> senders = senders(networks).stream().collect(Collectors.toMap(Sender::place, s -> s));
    List<Probe> again = new ArrayList<>();
    for (Probe probe : probes) {
      Packet first = probe.packet();
      Packet packet = new Packet(first.source(), first.destination(), first.protocol(), first.sourcePort() + FLOWS_PER_NETWORK, first.destinationPort());
      Path path = senders.get(probe.from()).path().apply(packet);
      again.add(new Probe(probe.hostId(), probe.from(), packet, path, expected(path)));
    }
    return again;
  }

  private static String flow(Probe probe) {
    Packet p = probe.packet();
    return probe.from() + " " + p.destination() + " " + p.protocol() + " " + p.destinationPort();
  }

  /**
   * A host that flows start at and end at.
   *
   * @param place its interface, or for a host of a site itself
   */
  private record Sender(String hostId, String place, long ip, Function<Packet, Path> path) {}

  private static List<Sender> senders(Networks networks) {
    List<Sender> senders = new ArrayList<>();
    for (Fabric fabric : networks.vpcs().values()) {
      for (Port port : hosts(fabric)) {
        senders.add(new Sender(port.hostId(), port.networkInterfaceId(), port.primary(), p -> PathResolver.resolve(fabric, networks, port, p)));
      }
    }
    for (SiteFabric site : networks.sites()) {
      for (SiteFabric.Host host : site.hosts()) {
        senders.add(new Sender(host.hostId(), host.hostId(), host.ip(), p -> PathResolver.resolve(site, networks, host, p)));
      }
    }
    return senders;
  }

  private static List<Probe> probes(Networks networks, Random random) {
    List<Long> destinations = new ArrayList<>();
    for (Fabric fabric : networks.vpcs().values()) {
      fabric.ports().values().forEach(p -> destinations.add(p.primary()));
      destinations.addAll(fabric.publicAddresses().values());
      destinations.add(fabric.cidrs().getFirst().at(77));
    }
    networks.sites().forEach(s -> s.hosts().forEach(h -> destinations.add(h.ip())));
    for (int i = 0; i < 3; i++) {
      OUTSIDE.forEach(ip -> destinations.add(Ip.parse(ip)));
    }
    List<Sender> senders = senders(networks);
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i < FLOWS_PER_NETWORK; i++) {
      Sender from = senders.get(random.nextInt(senders.size()));
      long destination = destinations.get(random.nextInt(destinations.size()));
      int protocol = random.nextInt(4) == 0 ? FilterLine.UDP : FilterLine.TCP;
      int port = RandomNetwork.PORTS.get(random.nextInt(RandomNetwork.PORTS.size()));
      if (from.ip() == destination) {
        continue;
      }
      Packet packet = new Packet(from.ip(), destination, protocol, 20000 + i, port);
      Path path = from.path().apply(packet);
      probes.add(new Probe(from.hostId(), from.place(), packet, path, expected(path)));
    }
    return probes;
  }

  /** What the server at the path's end would answer. */
  private static Optional<String> expected(Path path) {
    return switch (path.end()) {
      case End.AtInterface(_, String eni, long source) -> Optional.of(eni + " " + Ip.text(source));
      case End.AtPublicService(long source) -> Optional.of("public " + Ip.text(source));
      case End.AtEndpoint(String id, _, long source) -> Optional.of(id + " " + Ip.text(source));
      case End.AtResolver(_, String vpcId, long source) -> Optional.of("resolver of " + vpcId + " " + Ip.text(source));
      case End.AtSiteHost(_, String hostId, long source) -> Optional.of(hostId + " " + Ip.text(source));
      case End.AtGateway _ -> throw new AssertionError("nobody asked for the way to a gateway");
      case End.Stopped _ -> Optional.empty();
    };
  }

  private static List<Port> hosts(Fabric fabric) {
    return fabric.ports().values().stream().filter(p -> p.host() == Port.HostKind.INSTANCE).toList();
  }

  private static String name(End end) {
    return end instanceof End.Stopped stopped ? stopped.code() + (stopped.onReturn() ? " (return)" : "") : end.getClass().getSimpleName();
  }

  private static String text(Probe probe) {
    Packet p = probe.packet();
    return probe.from() + " " + Ip.text(p.source()) + ":" + p.sourcePort() + " -> " + Ip.text(p.destination()) + ":" + p.destinationPort()
        + (p.protocol() == FilterLine.TCP ? " tcp" : " udp");
  }
}
