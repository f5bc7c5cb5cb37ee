package dev.postern.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.explain.Start;
import dev.postern.core.explain.Trace;
import dev.postern.core.explain.Tracer;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.Port;
import dev.postern.core.ip.Ip;
import dev.postern.core.path.Packet;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random networks and random flows: what a trace gives as the way to mend a stop is accepted, and takes that stop away. */
class ExplanationTest {
  /** Fixed by {@code -Dagreement.seed=N} to see a printed run again. */
  private static final long SEED = Long.getLong("agreement.seed", System.nanoTime());

  private static final int FLOWS = Integer.getInteger("agreement.flows", 5000);
  private static final int FLOWS_PER_NETWORK = 60;
  private static final List<String> OUTSIDE = List.of("52.216.0.10", "3.5.0.10", "52.94.0.10", "52.119.224.10", "99.77.0.30", "9.9.9.9");
  private final Mending mending = new Mending();

  @Test
  void aFixTakesItsStopAway() {
    System.out.println("explanation: seed " + SEED + ", " + FLOWS + " flows that are stopped");
    Random random = new Random(SEED);
    List<String> wrong = new ArrayList<>();
    Map<String, Integer> outcomes = new TreeMap<>();
    int stopped = 0;
    while (stopped < FLOWS) {
      long seed = random.nextLong();
      Random own = new Random(seed);
      Snapshot snapshot = RandomNetwork.of(own);
      Networks networks = Networks.of(snapshot);
      List<String> hosts = hosts(networks);
      List<Long> destinations = destinations(networks);
      for (int i = 0; i < FLOWS_PER_NETWORK; i++) {
        String from = hosts.get(own.nextInt(hosts.size()));
        long to = destinations.get(own.nextInt(destinations.size()));
        Start start = new Tracer(snapshot, Observed.NOTHING).start(from);
        int protocol = own.nextInt(6) == 0 ? FilterLine.UDP : FilterLine.TCP;
        Packet packet = new Packet(start.address(), to, protocol, 49152, RandomNetwork.PORTS.get(own.nextInt(RandomNetwork.PORTS.size())));
        Trace trace = new Tracer(snapshot, Observed.NOTHING).trace(start, packet);
        if (to == start.address() || trace.reached()) {
          continue;
        }
        stopped++;
        Trace.Stop stop = trace.stop().orElseThrow();
        Mending.Outcome outcome = mending.outcome(snapshot, from, packet, trace);
        outcomes.merge(stop.code().orElseThrow() + (stop.onReturn() ? " (return)" : "") + ": " + outcome.says().split(":")[0], 1, Integer::sum);
        if (!outcome.helped()) {
          wrong.add("network seed " + seed + ": " + from + " to " + Ip.text(to) + ":" + packet.destinationPort() + "/" + protocol + ": " + stop + ": " + outcome.says());
        }
      }
    }
    System.out.println("explanation: " + stopped + " stops, " + wrong.size() + " whose command does not help: " + outcomes);
    assertThat(wrong).as("seed " + SEED).isEmpty();
  }

  private static List<String> hosts(Networks networks) {
    List<String> hosts = new ArrayList<>();
    for (Fabric fabric : networks.vpcs().values()) {
      fabric.ports().values().stream().filter(p -> p.host() == Port.HostKind.INSTANCE).map(Port::networkInterfaceId).forEach(hosts::add);
    }
    networks.sites().forEach(s -> s.hosts().forEach(h -> hosts.add(h.hostId())));
    return hosts;
  }

  private static List<Long> destinations(Networks networks) {
    List<Long> destinations = new ArrayList<>();
    for (Fabric fabric : networks.vpcs().values()) {
      fabric.ports().values().forEach(p -> destinations.add(p.primary()));
      destinations.addAll(fabric.publicAddresses().values());
    }
    networks.sites().forEach(s -> s.hosts().forEach(h -> destinations.add(h.ip())));
    for (int i = 0; i < 3; i++) {
      OUTSIDE.forEach(ip -> destinations.add(Ip.parse(ip)));
    }
    return destinations;
  }
}
