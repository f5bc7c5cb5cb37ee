package dev.postern.core.fabric;

import dev.postern.core.ip.Cidr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The backbone's tables, put together from what the networks around it say: where a packet that leaves one network arrives. */
public final class Backbone {
  private final Map<String, List<Line>> tables = new HashMap<>();

  /** Where a packet arrived. */
  public sealed interface Arrived {
    Arrival by();
  }

  public record AtVpc(Fabric fabric, Arrival by) implements Arrived {}

  public record AtSite(SiteFabric site, Arrival by) implements Arrived {}

  /** @param arrived empty for a block that a transit gateway drops */
  private record Line(Cidr destination, int preference, Optional<Arrived> arrived) {}

  public Backbone(Collection<Fabric> vpcs, Collection<SiteFabric> sites, Collection<TransitFabric> transitGateways) {
    vpcs.forEach(v -> v.arrivals().forEach(a -> add(a.table(), new Line(a.destination(), a.preference(), Optional.of(new AtVpc(v, a))))));
    sites.forEach(s -> s.arrivals().forEach(a -> add(a.table(), new Line(a.destination(), a.preference(), Optional.of(new AtSite(s, a))))));
    transitGateways.forEach(t -> t.blackholes().forEach(b -> add(b.table(), new Line(b.destination(), TransitFabric.Blackhole.PREFERENCE, Optional.empty()))));
  }

  private void add(String table, Line line) {
    tables.computeIfAbsent(table, _ -> new ArrayList<>()).add(line);
  }

  /** Where a packet goes that the first of {@code asked} with a route decides on; empty when it is dropped. */
  public Optional<Arrived> across(List<String> asked, long destination) {
    for (String table : asked) {
      Optional<Line> line =
          tables.getOrDefault(table, List.of()).stream()
              .filter(l -> l.destination.contains(destination))
              .min(Comparator.<Line>comparingInt(l -> -l.destination.length()).thenComparingInt(Line::preference));
      if (line.isPresent()) {
        return line.get().arrived;
      }
    }
    return Optional.empty();
  }
}
