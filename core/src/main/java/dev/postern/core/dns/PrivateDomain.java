package dev.postern.core.dns;

import dev.postern.core.model.HostedZone;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A domain that a VPC's resolver has a zone of its own for; no two zones of one VPC have the same.
 *
 * @param name lower case, without a final dot
 * @param account of a customer's hosted zone; empty for a hidden zone of an interface endpoint
 */
public record PrivateDomain(String name, String hostedZoneId, Optional<String> account) {

  /** All of a VPC by name, those of endpoints that are not available yet among them. */
  public static List<PrivateDomain> of(Snapshot snapshot, String vpcId) {
    List<PrivateDomain> domains = new ArrayList<>();
    for (HostedZone zone : snapshot.inNetwork(HostedZone.class, vpcId)) {
      domains.add(new PrivateDomain(zone.name(), zone.id(), Optional.of(zone.key().account())));
    }
    for (VpcEndpoint endpoint : snapshot.inNetwork(VpcEndpoint.class, vpcId)) {
      if (endpoint.type() == VpcEndpoint.Type.INTERFACE && endpoint.privateDnsEnabled()) {
        PrivateZone.of(endpoint).forEach(zone -> domains.add(new PrivateDomain(zone.name(), zone.id(), Optional.empty())));
      }
    }
    domains.sort(Comparator.comparing(PrivateDomain::name));
    return List.copyOf(domains);
  }
}
