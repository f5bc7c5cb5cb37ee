package dev.postern.core.model;

import dev.postern.core.ip.Cidr;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An on-premises network with its hosts, which Postern carries because AWS does not: what stands behind customer gateways and virtual interfaces.
 *
 * @param cidrs the blocks of the site
 * @param customerGatewayIds its VPN devices
 * @param virtualInterfaceIds its Direct Connect interfaces
 * @param towardsAws blocks beside the VPCs' own that the site's router also sends down its VPN, rightly or not
 * @param nameservers what its hosts ask; empty for the public DNS
 */
public record Site(
    ResourceKey key,
    String name,
    List<Cidr> cidrs,
    List<String> customerGatewayIds,
    List<String> virtualInterfaceIds,
    List<Cidr> towardsAws,
    List<String> nameservers,
    List<Host> hosts)
    implements Resource {
  @Override
  public Set<String> networks() {
    Set<String> networks = new TreeSet<>(customerGatewayIds);
    networks.addAll(virtualInterfaceIds);
    networks.add(key.id());
    return networks;
  }

  /** A machine of the site: {@code onprem-} and 17 digits, usable with {@code postern exec}. */
  public record Host(String id, String ip) {}
}
