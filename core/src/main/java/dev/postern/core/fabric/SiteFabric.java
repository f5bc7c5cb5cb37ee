package dev.postern.core.fabric;

import dev.postern.core.ip.Cidr;
import java.util.List;
import java.util.Optional;

/**
 * An on-premises network as the fabric sees it: hosts behind a router that sends everything else to AWS's side.
 *
 * @param tables the backbone's tables that decide on its packets, in the order they are asked: its own, then those of transit gateways
 * @param arrivals what leads to this site
 */
public record SiteFabric(
    String siteId, String account, String region, List<Cidr> cidrs, List<Host> hosts, List<String> tables, List<Arrival> arrivals) {

  /** @param hostId {@code onprem-…}: its namespace */
  public record Host(String hostId, long ip) {}

  public boolean isLocal(long address) {
    return cidrs.stream().anyMatch(c -> c.contains(address));
  }

  public Optional<Host> hostAt(long address) {
    return hosts.stream().filter(h -> h.ip() == address).findFirst();
  }
}
