package dev.postern.core.fabric;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The routes of one route table besides the local ones, which every table shares and none can override. */
public record ForwardingTable(String routeTableId, List<ForwardingEntry> entries) {

  /** The entry that carries {@code address}: the longest block, then the lowest preference. */
  public Optional<ForwardingEntry> lookup(long address) {
    return entries.stream()
        .filter(e -> e.destination().contains(address))
        .min(Comparator.<ForwardingEntry>comparingInt(e -> -e.destination().length()).thenComparingInt(ForwardingEntry::preference));
  }
}
