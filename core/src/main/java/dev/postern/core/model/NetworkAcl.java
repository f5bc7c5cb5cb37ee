package dev.postern.core.model;

import dev.postern.core.ip.Cidr;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A network ACL: numbered stateless entries, and the subnets that use it. */
public record NetworkAcl(
    ResourceKey key,
    String vpcId,
    boolean isDefault,
    List<Entry> entries,
    List<Association> associations)
    implements Resource {
  @Override
  public Set<String> networks() {
    return Set.of(vpcId);
  }

  public static final int LAST_RULE = 32767;

  public NetworkAcl withEntries(List<Entry> newEntries) {
    return new NetworkAcl(key, vpcId, isDefault, newEntries, associations);
  }

  public NetworkAcl withAssociations(List<Association> newAssociations) {
    return new NetworkAcl(key, vpcId, isDefault, entries, newAssociations);
  }

  /**
   * One numbered entry.
   *
   * @param protocol an IP protocol number, or {@code -1} for all
   * @param ports present for TCP and UDP
   * @param icmp present for ICMP
   */
  public record Entry(
      int ruleNumber, boolean egress, String protocol, boolean allow, Cidr cidr, Optional<PortRange> ports, Optional<IcmpTypeCode> icmp) {}

  public record PortRange(int from, int to) {}

  /** -1 stands for all. */
  public record IcmpTypeCode(int type, int code) {}

  /** Every subnet has exactly one; deleting none is possible, only replacing. */
  public record Association(String id, String subnetId) {}
}
