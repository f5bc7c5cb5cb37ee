package dev.postern.app.reconcile;

import dev.postern.core.fabric.FabricCompiler;
import dev.postern.core.model.Function;
import dev.postern.core.model.Vpc;
import dev.postern.core.plan.EdgePlan;
import dev.postern.core.plan.Item;
import dev.postern.core.plan.KernelPlan;
import dev.postern.core.plan.Names;
import dev.postern.core.plan.PlanCompiler;
import dev.postern.core.services.PublicSide;
import dev.postern.core.state.Snapshot;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiles the plan of any unit of a snapshot: a VPC, or the public side of a Region. */
final class Plans {
  private static final String EDGE = Names.edge("");

  private Plans() {}

  static KernelPlan compile(Snapshot snapshot, String unit) {
    if (isEdge(unit)) {
      return edge(snapshot, unit.substring(EDGE.length()));
    }
    return snapshot.inNetwork(Vpc.class, unit).stream()
        .findFirst()
        .map(vpc -> PlanCompiler.compile(FabricCompiler.compile(snapshot, vpc)))
        .orElseGet(() -> KernelPlan.empty(unit));
  }

  static boolean isEdge(String unit) {
    return unit.startsWith(EDGE);
  }

  /** The edges that a plan's items live in or lead to. */
  static Set<String> edgesOf(KernelPlan plan) {
    return plan.items().stream()
        .flatMap(i -> i instanceof Item.Link link ? Stream.of(link.namespace(), link.peerNamespace()) : Stream.of(i.namespace()))
        .filter(Plans::isEdge)
        .collect(Collectors.toSet());
  }

  private static KernelPlan edge(Snapshot snapshot, String region) {
    SortedMap<String, String> hosts = new TreeMap<>();
    for (Function function : snapshot.inNetwork(Function.class, Names.edge(region))) {
      hosts.put(function.hostId(), PublicSide.hostAddress(region, function.hostId(), hosts.values()));
    }
    return EdgePlan.compile(region, PublicSide.serviceBlocks(region), hosts);
  }
}
