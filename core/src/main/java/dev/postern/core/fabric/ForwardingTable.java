package dev.postern.core.fabric;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The routes of one route table besides the local ones, which every table shares and none can override.
 *
 * @param key the route table's id; with a zone behind it where routes differ from zone to zone, because a transit gateway is reached by the
 *     interface in the sender's own
 */
public record ForwardingTable(String key, String routeTableId, List<ForwardingEntry> entries) {

  private static final Comparator<ForwardingEntry> BEST_FIRST =
      Comparator.<ForwardingEntry>comparingInt(e -> -e.destination().length()).thenComparingInt(ForwardingEntry::preference);

  /** The entry that carries {@code address}: the longest block, then the lowest preference. */
  public Optional<ForwardingEntry> lookup(long address) {
    return entries.stream().filter(e -> e.destination().contains(address)).min(BEST_FIRST);
  }

  /** The entries that would carry {@code address} if the one that does were not there, the next best first. */
  public List<ForwardingEntry> overridden(long address) {
    return entries.stream().filter(e -> e.destination().contains(address)).sorted(BEST_FIRST).skip(1).toList();
  }
}
