package dev.postern.linux;

import static dev.postern.linux.Lab.host;
import static dev.postern.linux.Lab.listener;
import static dev.postern.linux.Lab.router;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.ip.Ip;
import dev.postern.core.plan.Item;
import dev.postern.linux.netlink.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CountersTest {
  private static final Item.Ruleset COUNTING = new Item.Ruleset("r", """
      table ip postern {
        set meter_in { type ipv4_addr; counter; }
        set meter_out { type ipv4_addr; counter; }
        set meter_cross { type ifname; counter; }
        set pairs { type ipv4_addr . ipv4_addr; size 1000; flags dynamic,timeout; timeout 1h; counter; }
        set plain { type ipv4_addr; }
        counter attempts {}
        chain forward {
          type filter hook forward priority 0; policy accept;
          ip daddr @meter_in
          ip saddr @meter_out
          iifname @meter_cross
          update @pairs { ip saddr . ip daddr }
          ct state new counter name attempts
        }
      }
      """, "r");

  private static Item element(String set, String key) {
    return new Item.Element("r", set, key, Optional.empty(), key);
  }

  private static List<Item> twoHosts() {
    List<Item> items = new ArrayList<>(List.of(router("r"), COUNTING, listener("b", "", "0.0.0.0", 80, "web")));
    items.addAll(host("a", "r", "ea", "10.0.0.10"));
    items.addAll(host("b", "r", "eb", "10.0.1.10"));
    items.add(element("meter_in", "10.0.1.10"));
    items.add(element("meter_out", "10.0.1.10"));
    items.add(element("meter_out", "10.0.9.9"));
    items.add(element("meter_cross", "\"ea\""));
    items.add(element("plain", "10.0.1.10"));
    return items;
  }

  @Test
  void elementsTellWhatTheyCountedAndTheirDevicesTellTheSame() throws Exception {
    try (Lab lab = new Lab()) {
      lab.add(twoHosts());
      assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo("web 10.0.0.10");
      assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo("web 10.0.0.10");

      Map<String, Map<String, Count>> counted = lab.kernel.setCounters("r", Set.of("meter_in", "meter_out", "meter_cross", "pairs", "plain", "no_such_set"));
      DeviceCounters toB = lab.kernel.counters("r", Set.of("eb", "none")).get("eb");
      assertThat(counted).containsOnlyKeys("meter_in", "meter_out", "meter_cross", "pairs", "plain");
      Count in = counted.get("meter_in").get("10.0.1.10");
      Count out = counted.get("meter_out").get("10.0.1.10");
      // A device counts the Ethernet header of 14 bytes too.
      assertThat(in).isEqualTo(new Count(toB.txPackets(), toB.txBytes() - 14 * toB.txPackets()));
      assertThat(out).isEqualTo(new Count(toB.rxPackets(), toB.rxBytes() - 14 * toB.rxPackets()));
      assertThat(in.packets()).isGreaterThanOrEqualTo(6);
      assertThat(counted.get("meter_out")).containsEntry("10.0.9.9", Count.ZERO);
      assertThat(counted.get("meter_cross")).containsExactlyEntriesOf(Map.of("ea", in));
      assertThat(counted.get("pairs")).containsOnlyKeys("10.0.0.10 . 10.0.1.10", "10.0.1.10 . 10.0.0.10");
      assertThat(counted.get("plain")).isEmpty();
      assertThat(lab.kernel.namedCounters("r")).containsOnlyKeys("attempts");
      assertThat(lab.kernel.namedCounters("r").get("attempts").packets()).isEqualTo(2);
      assertThat(lab.kernel.counters("r", Set.of("eb", "none"))).containsOnlyKeys("eb");
      assertThat(lab.kernel.counters("r")).containsEntry("eb", toB);
    }
  }

  @Test
  void aNamespaceWithoutRulesHasCountedNothing() {
    try (Lab lab = new Lab()) {
      lab.add(router("r"));
      assertThat(lab.kernel.setCounters("r", Set.of("meter_in"))).isEmpty();
      assertThat(lab.kernel.namedCounters("r")).isEmpty();
    }
  }

  @Test
  void aThousandElementsAreAllRead() {
    try (Lab lab = new Lab()) {
      List<Item> items = new ArrayList<>(List.of(router("r"), COUNTING));
      for (int n = 0; n < 1000; n++) {
        items.add(element("meter_in", Ip.text(Ip.parse("10.1.0.0") + n)));
      }
      lab.add(items);
      assertThat(lab.kernel.setCounters("r", Set.of("meter_in")).get("meter_in")).hasSize(1000).containsKeys("10.1.0.0", "10.1.3.231");
    }
  }

  @Test
  void aClosedConnectionIsOver() throws Exception {
    try (Lab lab = new Lab()) {
      lab.add(twoHosts());
      lab.call("a", "10.0.1.10", 80);
      assertThat(lab.kernel.connections("r")).hasSize(1).allMatch(c -> c.over());
    }
  }
}
