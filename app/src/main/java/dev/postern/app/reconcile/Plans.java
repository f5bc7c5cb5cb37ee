package dev.postern.app.reconcile;

import dev.postern.core.fabric.FabricCompiler;
import dev.postern.core.fabric.SiteCompiler;
import dev.postern.core.fabric.TransitCompiler;
import dev.postern.core.model.Function;
import dev.postern.core.model.Site;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.Vpc;
import dev.postern.core.plan.BackbonePlan;
import dev.postern.core.plan.EdgePlan;
import dev.postern.core.plan.Item;
import dev.postern.core.plan.KernelPlan;
import dev.postern.core.plan.Names;
import dev.postern.core.plan.PlanCompiler;
import dev.postern.core.plan.SitePlan;
import dev.postern.core.services.PublicSide;
import dev.postern.core.state.Snapshot;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compiles the plan of any unit of a snapshot: a VPC, a site, a transit gateway, the public side of a Region, or the backbone. */
final class Plans {
  private static final String EDGE = Names.edge("");

  private Plans() {}

  static KernelPlan compile(Snapshot snapshot, String unit) {
    if (unit.equals(Names.BACKBONE)) {
      return BackbonePlan.compile();
    }
    if (unit.startsWith(EDGE)) {
      return edge(snapshot, unit.substring(EDGE.length()));
    }
    Stream<KernelPlan> vpc = snapshot.inNetwork(Vpc.class, unit).stream().map(v -> PlanCompiler.compile(FabricCompiler.compile(snapshot, v)));
    Optional<KernelPlan> site = snapshot.located(Site.class, unit).map(s -> SitePlan.compile(SiteCompiler.compile(snapshot, s)));
    Optional<KernelPlan> gateway = snapshot.located(TransitGateway.class, unit).map(t -> BackbonePlan.compile(TransitCompiler.compile(snapshot, t)));
    return Stream.of(vpc, site.stream(), gateway.stream()).flatMap(s -> s).findFirst().orElseGet(() -> KernelPlan.empty(unit));
  }

  /** The shared units that a plan's items live in or lead to: edges and the backbone, which are there before what is joined to them. */
  static Set<String> sharedBy(KernelPlan plan) {
    Set<String> shared = new HashSet<>();
    for (Item item : plan.items()) {
      addShared(shared, item.namespace());
      if (item instanceof Item.Link link) {
        addShared(shared, link.peerNamespace());
      }
    }
    return shared;
  }

  private static void addShared(Set<String> shared, String namespace) {
    if (namespace.startsWith(EDGE) || namespace.equals(Names.BACKBONE)) {
      shared.add(namespace);
    }
  }

  private static KernelPlan edge(Snapshot snapshot, String region) {
    SortedMap<String, String> hosts = new TreeMap<>();
    for (Function function : snapshot.inNetwork(Function.class, Names.edge(region))) {
      hosts.put(function.hostId(), PublicSide.hostAddress(region, function.hostId(), hosts.values()));
    }
    return EdgePlan.compile(region, PublicSide.serviceBlocks(), hosts);
  }
}
