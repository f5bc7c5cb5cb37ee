package dev.postern.bench;

import dev.postern.app.dns.DnsResponder;
import dev.postern.app.dns.DnsServer;
import dev.postern.app.dns.NameIndex;
import dev.postern.app.http.EventLoops;
import dev.postern.core.fabric.FabricCompiler;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Vpc;
import dev.postern.core.plan.Door;
import dev.postern.core.plan.EdgePlan;
import dev.postern.core.plan.Item;
import dev.postern.core.plan.KernelPlan;
import dev.postern.core.plan.PlanCompiler;
import dev.postern.core.services.PublicSide;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import dev.postern.linux.Kernel;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * DNS answers a second, asked by dnsperf on an instance: a VPC's resolver with a private zone, and dnsmasq with the same records at the same
 * address of the same router, in turn.
 */
final class Dns implements Part {
  private static final int ROUNDS = 7;
  private static final int SECONDS = 3;
  private static final int NAMES = 1000;
  private static final String ADDRESS = "10.0.0.2";
  private static final String ZONE = "corp.example";
  private static final int TTL = 60;
  private static final Pattern RATE = Pattern.compile("Queries per second:\\s+([0-9.]+)");
  private static final Pattern COMPLETED = Pattern.compile("Queries completed:\\s+\\d+ \\(([0-9.]+)%\\)");

  private final List<Double> ours = new ArrayList<>();
  private final List<Double> theirs = new ArrayList<>();

  @Override
  public List<Figure> measure() throws Exception {
    Path folder = Files.createTempDirectory("postern-bench-");
    Path questions = folder.resolve("questions");
    Path hosts = folder.resolve("hosts");
    List<HostedZone.RecordSet> records = records();
    Files.write(questions, records.stream().map(set -> set.name() + " A").toList());
    Files.write(hosts, records.stream().flatMap(set -> set.values().stream().map(ip -> ip + " " + set.name())).toList());
    Snapshot snapshot = snapshot(records);
    Vpc vpc = snapshot.inNetwork(Vpc.class, Network.VPC).getFirst();
    Set<Item> items = new HashSet<>(EdgePlan.compile(Network.REGION, PublicSide.serviceBlocks(), new TreeMap<>()).items());
    items.addAll(PlanCompiler.compile(FabricCompiler.compile(snapshot, vpc)).items());
    items.removeIf(item -> item instanceof Item.Listener listener && !(listener.door() instanceof Door.Resolver));
    Set<Item> sockets = new HashSet<>(items);
    sockets.removeIf(item -> !(item instanceof Item.Listener));
    items.removeAll(sockets);
    try (EventLoops loops = new EventLoops()) {
      DnsServer dns = new DnsServer(loops, new DnsResponder(new NameIndex(() -> snapshot, () -> Observed.NOTHING)));
      try (Kernel kernel = Kernel.open((fd, listener) -> serve(dns, fd, listener))) {
        kernel.apply(new KernelPlan.Change(Set.of(), items));
        for (int round = 0; round <= ROUNDS; round++) {
          kernel.apply(new KernelPlan.Change(Set.of(), sockets));
          double rate = ask(kernel, questions);
          kernel.apply(new KernelPlan.Change(sockets, Set.of()));
          double other = dnsmasq(kernel, questions, hosts);
          // The first round warms both up.
          if (round > 0) {
            ours.add(rate);
            theirs.add(other);
          }
        }
      }
    } finally {
      Files.delete(questions);
      Files.delete(hosts);
      Files.delete(folder);
    }
    List<Double> ratios = IntStream.range(0, ROUNDS).mapToObj(round -> ours.get(round) / theirs.get(round)).toList();
    return List.of(
        new Figure("DNS over UDP, VPC resolver", Figure.percentile(ours, 0.5), "answers/s"),
        new Figure("DNS over UDP, dnsmasq", Figure.percentile(theirs, 0.5), "answers/s"),
        new Figure("DNS over UDP, VPC resolver against dnsmasq, median of " + ROUNDS + " rounds", Figure.percentile(ratios, 0.5), "of it", "1"),
        new Figure("DNS over UDP, VPC resolver against dnsmasq, worst round", Collections.min(ratios), "of it"));
  }

  private static Closeable serve(DnsServer dns, int fd, Item.Listener listener) {
    return switch (listener.transport()) {
      case UDP -> dns.adoptUdp(fd, listener.door());
      case TCP -> dns.adoptTcp(fd, listener.door());
    };
  }

  /** Every other name has two addresses. */
  private static List<HostedZone.RecordSet> records() {
    List<HostedZone.RecordSet> records = new ArrayList<>();
    for (int i = 0; i < NAMES; i++) {
      List<String> values = new ArrayList<>(List.of("10.8." + i / 250 + "." + (1 + i % 250)));
      if (i % 2 == 1) {
        values.add("10.9." + i / 250 + "." + (1 + i % 250));
      }
      records.add(new HostedZone.RecordSet("host-" + i + "." + ZONE, "A", TTL, values, Optional.empty()));
    }
    return records;
  }

  private static Snapshot snapshot(List<HostedZone.RecordSet> records) {
    return Network.snapshot().with(
        new HostedZone(new ResourceKey(Network.ACCOUNT, ResourceKey.GLOBAL, Kind.HOSTED_ZONE, "Z1"), ZONE, "r", "",
            List.of(new HostedZone.AssociatedVpc(Network.REGION, Network.VPC)), List.of(), records));
  }

  private static double dnsmasq(Kernel kernel, Path questions, Path hosts) throws Exception {
    Process server =
        inside(kernel, Network.VPC, "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts", "--no-daemon", "--addn-hosts=" + hosts,
                "--local-ttl=" + TTL, "--bind-interfaces", "--listen-address=" + ADDRESS, "--except-interface=lo", "--user=root", "--group=root",
                "--pid-file=", "--local=/" + ZONE + "/")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return ask(kernel, questions);
    } finally {
      server.destroy();
      server.waitFor(5, TimeUnit.SECONDS);
    }
  }

  /** Asks for a while; a server that has not opened its socket yet is asked again. */
  private static double ask(Kernel kernel, Path questions) throws Exception {
    for (int tries = 0; tries < 50; tries++) {
      String one = run(kernel, questions, "-n", "1", "-t", "1", "-l", "1");
      if (share(one) > 99) {
        String said = run(kernel, questions, "-l", String.valueOf(SECONDS));
        if (share(said) < 99.9) {
          throw new IllegalStateException("answers were lost: " + said);
        }
        Matcher rate = RATE.matcher(said);
        if (rate.find()) {
          return Double.parseDouble(rate.group(1));
        }
      }
    }
    throw new IllegalStateException("nobody answers at " + ADDRESS);
  }

  private static double share(String said) {
    Matcher completed = COMPLETED.matcher(said);
    return completed.find() ? Double.parseDouble(completed.group(1)) : 0;
  }

  private static String run(Kernel kernel, Path questions, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("dnsperf", "-s", ADDRESS, "-d", questions.toString(), "-c", "8", "-q", "200"));
    command.addAll(List.of(words));
    Process process = inside(kernel, Network.CLIENT, command.toArray(String[]::new)).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private static ProcessBuilder inside(Kernel kernel, String namespace, String... words) {
    List<String> command = new ArrayList<>(List.of("nsenter", "--net=" + kernel.namespacePath(namespace)));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
  }
}
