package dev.postern.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.plan.Item;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransactionTest {
  private static final Item.Ruleset BASE = new Item.Ruleset("r", "table ip postern {\n}\n", "r");
  private static final Item.NamedSet MEMBERS = new Item.NamedSet("r", "members", "type ipv4_addr;", "sg-1");
  private static final Item.NamedSet DOORS = new Item.NamedSet("r", "doors", "type ifname : verdict;", "vpc-1");
  private static final Item.Chain CHAIN = new Item.Chain("r", "g_1", List.of("ip saddr @members accept", "drop"), "sg-1");
  private static final Item.Element MEMBER = new Item.Element("r", "members", "10.0.0.5", Optional.empty(), "eni-1");
  private static final Item.Element DOOR = new Item.Element("r", "doors", "\"e1\"", Optional.of("jump g_1"), "eni-1");

  @Test
  void whatIsNamedIsDeclaredFirst() {
    assertThat(Transaction.change(List.of(), List.of(DOOR, MEMBER, CHAIN, DOORS, MEMBERS)).text()).isEqualTo("""
        add map ip postern doors { type ifname : verdict; }
        add set ip postern members { type ipv4_addr; }
        add chain ip postern g_1
        flush chain ip postern g_1
        add rule ip postern g_1 ip saddr @members accept
        add rule ip postern g_1 drop
        add element ip postern doors { "e1" : jump g_1 }
        add element ip postern members { 10.0.0.5 }
        """);
  }

  @Test
  void whatIsNamedIsDeletedLast() {
    assertThat(Transaction.change(List.of(MEMBERS, DOORS, CHAIN, MEMBER, DOOR), List.of()).text()).isEqualTo("""
        delete element ip postern doors { "e1" : jump g_1 }
        delete element ip postern members { 10.0.0.5 }
        flush chain ip postern g_1
        delete chain ip postern g_1
        delete map ip postern doors
        delete set ip postern members
        """);
  }

  @Test
  void aChangedChainIsRefilledInPlaceAndAChangedElementReplaced() {
    Item.Chain after = new Item.Chain("r", "g_1", List.of("accept"), "sg-1");
    Item.Element doorAfter = new Item.Element("r", "doors", "\"e1\"", Optional.of("drop"), "eni-1");

    assertThat(Transaction.change(List.of(CHAIN, DOOR), List.of(after, doorAfter)).text()).isEqualTo("""
        delete element ip postern doors { "e1" : jump g_1 }
        add chain ip postern g_1
        flush chain ip postern g_1
        add rule ip postern g_1 accept
        add element ip postern doors { "e1" : drop }
        """);
  }

  @Test
  void aRebuildStartsOverWhateverIsLeft() {
    assertThat(Transaction.rebuild(List.of(MEMBER, BASE)).text()).isEqualTo("""
        add table ip postern
        delete table ip postern
        table ip postern {
        }
        add element ip postern members { 10.0.0.5 }
        """);
  }

  @Test
  void theCulpritEndsTheShortestBeginningThatFails() {
    Item.Chain bad = new Item.Chain("r", "g_2", List.of("nonsense"), "sg-2");
    Transaction transaction = Transaction.change(List.of(), List.of(CHAIN, bad, MEMBER, DOOR));

    assertThat(transaction.culprit(text -> !text.contains("nonsense"))).contains(bad);
  }

  @Test
  void aCutLosesNothing() {
    Transaction transaction = Transaction.change(List.of(MEMBER), List.of(CHAIN, DOOR));

    assertThat(String.join("", transaction.halves().stream().map(Transaction::text).toList())).isEqualTo(transaction.text());
    assertThat(transaction.halves().getFirst().halves().getFirst().halves()).isEmpty();
  }
}
