package dev.postern.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A target group of a network load balancer: instances or addresses, and how it is found out whether they are well.
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html">AWS</a>
 *
 * @param port where a target that says none itself takes connections
 * @param proxyProtocol whether a connection begins with a PROXY protocol v2 header
 * @param deregistrationDelay seconds for which the connections of a target that was taken out go on
 */
public record TargetGroup(
    ResourceKey key,
    String name,
    String vpcId,
    TargetType targetType,
    int port,
    HealthCheck healthCheck,
    boolean proxyProtocol,
    int deregistrationDelay,
    List<Target> targets)
    implements Resource {

  /** What a target's id is; the wire names are {@code instance} and {@code ip}. */
  public enum TargetType {
    INSTANCE,
    IP
  }

  /** How a target is asked. */
  public enum Protocol {
    TCP,
    HTTP
  }

  /**
   * @param port empty for the target's own
   * @param path what is asked for, of HTTP
   * @param matcher the statuses that are well, of HTTP: {@code 200-399}
   */
  public record HealthCheck(
      Protocol protocol, Optional<Integer> port, String path, String matcher, int interval, int timeout, int healthyThreshold, int unhealthyThreshold) {}

  /**
   * One target.
   *
   * @param id of an instance, or an address
   * @param zone where an address outside the VPC counts; {@code all} for every zone
   * @param drainingSince since when it is taken out, and gets no new connections
   */
  public record Target(String id, int port, Optional<String> zone, Optional<Instant> drainingSince) {
    public boolean is(String otherId, int otherPort) {
      return id.equals(otherId) && port == otherPort;
    }
  }

  @Override
  public Set<String> networks() {
    return Set.of(vpcId);
  }

  public String arn() {
    return "arn:aws:elasticloadbalancing:" + key.region() + ":" + key.account() + ":targetgroup/" + name + "/" + LoadBalancer.digits(id());
  }

  /** Those that get new connections. */
  public List<Target> registered() {
    return targets.stream().filter(t -> t.drainingSince().isEmpty()).toList();
  }

  /** Those that are registered, or still draining at this time. */
  public List<Target> at(Instant now) {
    return targets.stream().filter(t -> t.drainingSince().filter(since -> !now.isBefore(since.plusSeconds(deregistrationDelay))).isEmpty()).toList();
  }

  public TargetGroup withTargets(List<Target> newTargets) {
    return new TargetGroup(key, name, vpcId, targetType, port, healthCheck, proxyProtocol, deregistrationDelay, newTargets);
  }

  public TargetGroup withHealthCheck(HealthCheck newCheck) {
    return new TargetGroup(key, name, vpcId, targetType, port, newCheck, proxyProtocol, deregistrationDelay, targets);
  }

  public TargetGroup withAttributes(boolean newProxyProtocol, int newDeregistrationDelay) {
    return new TargetGroup(key, name, vpcId, targetType, port, healthCheck, newProxyProtocol, newDeregistrationDelay, targets);
  }
}
