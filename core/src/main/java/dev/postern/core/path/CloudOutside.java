package dev.postern.core.path;

import dev.postern.core.fabric.Backbone;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FabricCompiler;
import dev.postern.core.fabric.SiteCompiler;
import dev.postern.core.fabric.SiteFabric;
import dev.postern.core.fabric.TransitCompiler;
import dev.postern.core.fabric.TransitFabric;
import dev.postern.core.fabric.Units;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.Site;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.services.PublicSide;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is outside a VPC of a running cloud; networks are compiled when a path comes to them, and only once. */
public final class CloudOutside implements Outside {
  private final Snapshot snapshot;
  private final String region;
  private final Map<String, Fabric> fabrics = new HashMap<>();

  public CloudOutside(Snapshot snapshot, String region) {
    this.snapshot = snapshot;
    this.region = region;
  }

  /** Whose services are near. */
  public String region() {
    return region;
  }

  public Optional<Fabric> fabric(String vpcId) {
    Optional<Vpc> vpc = snapshot.inNetwork(Vpc.class, vpcId).stream().findFirst();
    return vpc.map(v -> fabrics.computeIfAbsent(vpcId, _ -> FabricCompiler.compile(snapshot, v)));
  }

  @Override
  public boolean isService(long address) {
    return PublicSide.isService(region, address);
  }

  @Override
  public Optional<Fabric> holderOf(long publicAddress) {
    String ip = Ip.text(publicAddress);
    return snapshot.resources().values().stream().flatMap(r -> vpcHolding(r, ip).stream()).findFirst().flatMap(this::fabric);
  }

  @Override
  public Optional<Backbone.Arrived> across(List<String> tables, long destination) {
    List<Fabric> vpcs = new ArrayList<>();
    List<SiteFabric> sites = new ArrayList<>();
    List<TransitFabric> transitGateways = new ArrayList<>();
    Set<String> units = new TreeSet<>();
    tables.forEach(t -> units.addAll(around(t)));
    for (String unit : units) {
      fabric(unit).ifPresent(vpcs::add);
      snapshot.located(Site.class, unit).ifPresent(s -> sites.add(SiteCompiler.compile(snapshot, s)));
      snapshot.located(TransitGateway.class, unit).ifPresent(t -> transitGateways.add(TransitCompiler.compile(snapshot, t)));
    }
    return new Backbone(vpcs, sites, transitGateways).across(tables, destination);
  }

  /** The networks that may have said something in a table of the backbone. */
  private Set<String> around(String table) {
    String id = table.contains("/") ? table.substring(0, table.indexOf('/')) : table;
    Set<String> gateways = new TreeSet<>(Set.of(id));
    snapshot.located(VpcPeeringConnection.class, id).ifPresent(p -> gateways.addAll(p.networks()));
    snapshot.located(Site.class, id).ifPresent(s -> gateways.addAll(s.networks()));
    snapshot.located(TransitGatewayRouteTable.class, id).ifPresent(t -> gateways.add(t.transitGatewayId()));
    return Units.concerned(snapshot, gateways);
  }

  private static Optional<String> vpcHolding(Resource resource, String ip) {
    if (resource instanceof ElasticIp address && address.publicIp().equals(ip)) {
      return address.networks().stream().findFirst();
    }
    if (resource instanceof NetworkInterface eni && eni.publicIp().filter(ip::equals).isPresent()) {
      return eni.networks().stream().findFirst();
    }
    return Optional.empty();
  }
}
