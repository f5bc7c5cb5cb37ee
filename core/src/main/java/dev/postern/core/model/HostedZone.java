package dev.postern.core.model;

import java.util.ArrayList;
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
 * @param records in the order in which Route 53 lists them
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

  public HostedZone withComment(String newComment) {
    return new HostedZone(key, name, callerReference, newComment, vpcs, authorized, records);
  }

  public HostedZone withRecords(List<RecordSet> newRecords) {
    return new HostedZone(key, name, callerReference, comment, vpcs, authorized, newRecords);
  }

  public HostedZone plus(AssociatedVpc vpc) {
    return new HostedZone(key, name, callerReference, comment, with(vpcs, vpc), authorized, records);
  }

  public HostedZone minus(AssociatedVpc vpc) {
    return new HostedZone(key, name, callerReference, comment, without(vpcs, vpc), authorized, records);
  }

  public HostedZone authorizing(AssociatedVpc vpc) {
    return new HostedZone(key, name, callerReference, comment, vpcs, with(authorized, vpc), records);
  }

  public HostedZone notAuthorizing(AssociatedVpc vpc) {
    return new HostedZone(key, name, callerReference, comment, vpcs, without(authorized, vpc), records);
  }

  private static List<AssociatedVpc> with(List<AssociatedVpc> vpcs, AssociatedVpc vpc) {
    List<AssociatedVpc> more = new ArrayList<>(vpcs);
    if (!more.contains(vpc)) {
      more.add(vpc);
    }
    return List.copyOf(more);
  }

  private static List<AssociatedVpc> without(List<AssociatedVpc> vpcs, AssociatedVpc vpc) {
    return vpcs.stream().filter(v -> !v.equals(vpc)).toList();
  }

  public record AssociatedVpc(String region, String vpcId) {}

  /**
   * The records of one name and type.
   *
   * @param name lower case, without a final dot; a leading {@code *.} is a wildcard
   * @param type {@code A}, {@code CNAME} and so on
   * @param values as Route 53 takes them: in the form of a zone file, but with octal escapes; empty for an alias
   */
  public record RecordSet(String name, String type, long ttl, List<String> values, Optional<AliasTarget> alias) {}

  /** @param dnsName lower case, without a final dot */
  public record AliasTarget(String hostedZoneId, String dnsName, boolean evaluateTargetHealth) {}
}
