package dev.postern.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.Port;
import dev.postern.core.insights.Analyzer;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInsightsPath;
import dev.postern.core.model.NetworkInsightsPath.Place;
import dev.postern.core.path.End;
import dev.postern.core.path.Packet;
import dev.postern.core.path.Path;
import dev.postern.core.path.PathResolver;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AnalysisPacketHeader;
import software.amazon.awssdk.services.ec2.model.NetworkInsightsAnalysis;

/**
 * Random networks: an analysis finds a path exactly where the model that is held against the kernel lets a packet arrive, and says why where not.
 * A path that is found for any port has a packet in its first header that arrives, and where some packet arrives a path is found.
 */
class InsightsAgreementTest {
  /** Fixed by {@code -Dagreement.seed=N} to see a printed run again. */
  private static final long SEED = Long.getLong("agreement.seed", System.nanoTime());

  private static final int FLOWS = Integer.getInteger("agreement.flows", 3000);
  private static final int FLOWS_PER_NETWORK = 40;
  private static final Analyzer.Limits OWN = new Analyzer.Limits(Set.of(RandomNetwork.ACCOUNT), List.of(), List.of());
  private final List<String> wrong = new ArrayList<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();

  /** Where a flow ends in the model: at one of these the analysis must say so. */
  private record Flow(Fabric fabric, Port from, long to, Place destination) {}

  @Test
  void aPathIsFoundWhereAPacketArrives() {
    System.out.println("insights: seed " + SEED + ", " + FLOWS + " flows");
    Random random = new Random(SEED);
    for (int flows = 0; flows < FLOWS; flows += FLOWS_PER_NETWORK) {
      long seed = random.nextLong();
      Random own = new Random(seed);
      Snapshot snapshot = RandomNetwork.of(own);
      Networks networks = Networks.of(snapshot);
      for (int i = 0; i < FLOWS_PER_NETWORK; i++) {
        Flow flow = flow(networks, own);
        if (!flow.from.ips().contains(flow.to)) {
          compare(snapshot, networks, flow, own, "network seed " + seed + ": " + flow.from.networkInterfaceId() + " to " + Ip.text(flow.to));
        }
      }
    }
    System.out.println("insights: " + wrong.size() + " wrong, " + outcomes);
    assertThat(wrong).as("seed " + SEED).isEmpty();
    assertThat(outcomes.get("found")).as("enough of both").isPositive();
  }

  private void compare(Snapshot snapshot, Networks networks, Flow flow, Random own, String what) {
    int protocol = own.nextInt(6) == 0 ? FilterLine.UDP : FilterLine.TCP;
    int port = RandomNetwork.PORTS.get(own.nextInt(RandomNetwork.PORTS.size()));
    NetworkInsightsPath exact = path(flow, protocol, Optional.of(port), Optional.of(new NetworkInsightsPath.Ports(49152, 49152)));
    boolean arrives = arrives(networks, flow, flow.from.primary(), flow.to, protocol, 49152, port);
    NetworkInsightsAnalysis analysis = Analyzer.analyse(snapshot, exact, OWN);
    check(analysis, arrives, what + ":" + port + "/" + protocol);

    NetworkInsightsAnalysis any = Analyzer.analyse(snapshot, path(flow, protocol, Optional.empty(), Optional.empty()), OWN);
    if (any.networkPathFound()) {
      AnalysisPacketHeader header = any.forwardPathComponents().getFirst().outboundHeader();
      boolean real =
          arrives(
              networks, flow, address(header.sourceAddresses().getFirst()), address(header.destinationAddresses().getFirst()), protocol,
              header.sourcePortRanges().getFirst().to(), header.destinationPortRanges().getFirst().to());
      note(real, what + ": a path for any port with a header that does not arrive: " + header);
    } else {
      note(!arrives, what + ": no path for any port, though one arrives at " + port);
      note(!any.explanations().isEmpty(), what + ": no path for any port, and no reason");
    }
  }

  private void check(NetworkInsightsAnalysis analysis, boolean arrives, String what) {
    note(analysis.networkPathFound() == arrives, what + ": found " + analysis.networkPathFound() + ", arrives " + arrives + ": " + analysis.explanations());
    if (analysis.networkPathFound()) {
      note(analysis.explanations().isEmpty() && !analysis.returnPathComponents().isEmpty(), what + ": found, but " + analysis);
      outcomes.merge("found", 1, Integer::sum);
    } else {
      note(!analysis.explanations().isEmpty(), what + ": no reason");
      analysis.explanations().stream().limit(1).forEach(e -> outcomes.merge(e.explanationCode(), 1, Integer::sum));
    }
  }

