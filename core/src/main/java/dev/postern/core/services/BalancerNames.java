package dev.postern.core.services;

import dev.postern.core.model.Kind;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The DNS names of network load balancers: one for all zones, and one for each with the zone in front. They resolve anywhere.
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#dns-name">AWS</a>
 */
public final class BalancerNames {
  private static final Pattern NAME = Pattern.compile("(?:([a-z]{2}(?:-[a-z]+)+-\\d[a-z])\\.)?([a-z0-9-]+-([0-9a-f]{16})\\.elb\\.[a-z0-9-]+\\.amazonaws\\.com)");

  private BalancerNames() {}

  /**
   * What a name stands for.
   *
   * @param zonal whether it is of one zone
   */
  public record Target(LoadBalancer balancer, boolean zonal, List<LoadBalancer.Node> nodes) {}

  /** @param host in lower case, without a final dot */
  public static Optional<Target> find(Snapshot snapshot, String host) {
    Matcher matcher = NAME.matcher(host.contains(".elb.") ? host : "");
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Optional<String> zone = Optional.ofNullable(matcher.group(1));
    return snapshot
        .located(LoadBalancer.class, Kind.LOAD_BALANCER.prefix() + "-" + matcher.group(3))
        .filter(b -> b.dnsName().toLowerCase(Locale.ROOT).equals(matcher.group(2)))
        .map(b -> new Target(b, zone.isPresent(), b.nodes().stream().filter(n -> zone.isEmpty() || n.zone().equals(zone.get())).toList()))
        .filter(t -> !t.nodes().isEmpty());
  }
}
