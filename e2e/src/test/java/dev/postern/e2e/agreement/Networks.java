package dev.postern.e2e.agreement;

import dev.postern.core.fabric.Backbone;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FabricCompiler;
import dev.postern.core.fabric.SiteCompiler;
import dev.postern.core.fabric.SiteFabric;
import dev.postern.core.fabric.TransitCompiler;
import dev.postern.core.fabric.TransitFabric;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Site;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.Vpc;
import dev.postern.core.path.Outside;
import dev.postern.core.plan.BackbonePlan;
import dev.postern.core.plan.EdgePlan;
import dev.postern.core.plan.Item;
import dev.postern.core.plan.PlanCompiler;
import dev.postern.core.plan.SitePlan;
import dev.postern.core.services.PublicSide;
import dev.postern.core.state.Snapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything compiled of one random cloud: what the model walks, and what the kernel is given. */
record Networks(SortedMap<String, Fabric> vpcs, List<SiteFabric> sites, List<TransitFabric> transitGateways, Backbone backbone) implements Outside {

  static Networks of(Snapshot snapshot) {
    SortedMap<String, Fabric> vpcs = new TreeMap<>();
    snapshot.all(Vpc.class, Kind.VPC, RandomNetwork.ACCOUNT, RandomNetwork.REGION).forEach(v -> vpcs.put(v.id(), FabricCompiler.compile(snapshot, v)));
    List<SiteFabric> sites =
        snapshot.all(Site.class, Kind.SITE, RandomNetwork.ACCOUNT, RandomNetwork.REGION).stream().map(s -> SiteCompiler.compile(snapshot, s)).toList();
    List<TransitFabric> transitGateways =
        snapshot.all(TransitGateway.class, Kind.TRANSIT_GATEWAY, RandomNetwork.ACCOUNT, RandomNetwork.REGION).stream()
            .map(t -> TransitCompiler.compile(snapshot, t))
            .toList();
    return new Networks(vpcs, sites, transitGateways, new Backbone(vpcs.values(), sites, transitGateways));
  }

  Set<Item> items() {
    Set<Item> items = new HashSet<>(EdgePlan.compile(RandomNetwork.REGION, PublicSide.serviceBlocks(), new TreeMap<>()).items());
    items.addAll(BackbonePlan.compile().items());
    vpcs.values().forEach(f -> items.addAll(PlanCompiler.compile(f).items()));
    sites.forEach(s -> items.addAll(SitePlan.compile(s).items()));
    transitGateways.forEach(t -> items.addAll(BackbonePlan.compile(t).items()));
    return items;
  }

  @Override
  public boolean isService(long address) {
    return PublicSide.isService(address);
  }

  @Override
  public Optional<Fabric> holderOf(long publicAddress) {
    return vpcs.values().stream().filter(f -> f.publicAddresses().containsValue(publicAddress)).findFirst();
  }

  @Override
  public Optional<Fabric> fabric(String vpcId) {
    return Optional.ofNullable(vpcs.get(vpcId));
  }

  @Override
  public Optional<Backbone.Arrived> across(List<String> tables, long destination) {
    return backbone.across(tables, destination);
  }
}
