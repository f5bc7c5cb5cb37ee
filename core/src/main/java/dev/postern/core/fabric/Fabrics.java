package dev.postern.core.fabric;

import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.Site;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The networks of one state of the cloud, each compiled when it is first asked for, and only once; several threads may ask. */
public final class Fabrics {
  private final Snapshot snapshot;
  private final Map<String, Fabric> vpcs = new ConcurrentHashMap<>();
  private final Map<String, SiteFabric> sites = new ConcurrentHashMap<>();
  private final Map<String, TransitFabric> transitGateways = new ConcurrentHashMap<>();
  private volatile @Nullable Map<String, String> vpcOfAddress;

  public Fabrics(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Those of another state: what neither state's changes concern is taken over as it is. */
  public Fabrics at(Snapshot other) {
    if (other == snapshot) {
      return this;
    }
    Set<String> changed = new TreeSet<>();
    other.networks().forEach((unit, members) -> {
      // A persistent map: the same instance means that nothing has changed.
      if (snapshot.networks().get(unit) != members) {
        changed.add(unit);
      }
    });
    snapshot.networks().keySet().stream().filter(unit -> !other.networks().containsKey(unit)).forEach(changed::add);
    Set<String> concerned = new TreeSet<>(changed);
    concerned.addAll(Units.concerned(snapshot, changed));
    concerned.addAll(Units.concerned(other, changed));
    Fabrics next = new Fabrics(other);
    next.vpcs.putAll(vpcs);
    next.sites.putAll(sites);
    next.transitGateways.putAll(transitGateways);
    for (Map<String, ?> compiled : List.of(next.vpcs, next.sites, next.transitGateways)) {
      compiled.keySet().removeAll(concerned);
    }
    return next;
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  public Optional<Fabric> vpc(String id) {
    return Optional.ofNullable(vpcs.get(id))
        .or(() -> snapshot.inNetwork(Vpc.class, id).stream().findFirst().map(v -> vpcs.computeIfAbsent(id, _ -> FabricCompiler.compile(snapshot, v))));
  }

  /** Those that were asked for so far. */
  public List<Fabric> vpcs() {
    return List.copyOf(vpcs.values());
  }

  public Optional<SiteFabric> site(String id) {
    return Optional.ofNullable(sites.get(id))
        .or(() -> snapshot.located(Site.class, id).map(s -> sites.computeIfAbsent(id, _ -> SiteCompiler.compile(snapshot, s))));
  }

  public Optional<TransitFabric> transitGateway(String id) {
    return Optional.ofNullable(transitGateways.get(id))
        .or(() -> snapshot.located(TransitGateway.class, id).map(t -> transitGateways.computeIfAbsent(id, _ -> TransitCompiler.compile(snapshot, t))));
  }

  /** The VPC in which somebody has a public address. */
  public Optional<Fabric> holding(String publicIp) {
    Map<String, String> known = vpcOfAddress;
    if (known == null) {
      known = holders();
      vpcOfAddress = known;
    }
    return Optional.ofNullable(known.get(publicIp)).flatMap(this::vpc);
  }

  private Map<String, String> holders() {
    Map<String, String> holders = new HashMap<>();
    for (Resource resource : snapshot.resources().values()) {
      Optional<String> ip =
          switch (resource) {
            case ElasticIp address -> Optional.of(address.publicIp());
            case NetworkInterface eni -> eni.publicIp();
            default -> Optional.empty();
          };
      ip.ifPresent(address -> resource.networks().stream().findFirst().ifPresent(vpc -> holders.putIfAbsent(address, vpc)));
    }
    return holders;
  }
}
