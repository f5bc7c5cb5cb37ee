package dev.postern.core.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A private hosted zone of Route 53 with its record sets.
 *
 * @param name lower case, without a final dot
 * @param vpcs the VPCs whose resolvers answer it
 * @param authorized VPCs of other accounts that may be associated
 */
public record HostedZone(
    ResourceKey key,
    String name,
    String callerReference,
    String comment,
    List<AssociatedVpc> vpcs,
    List<AssociatedVpc> authorized,
    List<RecordSet> records)
    implements Resource {
  @Override
  public Set<String> networks() {
    Set<String> networks = new TreeSet<>();
    vpcs.forEach(v -> networks.add(v.vpcId()));
    return networks;
  }

  public record AssociatedVpc(String region, String vpcId) {}

  /**
   * The records of one name and type.
   *
   * @param name lower case, without a final dot; a leading {@code *.} is a wildcard
   * @param type {@code A}, {@code CNAME} and so on
   * @param values in zone-file form; empty for an alias
   */
  public record RecordSet(String name, String type, long ttl, List<String> values, Optional<AliasTarget> alias) {}

  public record AliasTarget(String hostedZoneId, String dnsName, boolean evaluateTargetHealth) {}
}
