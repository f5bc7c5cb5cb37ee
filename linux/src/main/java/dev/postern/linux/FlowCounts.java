package dev.postern.linux;

import dev.postern.core.plan.FlowSet;
import dev.postern.linux.netlink.Count;
import dev.postern.linux.netlink.NftSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rules of one router counted in one turn.
 *
 * @param epoch another number than before when the table was written anew in between, which loses what was counted
 * @param counted of each set that has counted something
 */
public record FlowCounts(int epoch, Map<FlowSet, List<Flow>> counted) {
  private static final String TABLE = "postern";

  /** @param key as {@link NftSocket.Entry} has it, with the fields of {@link FlowSet.Kind} */
  public record Flow(byte[] key, long packets, long bytes) {}

  /** The sets that stand still are read, emptied, and become those that are filled: all in one step, so that no packet falls between. */
  static Optional<FlowCounts> take(Netns namespace) {
    NftSocket nft = namespace.counting().orElse(null);
    if (nft == null) {
      return Optional.empty();
    }
    Optional<List<NftSocket.Entry>> turn = nft.entries(TABLE, FlowSet.TURN);
    if (turn.isEmpty()) {
      return Optional.empty();
    }
    boolean second = turn.get().isEmpty();
    Map<FlowSet, List<Flow>> counted = new LinkedHashMap<>();
    StringBuilder change = new StringBuilder();
    for (FlowSet set : FlowSet.all()) {
      List<NftSocket.Entry> entries = nft.entries(TABLE, set.name(second)).orElseGet(List::of);
      if (!entries.isEmpty()) {
        counted.put(set, flows(entries));
        change.append("flush set ip " + TABLE + " ").append(set.name(second)).append('\n');
      }
    }
    change.append(second ? "add" : "delete").append(" element ip " + TABLE + " " + FlowSet.TURN + " { " + FlowSet.SECOND + " }\n");
    namespace.changeSets(change.toString());
    return Optional.of(new FlowCounts(namespace.rebuilt(), counted));
  }

  private static List<Flow> flows(List<NftSocket.Entry> entries) {
    List<Flow> flows = new ArrayList<>(entries.size());
    for (NftSocket.Entry entry : entries) {
      Count count = entry.count().orElse(Count.ZERO);
      flows.add(new Flow(entry.key(), count.packets(), count.bytes()));
    }
    return flows;
  }
}
