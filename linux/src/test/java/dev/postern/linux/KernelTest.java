package dev.postern.linux;

import static dev.postern.linux.Lab.host;
import static dev.postern.linux.Lab.link;
import static dev.postern.linux.Lab.listener;
import static dev.postern.linux.Lab.namespace;
import static dev.postern.linux.Lab.route;
import static dev.postern.linux.Lab.router;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.ip.Cidr;
import dev.postern.core.plan.Door;
import dev.postern.core.plan.Item;
import dev.postern.core.plan.KernelPlan;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KernelTest {
  private final Lab lab = new Lab();

  @AfterEach
  void close() {
    lab.close();
  }

  private static List<Item> twoHosts() {
    List<Item> items = new ArrayList<>(List.of(router("r")));
    items.addAll(host("a", "r", "ea", "10.0.0.10"));
    items.addAll(host("b", "r", "eb", "10.0.1.10"));
    items.add(listener("b", "", "0.0.0.0", 80, "web"));
    return items;
  }

  @Test
  void hostsMeetThroughTheirRouter() throws Exception {
    lab.add(twoHosts());

    assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo("web 10.0.0.10");
    assertThat(lab.call("a", "10.0.1.10", 81)).isEqualTo(Lab.REFUSED);
    assertThat(lab.missing(twoHosts())).isEmpty();
  }

  @Test
  void theSameChangeTwiceIsTheSame() throws Exception {
    lab.add(twoHosts());
    lab.add(twoHosts());

    assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo("web 10.0.0.10");
  }

  @Test
  void rulesDropWhatTheyDoNotAccept() throws Exception {
    Item.Ruleset closed = new Item.Ruleset("r", """
        table ip postern {
          set members { type ipv4_addr; }
          map doors { type ifname : verdict; }
          chain forward {
            type filter hook forward priority 0; policy drop;
            ct state established,related accept
            iifname vmap @doors
          }
        }
        """, "r");
    Item.Chain group = new Item.Chain("r", "g_web", List.of("tcp dport 80 ip daddr @members accept", "counter"), "sg-1");
    Item.Element door = new Item.Element("r", "doors", "\"ea\"", Optional.of("jump g_web"), "eni-1");
    Item.Element member = new Item.Element("r", "members", "10.0.1.10", Optional.empty(), "eni-2");
    lab.add(Lab.all(twoHosts(), closed, listener("b", "", "0.0.0.0", 443, "tls")));
    assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo(Lab.TIMEOUT);

    lab.add(group, door, member);
    assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo("web 10.0.0.10");
    assertThat(lab.call("a", "10.0.1.10", 443)).isEqualTo(Lab.TIMEOUT);

    Item.Chain both = new Item.Chain("r", "g_web", List.of("tcp dport { 80, 443 } ip daddr @members accept comment \"sgr-1\""), "sg-1");
    lab.replace(group, both);
    assertThat(lab.call("a", "10.0.1.10", 443)).isEqualTo("tls 10.0.0.10");

    lab.remove(member);
    assertThat(lab.call("a", "10.0.1.10", 443)).isEqualTo(Lab.TIMEOUT);

    lab.remove(both, door);
    lab.add(member);
    assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo(Lab.TIMEOUT);
    assertThat(lab.missing(List.of(closed, member))).isEmpty();
  }

  @Test
  void anElementWithAnotherValueTakesThePlaceOfTheFirst() throws Exception {
    Item.Ruleset base = new Item.Ruleset("r", """
        table ip postern {
          map doors { type ifname : verdict; }
          chain forward { type filter hook forward priority 0; policy accept; iifname vmap @doors; }
        }
        """, "r");
    Item.Element shut = new Item.Element("r", "doors", "\"ea\"", Optional.of("drop"), "eni-1");
    Item.Element open = new Item.Element("r", "doors", "\"ea\"", Optional.of("accept"), "eni-1");
    lab.add(Lab.all(twoHosts(), base, shut));
    assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo(Lab.TIMEOUT);

    lab.replace(shut, open);

    assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo("web 10.0.0.10");
  }

  @Test
  void aRouteLeadsElsewhereInPlace() throws Exception {
    lab.add(twoHosts());
    lab.add(host("c", "r", "ec", "10.0.2.10"));
    lab.add(new Item.Address("c", "lo", "10.0.1.10", 32, "c"), listener("c", "", "0.0.0.0", 80, "other"));

    lab.replace(route("r", 254, "10.0.1.10/32", "eb", ""), route("r", 254, "10.0.1.10/32", "ec", "10.0.2.10"));
    assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo("other 10.0.0.10");

    lab.replace(route("r", 254, "10.0.1.10/32", "ec", "10.0.2.10"), blackhole("10.0.1.10/32"));
    assertThat(lab.call("a", "10.0.1.10", 80)).isNotEqualTo("other 10.0.0.10");
    assertThat(lab.missing(List.of(blackhole("10.0.1.10/32")))).isEmpty();
  }

  private static Item.KernelRoute blackhole(String cidr) {
    return new Item.KernelRoute("r", 254, Cidr.parse(cidr), Item.RouteType.BLACKHOLE, Optional.empty(), Optional.empty(), 0, "x");
  }

  @Test
  void marksChooseTheTable() throws Exception {
    Item.Ruleset marking = new Item.Ruleset("r", """
        table ip postern {
          map subnets { type ifname : mark; }
          chain prerouting { type filter hook prerouting priority mangle; meta mark set iifname map @subnets; }
        }
        """, "r");
    Item.Element subnet = new Item.Element("r", "subnets", "\"ea\"", Optional.of("7"), "subnet-1");
    Item.PolicyRule looks = new Item.PolicyRule("r", 100, 7, 1007, "rtb-1");
    Item.PolicyRule drops = new Item.PolicyRule("r", 200, 7, 0, "rtb-1");
    lab.add(Lab.all(twoHosts(), marking, subnet, looks, drops));
    assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo(Lab.TIMEOUT);

    Item.KernelRoute there = route("r", 1007, "10.0.1.0/24", "eb", "10.0.1.10");
    Item.KernelRoute back = route("r", 1007, "10.0.0.0/24", "ea", "10.0.0.10");
    lab.add(there, back);
    assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo("web 10.0.0.10");

    lab.replace(looks, new Item.PolicyRule("r", 100, 7, 1008, "rtb-2"));
    assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo(Lab.TIMEOUT);
    assertThat(lab.missing(List.of(looks))).containsExactly(looks);
    assertThat(lab.missing(List.of(drops, there, back, new Item.PolicyRule("r", 100, 7, 1008, "rtb-2")))).isEmpty();
  }

  @Test
  void theDeviceOfAListenerTellsEndpointsApart() throws Exception {
    List<Item> items = new ArrayList<>(List.of(namespace("edge", "ipv4/conf/all/rp_filter", "0", "ipv4/conf/default/rp_filter", "0")));
    items.add(new Item.Address("edge", "lo", "52.216.0.1", 32, "s3"));
    for (String vpc : List.of("1", "2")) {
      Item.Link link = link("r" + vpc, "p" + vpc, "edge", "p" + vpc);
      items.add(router("r" + vpc));
      items.addAll(host("h" + vpc, "r" + vpc, "e0", "10.0.0.10"));
      items.add(link);
      items.add(new Item.Neighbour("r" + vpc, "p" + vpc, "52.216.0.1", link.peerMac(), "vpce-" + vpc));
      items.add(route("r" + vpc, 254, "52.216.0.0/16", "p" + vpc, "52.216.0.1"));
      items.add(new Item.Neighbour("edge", "p" + vpc, "10.0.0.1", link.mac(), "vpce-" + vpc));
      // What a device-bound socket sends looks only at routes of its device: one default route for each, told apart by metric.
      items.add(new Item.KernelRoute("edge", 254, Cidr.ANY, Item.RouteType.UNICAST, Optional.of("p" + vpc), Optional.of("10.0.0.1"),
          Integer.parseInt(vpc), "vpce-" + vpc));
      items.add(listener("edge", "p" + vpc, "0.0.0.0", 80, "vpce-" + vpc));
    }
    lab.add(items);

    assertThat(lab.call("h1", "52.216.0.1", 80)).isEqualTo("vpce-1 10.0.0.10");
    assertThat(lab.call("h2", "52.216.0.1", 80)).isEqualTo("vpce-2 10.0.0.10");

    Item.Listener second = listener("edge", "p2", "0.0.0.0", 80, "vpce-2");
    lab.replace(second, listener("edge", "p2", "0.0.0.0", 80, "vpce-3"));
    assertThat(lab.call("h2", "52.216.0.1", 80)).isEqualTo("vpce-3 10.0.0.10");
    lab.remove(listener("edge", "p2", "0.0.0.0", 80, "vpce-3"));
    // Nobody answers there now. A reset has no socket whose device would lead it back, so it may get lost.
    assertThat(lab.call("h2", "52.216.0.1", 80)).isIn(Lab.REFUSED, Lab.TIMEOUT);
    assertThat(lab.call("h1", "52.216.0.1", 80)).isEqualTo("vpce-1 10.0.0.10");
  }

  @Test
  void aRefusedItemIsNamedAndTheRestCanBeTriedAgain() {
    Item.Namespace router = router("r");
    Item.Address lost = new Item.Address("r", "nothing", "10.0.0.1", 32, "x");

    assertThatThrownBy(() -> lab.add(router, lost)).isInstanceOfSatisfying(KernelException.class, e -> {
      assertThat(e.item()).contains(lost);
      assertThat(e.reason()).isEqualTo("no such device");
      assertThat(e.done().added()).containsExactly(router);
    });

    lab.add(router, link("r", "nothing", "r", "something"), lost);
    assertThat(lab.missing(List.of(router, lost))).isEmpty();
  }

  @Test
  void aRefusedRuleIsNamedAndNothingOfItsChangeIsCarried() throws Exception {
    Item.Ruleset base = new Item.Ruleset("r", Lab.OPEN, "r");
    lab.add(Lab.all(twoHosts(), base));
    Item.Chain good = new Item.Chain("r", "good", List.of("drop"), "sg-1");
    Item.Chain bad = new Item.Chain("r", "bad", List.of("accept", "tcp dport nonsense-port drop"), "sg-2");

    assertThatThrownBy(() -> lab.add(good, bad)).isInstanceOfSatisfying(
        KernelException.class, e -> assertThat(e.item()).describedAs(e.reason()).contains(bad));

    assertThat(lab.missing(List.of(base, good, bad))).containsExactlyInAnyOrder(good, bad);
    lab.add(good);
    assertThat(lab.missing(List.of(base, good))).isEmpty();
  }

  @Test
  void aRemovedNamespaceTakesItsLinksAlong() throws Exception {
    lab.add(twoHosts());
    List<Item> b = Lab.all(host("b", "r", "eb", "10.0.1.10"), listener("b", "", "0.0.0.0", 80, "web"));

    lab.remove(b.toArray(Item[]::new));

    assertThat(lab.kernel.counters("r")).containsOnlyKeys("lo", "ea");
    assertThat(lab.missing(twoHosts())).containsExactlyInAnyOrderElementsOf(b);
    lab.add(b);
    assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo("web 10.0.0.10");
  }

  @Test
  void aLinkWithAnotherAddressKeepsWhatIsOnIt() throws Exception {
    lab.add(twoHosts());
    Item.Link before = link("r", "eb", "b", "eth0");
    Item.Link after = new Item.Link("r", "eb", "02:00:00:00:00:77", "b", "eth0", before.peerMac(), 1500, "eb");
    Item.Neighbour gateway = new Item.Neighbour("b", "eth0", "10.0.1.1", before.mac(), "b");

    lab.kernel.apply(new KernelPlan.Change(
        Set.of(before, gateway), Set.of(after, new Item.Neighbour("b", "eth0", "10.0.1.1", after.mac(), "b"))));

    assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo("web 10.0.0.10");
  }

  @Test
  void anotherAddressKeepsTheRoutesOfItsDevice() throws Exception {
    lab.add(twoHosts());
    lab.add(route("r", 254, "10.0.0.11/32", "ea", ""), new Item.Neighbour("r", "ea", "10.0.0.11", link("r", "ea", "a", "eth0").peerMac(), "a"));

    lab.replace(new Item.Address("a", "eth0", "10.0.0.10", 32, "a"), new Item.Address("a", "eth0", "10.0.0.11", 32, "a"));

    assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo("web 10.0.0.11");
  }

  @Test
  void udpIsServedToo() throws Exception {
    lab.add(Lab.all(twoHosts(), new Item.Listener(
        "b", Optional.of("eth0"), "0.0.0.0", 53, Item.Transport.UDP, new Door.PublicResolver("us-east-1"), "dns")));

    assertThat(lab.ask("a", "10.0.1.10", 53)).isEqualTo("dns 10.0.0.10");
  }

  @Test
  void aFirstAddressLeavesWithoutTheSecond() {
    Item.Address first = new Item.Address("a", "eth0", "10.0.0.20", 24, "a");
    Item.Address second = new Item.Address("a", "eth0", "10.0.0.21", 24, "a");
    lab.add(Lab.all(twoHosts(), first));
    lab.add(second);

    lab.remove(first);

    assertThat(lab.missing(Lab.all(twoHosts(), second))).isEmpty();
  }

  @Test
  void sysctlsAreTheNamespacesOwn() throws Exception {
    String before = ttl();
    lab.add(namespace("a", "ipv4/ip_default_ttl", "99"), namespace("b"));

    assertThat(lab.kernel.runInside("a", KernelTest::ttl)).isEqualTo("99");
    assertThat(lab.kernel.runInside("b", KernelTest::ttl)).isEqualTo("64");
    assertThat(ttl()).isEqualTo(before);

    lab.replace(namespace("a", "ipv4/ip_default_ttl", "99"), namespace("a", "ipv4/ip_default_ttl", "33"));
    assertThat(lab.kernel.runInside("a", KernelTest::ttl)).isEqualTo("33");
  }

  /** In one read: a sysctl has no more to say to a second one. */
  private static String ttl() throws IOException {
    try (FileInputStream in = new FileInputStream("/proc/sys/net/ipv4/ip_default_ttl")) {
      byte[] bytes = new byte[16];
      return new String(bytes, 0, in.read(bytes), StandardCharsets.US_ASCII).strip();
    }
  }

  @Test
  void anUnknownSysctlIsRefusedByName() {
    Item.Namespace wrong = namespace("a", "ipv4/no_such_thing", "1");

    assertThatThrownBy(() -> lab.add(wrong)).isInstanceOfSatisfying(KernelException.class, e -> {
      assertThat(e.item()).contains(wrong);
      assertThat(e).hasMessageStartingWith("open /proc/sys/net/ipv4/no_such_thing: No such file or directory");
    });
    assertThat(lab.missing(List.of(wrong))).containsExactly(wrong);
  }

  @Test
  void anotherOriginIsNoWorkForTheKernel() throws Exception {
    lab.add(twoHosts());
    Item.Address before = new Item.Address("b", "eth0", "10.0.1.10", 32, "b");
    Item.Address after = new Item.Address("b", "eth0", "10.0.1.10", 32, "renamed");

    lab.replace(before, after);

    assertThat(lab.missing(List.of(before, after))).containsExactly(before);
    assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo("web 10.0.0.10");
  }

  @Test
  void countersAreTheKernels() throws Exception {
    lab.add(twoHosts());
    lab.call("a", "10.0.1.10", 80);

    DeviceCounters link = lab.kernel.counters("r").get("ea");
    assertThat(link.rxPackets()).isGreaterThanOrEqualTo(4);
    assertThat(link.rxBytes()).isGreaterThan(200);
    assertThat(link.txPackets()).isGreaterThanOrEqualTo(3);
  }
}
