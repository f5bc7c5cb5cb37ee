package dev.postern.core.path;

import dev.postern.core.fabric.Backbone;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.Fabrics;
import dev.postern.core.fabric.SiteFabric;
import dev.postern.core.fabric.TransitFabric;
import dev.postern.core.fabric.Units;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Site;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.services.PublicSide;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is outside a VPC of a running cloud, as a client in one Region finds it; networks are compiled when a path comes to them, and only once. */
public final class CloudOutside implements Outside {
  private final Snapshot snapshot;
  private final Fabrics fabrics;
  private final String region;

  public CloudOutside(Snapshot snapshot, String region) {
    this(new Fabrics(snapshot), region);
  }

  public CloudOutside(Fabrics fabrics, String region) {
    this.snapshot = fabrics.snapshot();
    this.fabrics = fabrics;
    this.region = region;
  }

  /** Whose services are near. */
  public String region() {
    return region;
  }

  @Override
  public Optional<Fabric> fabric(String vpcId) {
    return fabrics.vpc(vpcId);
  }

  /** The networks that paths have come to so far. */
  public List<Fabric> known() {
    return fabrics.vpcs();
  }

  @Override
  public boolean isService(long address) {
    return PublicSide.isService(address);
  }

  @Override
  public Optional<Fabric> holderOf(long publicAddress) {
    return fabrics.holding(Ip.text(publicAddress));
  }

  @Override
  public Optional<Backbone.Arrived> across(List<String> tables, long destination) {
    List<Fabric> vpcs = new ArrayList<>();
    List<SiteFabric> sites = new ArrayList<>();
    List<TransitFabric> transitGateways = new ArrayList<>();
    Set<String> units = new TreeSet<>();
    tables.forEach(t -> units.addAll(around(t)));
    for (String unit : units) {
      fabrics.vpc(unit).ifPresent(vpcs::add);
      fabrics.site(unit).ifPresent(sites::add);
      fabrics.transitGateway(unit).ifPresent(transitGateways::add);
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
}
