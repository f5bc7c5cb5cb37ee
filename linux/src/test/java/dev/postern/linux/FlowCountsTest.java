package dev.postern.linux;

import static dev.postern.linux.Lab.listener;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.FilterTable;
import dev.postern.core.fabric.ForwardingTable;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.SubnetTable;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.plan.FlowSet;
import dev.postern.core.plan.Item;
import dev.postern.core.plan.KernelPlan;
import dev.postern.core.plan.Names;
import dev.postern.core.plan.PlanCompiler;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A router counts each packet of a logged interface once, also while its counts are taken. */
class FlowCountsTest {
  private static final String VPC = "vpc-00000000000000001";
  private static final String SUBNET = "subnet-00000000000000001";
  private static final String GROUP = "sg-00000000000000001";
  private static final String A = "eni-0000000000000000a";
  private static final String B = "eni-0000000000000000b";

  private static Fabric fabric(String... logged) {
    FilterTable all = new FilterTable(List.of(line(FilterLine.ALL, -1, -1)), "acl-00000000000000001");
    FilterTable web = new FilterTable(List.of(line(FilterLine.TCP, 80, 80)), GROUP);
    FilterTable out = new FilterTable(List.of(line(FilterLine.TCP, 80, 90)), GROUP);
    SortedMap<String, SubnetTable> subnets = sorted(Map.of(SUBNET, new SubnetTable(SUBNET, "us-east-1a", Cidr.parse("10.0.1.0/24"), "rtb-1", "rtb-1", all, all)));
    SortedMap<String, Port> ports = sorted(Map.of(A, port(A, "i-a", "10.0.1.10"), B, port(B, "i-b", "10.0.1.11")));
    return new Fabric(
        VPC, "000000000000", "us-east-1", List.of(Cidr.parse("10.0.0.0/16")), subnets, sorted(Map.of("rtb-1", new ForwardingTable("rtb-1", "rtb-1", List.of()))),
        sorted(Map.of(GROUP, new Fabric.GroupTable(GROUP, web, out))), none(), none(), ports, none(), Optional.empty(), none(), none(), none(), none(), none(), List.of(),
        set(logged));
  }

  private static FilterLine line(int protocol, int from, int to) {
    return new FilterLine(protocol, from, to, new FilterLine.Block(Cidr.ANY), true, "rule");
  }

  private static Port port(String eni, String host, String ip) {
    return new Port(eni, host, Port.HostKind.INSTANCE, 0, SUBNET, Lab.mac(eni), List.of(Ip.parse(ip)), true, List.of(GROUP));
  }

