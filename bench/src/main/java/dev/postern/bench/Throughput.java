package dev.postern.bench;

import dev.postern.core.ip.Cidr;
import dev.postern.core.plan.EdgePlan;
import dev.postern.core.plan.Item;
import dev.postern.core.plan.KernelPlan;
import dev.postern.core.plan.PlanCompiler;
import dev.postern.core.services.PublicSide;
import dev.postern.linux.Kernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** TCP throughput by iperf3: through the VPC's router with groups and ACLs, a gateway endpoint, and NAT, each against a bare veth pair. */
final class Throughput implements Part {
  private static final int ROUNDS = 5;
  private static final int SECONDS = 2;
  private static final String OUTSIDE_IP = "99.77.0.10";

  private record Run(String name, String from, String to, String address, int port) {}

  @Override
  public List<Figure> measure() throws Exception {
    Set<Item> items = new HashSet<>(EdgePlan.compile(Network.REGION, serviceBlocks(), new TreeMap<>()).items());
    items.addAll(PlanCompiler.compile(Network.fabric()).items());
    items.addAll(bare());
    // iperf3's own servers listen instead.
    items.removeIf(Item.Listener.class::isInstance);
    List<Run> runs =
        List.of(
            new Run("bare veth pair", "bare/a", "bare/b", "192.168.0.2", 443),
            new Run("instance to instance, VPC router", Network.CLIENT, Network.SERVER, Network.SERVER_IP, 443),
            new Run("gateway endpoint", Network.CLIENT, "edge/" + Network.REGION, Network.S3_IP, 443),
            new Run("NAT and internet gateway", Network.CLIENT, "edge/" + Network.REGION, OUTSIDE_IP, 443));
    Map<String, List<Double>> samples = new HashMap<>();
    List<Process> servers = new ArrayList<>();
    try (Kernel kernel = Kernel.open((fd, _) -> () -> {})) {
      kernel.apply(new KernelPlan.Change(Set.of(), items));
      for (String host : runs.stream().map(Run::to).distinct().toList()) {
        servers.add(inside(kernel, host, "iperf3", "-s", "-p", "443").redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
      }
      join(kernel, servers.getFirst());
      for (int round = 0; round <= ROUNDS; round++) {
        for (Run run : runs) {
          double gigabits = once(kernel, run);
          if (round > 0) {
            samples.computeIfAbsent(run.name(), _ -> new ArrayList<>()).add(gigabits);
          }
        }
      }
    } finally {
      servers.forEach(Process::destroy);
    }
    List<Figure> figures = new ArrayList<>();
    double bare = Figure.percentile(samples.get(runs.getFirst().name()), 0.5);
    for (Run run : runs) {
      double median = Figure.percentile(samples.get(run.name()), 0.5);
      figures.add(new Figure("TCP, " + run.name(), median, "Gbit/s"));
      if (run != runs.getFirst()) {
        figures.add(new Figure("TCP, " + run.name() + ", against the bare pair", median / bare, "of it", run == runs.get(1) ? "0.9" : ""));
      }
    }
    return figures;
  }

  private static double once(Kernel kernel, Run run) throws Exception {
    JsonNode end = JsonMapper.shared().createObjectNode();
    // A server that is not up yet refuses; so does one that is still busy with the last client.
    for (int tries = 0; tries < 50 && !end.has("end"); tries++) {
      Process process = inside(kernel, run.from(), "iperf3", "-c", run.address(), "-p", String.valueOf(run.port()), "-t", String.valueOf(SECONDS), "-J").start();
      end = JsonMapper.shared().readTree(process.getInputStream().readAllBytes());
      process.waitFor();
      if (!end.path("end").has("sum_received")) {
        end = JsonMapper.shared().createObjectNode();
      }
    }
    if (!end.has("end")) {
      throw new IllegalStateException("no iperf3 run came through: " + run.name());
    }
    return end.at("/end/sum_received/bits_per_second").asDouble() / 1e9;
  }

  private static ProcessBuilder inside(Kernel kernel, String namespace, String... words) {
    List<String> command = new ArrayList<>(List.of("nsenter", "--net=" + kernel.namespacePath(namespace)));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  private static List<Cidr> serviceBlocks() {
    List<Cidr> blocks = new ArrayList<>(PublicSide.serviceBlocks(Network.REGION));
    blocks.add(Cidr.parse("99.77.0.0/24"));
    return blocks;
  }

  /** Two hosts to be joined by a pair as the kernel makes it when nothing is asked for but its size of packets. */
  private static List<Item> bare() {
    return List.of(new Item.Namespace("bare/a", new TreeMap<>(), "bare"), new Item.Namespace("bare/b", new TreeMap<>(), "bare"));
  }

  /** @param there a process inside the other host */
  private static void join(Kernel kernel, Process there) throws Exception {
    String[][] commands = {
      {"bare/a", "ip link add eth0 mtu 9001 type veth peer name eth1 mtu 9001"},
      {"bare/a", "ip link set eth1 netns " + there.pid()},
      {"bare/a", "ip addr add 192.168.0.1/24 dev eth0"},
      {"bare/b", "ip addr add 192.168.0.2/24 dev eth1"},
      {"bare/a", "ip link set eth0 up"},
      {"bare/b", "ip link set eth1 up"}
    };
    for (String[] command : commands) {
      int status = inside(kernel, command[0], command[1].split(" ")).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException(command[1] + " ended with " + status);
      }
    }
  }
}
