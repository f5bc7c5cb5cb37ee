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

  /** The entry that carries {@code address}: the longest block, then the lowest preference. */
  public Optional<ForwardingEntry> lookup(long address) {
    return entries.stream()
        .filter(e -> e.destination().contains(address))
        .min(Comparator.<ForwardingEntry>comparingInt(e -> -e.destination().length()).thenComparingInt(ForwardingEntry::preference));
  }
}