  private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
    return new TreeMap<>(map);
  }

  private static <K, V> SortedMap<K, V> none() {
    return Collections.emptySortedMap();
  }

  private static SortedSet<String> set(String... ids) {
    return new TreeSet<>(Arrays.asList(ids));
  }

  private static Lab carrying(Fabric fabric) {
    Lab lab = new Lab();
    lab.add(Stream.concat(PlanCompiler.compile(fabric).items().stream(), Stream.<Item>of(listener("i-b", "", "0.0.0.0", 80, "web"))).toList());
    return lab;
  }

  private static long bytes(FlowCounts counts, FlowSet.Point point, String eni) {
    return counts.counted().entrySet().stream().filter(e -> e.getKey().point() == point).flatMap(e -> e.getValue().stream())
        .filter(f -> new String(f.key(), 0, 14, StandardCharsets.US_ASCII).equals(Names.hostLink(eni))).mapToLong(FlowCounts.Flow::bytes).sum();
  }

  private static void changeTo(Lab lab, Fabric before, Fabric after) {
    KernelPlan.Change change = PlanCompiler.compile(after).since(PlanCompiler.compile(before));
    lab.kernel.apply(change);
  }

  @Test
  void noPacketIsLostOrCountedTwiceWhileCountsAreTaken() throws Exception {
    try (Lab lab = carrying(fabric(A, B))) {
      long[] sums = new long[FlowSet.Point.values().length * 2];
      for (int i = 0; i < 60; i++) {
        assertThat(lab.call("i-a", "10.0.1.11", 80)).isEqualTo("web 10.0.1.10");
        add(sums, lab.kernel.takeFlows(VPC).orElseThrow());
      }
      assertThat(lab.call("i-a", "10.0.1.11", 85)).isEqualTo(Lab.TIMEOUT);
      assertThat(lab.call("i-a", "10.0.1.11", 443)).isEqualTo(Lab.TIMEOUT);
      add(sums, lab.kernel.takeFlows(VPC).orElseThrow());
      add(sums, lab.kernel.takeFlows(VPC).orElseThrow());
      assertThat(lab.kernel.takeFlows(VPC).orElseThrow().counted()).isEmpty();

      DeviceCounters a = lab.kernel.counters(VPC).get(Names.hostLink(A));
      DeviceCounters b = lab.kernel.counters(VPC).get(Names.hostLink(B));
      assertThat(sum(sums, FlowSet.Point.SENT, A)).isEqualTo(a.rxBytes() - 14 * a.rxPackets()).isGreaterThan(10_000);
      assertThat(sum(sums, FlowSet.Point.SENT, B)).isEqualTo(b.rxBytes() - 14 * b.rxPackets());
      assertThat(sum(sums, FlowSet.Point.RECEIVED, A)).isEqualTo(a.txBytes() - 14 * a.txPackets());
      assertThat(sum(sums, FlowSet.Point.RECEIVED, B)).isEqualTo(b.txBytes() - 14 * b.txPackets());
      // Port 443 is refused to the sender, port 85 to the receiver; a SYN has 60 bytes.
      assertThat(sum(sums, FlowSet.Point.REFUSED_OUT, A)).isPositive();
      assertThat(sum(sums, FlowSet.Point.REFUSED_IN, B)).isPositive();
      assertThat(sum(sums, FlowSet.Point.REFUSED_OUT, A) % 60).isZero();
      assertThat(sum(sums, FlowSet.Point.REFUSED_IN, A) + sum(sums, FlowSet.Point.REFUSED_OUT, B)).isZero();
    }
  }

  private static void add(long[] sums, FlowCounts counts) {
    for (FlowSet.Point point : FlowSet.Point.values()) {
      sums[2 * point.ordinal()] += bytes(counts, point, A);
      sums[2 * point.ordinal() + 1] += bytes(counts, point, B);
    }
  }

  private static long sum(long[] sums, FlowSet.Point point, String eni) {
    return sums[2 * point.ordinal() + (eni.equals(A) ? 0 : 1)];
  }

  @Test
  void rulesComeAndGoWithTheFlowLogAndConnectionsGoOn() throws Exception {
    Fabric without = fabric();
    Fabric with = fabric(A);
    try (Lab lab = carrying(without)) {
      assertThat(lab.call("i-a", "10.0.1.11", 80)).isEqualTo("web 10.0.1.10");
      assertThat(lab.kernel.takeFlows(VPC)).isEmpty();
      changeTo(lab, without, with);
      int epoch = lab.kernel.takeFlows(VPC).orElseThrow().epoch();
      assertThat(lab.call("i-a", "10.0.1.11", 80)).isEqualTo("web 10.0.1.10");
      lab.kernel.takeFlows(VPC);
      FlowCounts counts = lab.kernel.takeFlows(VPC).orElseThrow();
      assertThat(counts.epoch()).isEqualTo(epoch);
      assertThat(counts.counted().keySet()).extracting(FlowSet::kind).contains(FlowSet.Kind.SYN, FlowSet.Kind.SYN_ACK, FlowSet.Kind.FIN, FlowSet.Kind.TCP);
      assertThat(bytes(counts, FlowSet.Point.SENT, A)).isPositive();
      assertThat(bytes(counts, FlowSet.Point.SENT, B)).isZero();
      lab.byHand(VPC, "nft", "list", "ruleset");
      changeTo(lab, with, without);
      assertThat(lab.kernel.takeFlows(VPC)).isEmpty();
      assertThat(lab.kernel.audit(Set.copyOf(PlanCompiler.compile(without).items()))).isEmpty();
      assertThat(lab.call("i-a", "10.0.1.11", 80)).isEqualTo("web 10.0.1.10");
    }
  }
}
