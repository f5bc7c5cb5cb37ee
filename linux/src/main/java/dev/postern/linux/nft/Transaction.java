package dev.postern.linux.nft;

import static java.util.stream.Collectors.toSet;

import dev.postern.core.plan.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The nft text of one change to the table {@code ip postern} of one namespace, as statements in an order in which every prefix is safe:
 * what is named is declared before it is named, and let go of before it is deleted. As a rule all statements are one transaction; one
 * that is too long may be cut between any two.
 */
public record Transaction(List<Statement> statements) {
  private static final String TABLE = "ip postern";
  private static final int ELEMENTS_IN_A_STATEMENT = 500;

  /** Text that must be carried in one piece, and the item it is for. */
  public record Statement(String text, Optional<Item> item) {
    private Statement(String text, Item item) {
      this(text, Optional.of(item));
    }
  }

  /** From nothing, or over whatever is left of the table, to exactly {@code items}. */
  public static Transaction rebuild(Collection<? extends Item> items) {
    List<Statement> statements = new ArrayList<>();
    statements.add(new Statement("add table " + TABLE + "\ndelete table " + TABLE, Optional.empty()));
    of(Item.Ruleset.class, items).forEach(ruleset -> statements.add(new Statement(ruleset.text().stripTrailing(), ruleset)));
    add(List.of(), items, statements);
    return new Transaction(statements);
  }

  /** A text of one's own. */
  public static Transaction of(String text) {
    return new Transaction(List.of(new Statement(text, Optional.empty())));
  }

  /** Neither side holds a {@link Item.Ruleset}: that takes {@link #rebuild}. An item of both sides by name is replaced. */
  public static Transaction change(Collection<? extends Item> removed, Collection<? extends Item> added) {
    List<Statement> statements = new ArrayList<>();
    add(removed, added, statements);

    Set<String> kept = Stream.<Item>concat(of(Item.Chain.class, added), of(Item.NamedSet.class, added)).map(Transaction::name).collect(toSet());
    List<Item.Chain> chains = of(Item.Chain.class, removed).filter(chain -> !kept.contains(chain.name())).toList();
    chains.forEach(chain -> statements.add(new Statement("flush chain " + TABLE + " " + chain.name(), chain)));
    chains.forEach(chain -> statements.add(new Statement("delete chain " + TABLE + " " + chain.name(), chain)));
    of(Item.NamedSet.class, removed).filter(set -> !kept.contains(set.name()))
        .forEach(set -> statements.add(new Statement("delete " + kind(set) + " " + TABLE + " " + set.name(), set)));
    return new Transaction(statements);
  }

  private static void add(Collection<? extends Item> removed, Collection<? extends Item> added, List<Statement> statements) {
    of(Item.NamedSet.class, added).forEach(set -> statements.add(new Statement(
        "add " + kind(set) + " " + TABLE + " " + set.name() + " { " + set.type() + " }", set)));
    elements("delete", removed, statements);
    of(Item.Chain.class, added).forEach(chain -> statements.add(new Statement(declared(chain), chain)));
    of(Item.Chain.class, added).forEach(chain -> statements.add(new Statement(filled(chain), chain)));
    elements("add", added, statements);
  }

  private static String declared(Item.Chain chain) {
    return "add chain " + TABLE + " " + chain.name() + (chain.hook().isEmpty() ? "" : " { " + chain.hook() + " }");
  }

  private static String filled(Item.Chain chain) {
    StringBuilder text = new StringBuilder("flush chain " + TABLE + " " + chain.name());
    chain.rules().forEach(rule -> text.append("\nadd rule " + TABLE + " ").append(chain.name()).append(' ').append(rule));
    return text.toString();
  }

  private static void elements(String verb, Collection<? extends Item> items, List<Statement> statements) {
    Map<String, List<Item.Element>> bySet = new LinkedHashMap<>();
    of(Item.Element.class, items).forEach(element -> bySet.computeIfAbsent(element.set(), _ -> new ArrayList<>()).add(element));
    bySet.forEach((set, elements) -> {
      for (int from = 0; from < elements.size(); from += ELEMENTS_IN_A_STATEMENT) {
        List<Item.Element> some = elements.subList(from, Math.min(elements.size(), from + ELEMENTS_IN_A_STATEMENT));
        List<String> texts = some.stream().map(e -> e.value().map(v -> e.key() + " : " + v).orElse(e.key())).toList();
        statements.add(new Statement(verb + " element " + TABLE + " " + set + " { " + String.join(", ", texts) + " }", some.getFirst()));
      }
    });
  }

  /** A map's type has a colon between key and value. */
  private static String kind(Item.NamedSet set) {
    return set.type().contains(":") ? "map" : "set";
  }

  private static <T extends Item> Stream<T> of(Class<T> kind, Collection<? extends Item> items) {
    return items.stream().filter(kind::isInstance).map(kind::cast).sorted(Comparator.comparing(Transaction::name));
  }

  private static String name(Item item) {
    return switch (item) {
      case Item.NamedSet set -> set.name();
      case Item.Chain chain -> chain.name();
      case Item.Element element -> element.set() + " " + element.key();
      case Item.Ruleset _ -> "";
      case Item.Namespace _, Item.Link _, Item.Address _, Item.Neighbour _, Item.KernelRoute _, Item.PolicyRule _, Item.Listener _ ->
          throw new IllegalArgumentException("not an item of nftables: " + item);
    };
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    statements.forEach(statement -> text.append(statement.text()).append('\n'));
    return text.toString();
  }

  /**
   * The item whose statement makes the transaction fail: the last of the shortest beginning that is not accepted. nftables itself names
   * no line of a text that comes from memory.
   */
  public Optional<Item> culprit(Predicate<String> accepts) {
    int good = 0;
    int bad = statements.size();
    while (bad - good > 1) {
      int middle = (good + bad) >>> 1;
      if (accepts.test(new Transaction(statements.subList(0, middle)).text())) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return statements.isEmpty() ? Optional.empty() : statements.get(bad - 1).item();
  }

  /** The two halves of a transaction that is too long; empty when it cannot be cut. */
  public List<Transaction> halves() {
    int middle = statements.size() / 2;
    return middle == 0
        ? List.of()
        : List.of(new Transaction(statements.subList(0, middle)), new Transaction(statements.subList(middle, statements.size())));
  }
}
