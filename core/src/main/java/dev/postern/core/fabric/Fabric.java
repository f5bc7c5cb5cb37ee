package dev.postern.core.fabric;

import dev.postern.core.ip.Cidr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * One VPC's network said once, in neutral tables; the kernel's rules are printed from it, paths walk it, and findings read it.
 *
 * @param cidrs the VPC's blocks: what is local
 * @param groups the rules of each security group, by id
 * @param members the private addresses of each group that a rule names
 * @param prefixes the blocks of each prefix list that a rule or route names
 * @param holders the port that has each private address
 * @param internetGateway the attached internet gateway
 * @param publicAddresses private address to public address, for the internet gateway's one-to-one translation
 * @param forwarding by the key of each table
 * @param endpoints gateway endpoints
 * @param served what answers at interfaces without a host, by the id of what has the interfaces
 * @param uplinks the links to the backbone, by id
 * @param transit of each transit gateway interface the table of the transit gateway that decides on its packets, if it is associated with one
 * @param arrivals what leads to this VPC from the backbone
 * @param logged the interfaces whose packets a flow log asks to count
 */
public record Fabric(
    String vpcId,
    String account,
    String region,
    List<Cidr> cidrs,
    SortedMap<String, SubnetTable> subnets,
    SortedMap<String, ForwardingTable> forwarding,
    SortedMap<String, GroupTable> groups,
    SortedMap<String, Set<Long>> members,
    SortedMap<String, List<Cidr>> prefixes,
    SortedMap<String, Port> ports,
    Map<Long, Port> holders,
    Optional<String> internetGateway,
    SortedMap<Long, Long> publicAddresses,
    SortedMap<String, EndpointTable> endpoints,
    SortedMap<String, Served> served,
    SortedMap<String, Uplink> uplinks,
    SortedMap<String, String> transit,
    List<Arrival> arrivals,
    SortedSet<String> logged) {

  /** The rules of one security group; each line permits. */
  public record GroupTable(String groupId, FilterTable inbound, FilterTable outbound) {}

  /** Nothing to carry: no interface is attached and no endpoint exists. */
  public boolean isIdle() {
    return ports.isEmpty() && endpoints.isEmpty();
  }

  public boolean isLocal(long address) {
    return cidrs.stream().anyMatch(c -> c.contains(address));
  }

  /** The port that holds a private address. */
  public Optional<Port> portAt(long address) {
    return Optional.ofNullable(holders.get(address));
  }

  public SubnetTable subnetOf(Port port) {
    SubnetTable subnet = subnets.get(port.subnetId());
    if (subnet == null) {
      throw new IllegalStateException(port.networkInterfaceId() + " is in no subnet of " + vpcId);
    }
    return subnet;
  }

  /** The route of a subnet that carries {@code address}. */
  public Optional<ForwardingEntry> route(SubnetTable subnet, long address) {
    return Optional.ofNullable(forwarding.get(subnet.forwarding())).flatMap(t -> t.lookup(address));
  }

  /** Whether {@code address} is on the other side of {@code line}. */
  public boolean matches(FilterLine.Remote remote, long address) {
    return switch (remote) {
      case FilterLine.Block(Cidr cidr) -> cidr.contains(address);
      case FilterLine.Members(String groupId) -> members.getOrDefault(groupId, Set.of()).contains(address);
      case FilterLine.Prefixes(String prefixListId) ->
          prefixes.getOrDefault(prefixListId, List.of()).stream().anyMatch(c -> c.contains(address));
    };
  }
}
