package dev.postern.core.doctor;

import dev.postern.core.explain.Fix;
import dev.postern.core.fabric.SubnetTable;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.ZoneFault;
import dev.postern.core.region.Region;
import dev.postern.core.services.ServiceCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Zones that an interface endpoint depends on. */
final class ZoneChecks {
  private ZoneChecks() {}

  static List<Finding> look(ExaminedVpc vpc) {
    Map<String, String> zoneOf = new HashMap<>();
    vpc.in(Subnet.class).forEach(s -> zoneOf.put(s.id(), s.availabilityZone()));
    Map<String, String> hostZones = new TreeMap<>();
    for (String id : vpc.hostSubnets()) {
      SubnetTable subnet = Optional.ofNullable(vpc.fabric().subnets().get(id)).orElseThrow();
      hostZones.putIfAbsent(subnet.zone(), id);
    }
    List<Finding> findings = new ArrayList<>();
    for (VpcEndpoint endpoint : vpc.interfaceEndpoints()) {
      Set<String> zones = new TreeSet<>();
      endpoint.subnetIds().forEach(s -> zones.add(Optional.ofNullable(zoneOf.get(s)).orElseThrow()));
      down(vpc, endpoint, zones).ifPresent(findings::add);
      single(vpc, endpoint, zones, hostZones).ifPresent(findings::add);
    }
    return findings;
  }

  private static Optional<Finding> down(ExaminedVpc vpc, VpcEndpoint endpoint, Set<String> zones) {
    List<String> down = zones.stream().filter(z -> !vpc.snapshot().inNetwork(ZoneFault.class, ZoneFault.unit(z)).isEmpty()).toList();
    if (down.isEmpty()) {
      return Optional.empty();
    }
    boolean all = down.size() == zones.size();
    return Optional.of(
        Finding.of(
            Cause.ZONE, all ? Severity.ERROR : Severity.WARNING, endpoint.key(), endpoint.vpcId(), ExaminedVpc.some(down) + (down.size() == 1 ? " is down" : " are down"),
            all ? "the endpoint has no other zone: nobody reaches it" : "open connections there are lost, and the zone's own name leads nowhere; the regional name leads to the other zones",
            Optional.empty()));
  }

  /** Hosts in several zones, and all of them depend on one. */
  private static Optional<Finding> single(ExaminedVpc vpc, VpcEndpoint endpoint, Set<String> zones, Map<String, String> hostZones) {
    List<String> missing =
        hostZones.keySet().stream()
            .filter(z -> !zones.contains(z))
            .filter(z -> Region.zone(z).filter(ServiceCatalog.offer(vpc.snapshot(), endpoint)::isReachedFrom).isPresent())
            .toList();
    if (zones.size() != 1 || missing.isEmpty()) {
      return Optional.empty();
    }
    List<String> subnets = missing.stream().map(hostZones::get).toList();
    Optional<Fix> fix = vpc.modify(endpoint, m -> m.addSubnetIds(subnets));
    return Optional.of(
        Finding.of(
            Cause.ZONE, Severity.WARNING, endpoint.key(), endpoint.vpcId(),
            endpoint.id() + " for " + ExaminedVpc.service(endpoint) + " is in " + zones.iterator().next() + " alone; hosts are in " + ExaminedVpc.some(missing) + " too",
            "when that zone fails, nobody reaches the service; until then hosts of other zones send their bytes across, which costs", fix));
  }
}
