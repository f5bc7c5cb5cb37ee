package dev.postern.linux;

import static dev.postern.linux.Lab.host;
import static dev.postern.linux.Lab.link;
import static dev.postern.linux.Lab.listener;
import static dev.postern.linux.Lab.route;
import static dev.postern.linux.Lab.router;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.plan.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody deletes by hand; the audit says what is missing, and adding just that brings the packets back. */
class AuditTest {
  private static final Item.Ruleset BASE = new Item.Ruleset("r", """
      table ip postern {
        map doors { type ifname : verdict; }
        chain forward {
          type filter hook forward priority 0; policy drop;
          ct state established,related accept
          iifname vmap @doors
        }
      }
      """, "r");
  private static final Item.Chain GROUP = new Item.Chain("r", "g_web", List.of("tcp dport 80 accept"), "sg-1");
  private static final Item.Element DOOR = new Item.Element("r", "doors", "\"ea\"", Optional.of("jump g_web"), "eni-1");
  private static final Item.PolicyRule RULE = new Item.PolicyRule("r", 100, 7, 1007, "rtb-1");

  private final Lab lab = new Lab();
  private final List<Item> items = new ArrayList<>(List.of(router("r"), BASE, GROUP, DOOR, RULE));

  @BeforeEach
  void build() throws Exception {
    items.addAll(host("a", "r", "ea", "10.0.0.10"));
    items.addAll(host("b", "r", "eb", "10.0.1.10"));
    items.add(listener("b", "eth0", "0.0.0.0", 80, "web"));
    lab.add(items);
    assertThat(lab.missing(items)).isEmpty();
    works();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private void works() throws Exception {
    assertThat(lab.call("a", "10.0.1.10", 80)).isEqualTo("web 10.0.0.10");
  }

  private void repair(Item... expected) throws Exception {
    Set<Item> missing = lab.missing(items);
    assertThat(missing).containsExactlyInAnyOrder(expected);
    lab.add(List.copyOf(missing));
    assertThat(lab.missing(items)).isEmpty();
    works();
  }

  @Test
  void aDeletedLinkComesBackWithAllThatWasOnIt() throws Exception {
    lab.byHand("r", "ip", "link", "del", "eb");

    List<Item> b = new ArrayList<>(host("b", "r", "eb", "10.0.1.10"));
    b.removeFirst();
    b.add(listener("b", "eth0", "0.0.0.0", 80, "web"));
    repair(b.toArray(Item[]::new));
  }

  @Test
  void aLinkThatIsDownComesUpWithItsRoutes() throws Exception {
    lab.byHand("b", "ip", "link", "set", "eth0", "down");

    Item.Link link = link("r", "eb", "b", "eth0");
    repair(link, route("b", 254, "0.0.0.0/0", "eth0", "10.0.1.1"), new Item.Neighbour("b", "eth0", "10.0.1.1", link.mac(), "b"));
  }

  @Test
  void aStrangerWithALinksNameMakesRoomForIt() throws Exception {
    lab.byHand("r", "ip", "link", "del", "eb");
    lab.byHand("r", "ip", "link", "add", "eb", "type", "veth", "peer", "name", "ez");

    List<Item> b = new ArrayList<>(host("b", "r", "eb", "10.0.1.10"));
    b.removeFirst();
    b.add(listener("b", "eth0", "0.0.0.0", 80, "web"));
    repair(b.toArray(Item[]::new));
  }

  @Test
  void deletedAddressesRoutesNeighboursAndRulesComeBack() throws Exception {
    Item.Address second = new Item.Address("a", "eth0", "10.0.0.99", 32, "a");
    lab.add(second);
    items.add(second);
    lab.byHand("a", "ip", "address", "del", "10.0.0.99/32", "dev", "eth0");
    lab.byHand("r", "ip", "route", "del", "10.0.1.10/32");
    lab.byHand("r", "ip", "neighbour", "del", "10.0.1.10", "dev", "eb");
    lab.byHand("r", "ip", "rule", "del", "priority", "100");

    Item.Neighbour there = new Item.Neighbour("r", "eb", "10.0.1.10", link("r", "eb", "b", "eth0").peerMac(), "b");
    repair(second, route("r", 254, "10.0.1.10/32", "eb", ""), there, RULE);
  }

  @Test
  void flushedRulesComeBackWhole() throws Exception {
    lab.byHand("r", "nft", "flush", "ruleset");
    repair(BASE, GROUP, DOOR);

    lab.byHand("r", "nft", "flush", "table", "ip", "postern");
    repair(BASE, GROUP, DOOR);
  }

  @Test
  void aChangeBeforeTheRepairHealsTheRulesToo() throws Exception {
    lab.byHand("r", "nft", "flush", "ruleset");
    lab.missing(items);

    Item.Element other = new Item.Element("r", "doors", "\"ex\"", Optional.of("jump g_web"), "eni-2");
    lab.add(other);

    items.add(other);
    assertThat(lab.missing(items)).isEmpty();
    works();
  }

  @Test
  void anAuditOfOneUnitDoesNotHideTheLossOfAnother() throws Exception {
    lab.byHand("r", "ip", "rule", "del", "priority", "100");

    assertThat(lab.missing(List.of(BASE))).isEmpty();
    assertThat(lab.missing(items)).containsExactly(RULE);
  }

  @Test
  void whatWasNeverAppliedIsMissing() {
    Item.Namespace stranger = router("elsewhere");
    assertThat(lab.missing(List.of(stranger))).containsExactly(stranger);
  }
}
