package dev.postern.core.action.ec2.dhcp;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.model.DhcpOptions;
import dev.postern.core.model.Kind;
import dev.postern.core.region.Region;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The DHCP options set that new VPCs of a Region get: Amazon's DNS and the Region's domain of private names.
 * <a href="https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html">AWS</a>
 *
 * @param snapshot with the set, which is made when it is not there
 * @param id the set's id
 */
public record RegionalOptions(Snapshot snapshot, String id) {

  public static RegionalOptions ensure(Snapshot snapshot, Caller caller, Facts facts) {
    SortedMap<String, List<String>> wanted = new TreeMap<>();
    wanted.put("domain-name", List.of(Region.require(caller.region()).privateDomain()));
    wanted.put("domain-name-servers", List.of("AmazonProvidedDNS"));
    Optional<DhcpOptions> there =
        snapshot.all(DhcpOptions.class, Kind.DHCP_OPTIONS, caller.account(), caller.region()).stream()
            .filter(o -> o.configurations().equals(wanted))
            .findFirst();
    if (there.isPresent()) {
      return new RegionalOptions(snapshot, there.get().id());
    }
    DhcpOptions made = new DhcpOptions(Lookup.key(caller, Kind.DHCP_OPTIONS, facts.seed().id("dopt")), wanted);
    return new RegionalOptions(snapshot.with(made), made.id());
  }
}