  private void note(boolean right, String otherwise) {
    if (!right) {
      wrong.add(otherwise);
    }
  }

  private static long address(String block) {
    return Ip.parse(block.substring(0, block.indexOf('/')));
  }

  private static boolean arrives(Networks networks, Flow flow, long from, long to, int protocol, int sourcePort, int port) {
    Path path = PathResolver.resolve(flow.fabric, networks, flow.from, new Packet(from, to, protocol, sourcePort, port));
    return switch (path.end()) {
      case End.AtInterface(_, String eni, _) -> eni.equals(flow.destination.id()) || throughBalancer(networks, path, flow.destination.id());
      case End.AtEndpoint(String id, _, _) -> id.equals(flow.destination.id()) || lastInterface(path, flow.destination.id());
      case End.AtResolver _ -> lastInterface(path, flow.destination.id());
      case End.AtPublicService _, End.AtSiteHost _, End.AtGateway _, End.Stopped _ -> false;
    };
  }

  /** By a load balancer, or an endpoint in front of one, that is the destination itself. */
  private static boolean throughBalancer(Networks networks, Path path, String destination) {
    Optional<Port> port = networks.vpcs().values().stream().flatMap(f -> Optional.ofNullable(f.ports().get(destination)).stream()).findFirst();
    return port.filter(Port::served).isPresent()
        && path.hops().stream().anyMatch(h -> h.kind() == Path.Kind.INTERFACE && h.at().equals(destination) && port.get().ips().contains(h.packet().destination()));
  }

  private static boolean lastInterface(Path path, String eni) {
    return path.hops().reversed().stream().filter(h -> h.kind() == Path.Kind.INTERFACE).findFirst().filter(h -> h.at().equals(eni)).isPresent();
  }

  /** From an instance to any interface, by its private or public address, or to a gateway endpoint, of the same or another VPC. */
  private static Flow flow(Networks networks, Random random) {
    List<Fabric> fabrics = List.copyOf(networks.vpcs().values());
    Fabric fabric = fabrics.get(random.nextInt(fabrics.size()));
    List<Port> hosts = fabric.ports().values().stream().filter(p -> p.host() == Port.HostKind.INSTANCE).toList();
    Port from = hosts.get(random.nextInt(hosts.size()));
    if (random.nextInt(3) == 0 && !fabric.endpoints().isEmpty()) {
      List<String> endpoints = List.copyOf(fabric.endpoints().keySet());
      String endpoint = endpoints.get(random.nextInt(endpoints.size()));
      List<String> addresses = List.of("52.216.0.10", "3.5.0.10", "52.94.0.10", "52.119.224.10");
      return new Flow(fabric, from, Ip.parse(addresses.get(random.nextInt(addresses.size()))), place(Kind.VPC_ENDPOINT, endpoint));
    }
    Fabric there = random.nextBoolean() ? fabric : fabrics.get(random.nextInt(fabrics.size()));
    List<Port> ports = there.ports().values().stream().filter(p -> p.grouped()).toList();
    Port to = ports.get(random.nextInt(ports.size()));
    Optional<Long> known = Optional.ofNullable(there.publicAddresses().get(to.primary())).filter(_ -> random.nextInt(3) == 0);
    return new Flow(fabric, from, known.orElse(to.primary()), place(Kind.NETWORK_INTERFACE, to.networkInterfaceId()));
  }

  private static Place place(Kind kind, String id) {
    return new Place(id, "arn:aws:ec2:" + RandomNetwork.REGION + ":" + RandomNetwork.ACCOUNT + ":" + kind.resourceType() + "/" + id);
  }

  private static NetworkInsightsPath path(Flow flow, int protocol, Optional<Integer> port, Optional<NetworkInsightsPath.Ports> sourcePorts) {
    NetworkInsightsPath.Filter filter =
        new NetworkInsightsPath.Filter(
            Optional.of(Ip.text(flow.from.primary())), sourcePorts, Optional.of(Ip.text(flow.to)), port.map(p -> new NetworkInsightsPath.Ports(p, p)));
    return new NetworkInsightsPath(
        Draft.key(Kind.NETWORK_INSIGHTS_PATH, "nip-0123456789abcdef0"), place(Kind.NETWORK_INTERFACE, flow.from.networkInterfaceId()), Optional.of(flow.destination),
        Optional.empty(), Optional.empty(), protocol == FilterLine.UDP ? "udp" : "tcp", Optional.empty(), Optional.of(filter), Optional.empty(), Instant.EPOCH);
  }
}
