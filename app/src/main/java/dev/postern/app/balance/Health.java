package dev.postern.app.balance;

import dev.postern.core.action.elasticloadbalancing.DescribeTargetHealth;
import dev.postern.core.balancing.BalancerNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What health checks have found of every target so far. */
public final class Health implements DescribeTargetHealth.Checks {
  private final Map<Checked, DescribeTargetHealth.Found> found = new ConcurrentHashMap<>();

  /** A target of a group. */
  record Checked(String targetGroupId, BalancerNode.Place target) {}

  @Override
  public Optional<DescribeTargetHealth.Found> of(String targetGroupId, BalancerNode.Place target) {
    return Optional.ofNullable(found.get(new Checked(targetGroupId, target)));
  }

  void put(Checked target, DescribeTargetHealth.Found condition) {
    found.put(target, condition);
  }

  void retain(Set<Checked> targets) {
    found.keySet().retainAll(targets);
  }

  /**
   * The targets that a node sends new connections to: those that are healthy; if no target of the whole balancer is, all of the node's.
   *
   * @param everywhere the targets of all the balancer's nodes for the same port
   */
  List<BalancerNode.Place> usable(BalancerNode.Forward forward, List<BalancerNode.Place> everywhere) {
    List<BalancerNode.Place> healthy = forward.targets().stream().filter(t -> isHealthy(forward, t)).toList();
    boolean failsOpen = healthy.isEmpty() && everywhere.stream().noneMatch(t -> isHealthy(forward, t));
    return failsOpen ? forward.targets() : healthy;
  }

  private boolean isHealthy(BalancerNode.Forward forward, BalancerNode.Place target) {
    return of(forward.targetGroupId(), target).filter(DescribeTargetHealth.Found::healthy).isPresent();
  }
}
