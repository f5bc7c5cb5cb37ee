package dev.postern.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A network load balancer: a node with an address of its own in one subnet of each of its zones.
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/introduction.html">AWS</a>
 *
 * @param groupIds its security groups; a balancer that was made without any never has one
 * @param enforcesOnPrivateLink whether its groups judge what comes through endpoints too
 * @param crossZone whether each node uses the targets of all zones
 */
public record LoadBalancer(
    ResourceKey key,
    String name,
    String vpcId,
    List<Node> nodes,
    List<String> groupIds,
    boolean enforcesOnPrivateLink,
    boolean crossZone,
    boolean deletionProtection,
    Instant created)
    implements Resource {

  /** The part in one zone. */
  public record Node(String zone, String subnetId, String networkInterfaceId) {}

  /** Its own unit is where the services that it stands behind are found. */
  @Override
  public Set<String> networks() {
    return Set.of(vpcId, id());
  }

  /** What ends its name in ARNs and in DNS: 16 digits. */
  public String suffix() {
    return digits(id());
  }

  public String arn() {
    return "arn:aws:elasticloadbalancing:" + key.region() + ":" + key.account() + ":loadbalancer/net/" + name + "/" + suffix();
  }

  /** {@code name-0123456789abcdef.elb.us-east-1.amazonaws.com}; a zone's own name has the zone in front. */
  public String dnsName() {
    return name + "-" + suffix() + ".elb." + key.region() + ".amazonaws.com";
  }

  public LoadBalancer withGroups(List<String> newGroupIds, boolean enforces) {
    return new LoadBalancer(key, name, vpcId, nodes, newGroupIds, enforces, crossZone, deletionProtection, created);
  }

  public LoadBalancer withAttributes(boolean newCrossZone, boolean newDeletionProtection) {
    return new LoadBalancer(key, name, vpcId, nodes, groupIds, enforcesOnPrivateLink, newCrossZone, newDeletionProtection, created);
  }

  static String digits(String id) {
    return id.substring(id.lastIndexOf('-') + 1);
  }
}
