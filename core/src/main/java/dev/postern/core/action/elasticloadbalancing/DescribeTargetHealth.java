package dev.postern.core.action.elasticloadbalancing;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.balancing.BalancerNode;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.TargetGroup;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/**
 * Says how the targets of a group are: what health checks have found, and what the state of the cloud makes of it.
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html">AWS</a>
 */
public final class DescribeTargetHealth implements Action<DescribeTargetHealthRequest, DescribeTargetHealthResponse> {
  private final Checks checks;

  public DescribeTargetHealth(Checks checks) {
    this.checks = checks;
  }

  /** What health checks have found. */
  @FunctionalInterface
  public interface Checks {
    /** Of a target, which has {@code TargetHealth}'s state, reason and description; empty while it was not checked yet. */
    Optional<Found> of(String targetGroupId, BalancerNode.Place target);
  }

  /** @param reason as AWS names it, such as {@code Target.Timeout}; empty when all is well */
  public record Found(boolean healthy, String reason, String description) {}

  public Operation<DescribeTargetHealthRequest, DescribeTargetHealthResponse> operation() {
    return Operation.of("DescribeTargetHealth", DescribeTargetHealthRequest.class, this, "TargetGroupArn", "Targets");
  }

  @Override
  public Applied<DescribeTargetHealthResponse> apply(Snapshot snapshot, Caller caller, DescribeTargetHealthRequest request, Facts facts) {
    TargetGroup group = Given.group(snapshot, caller, request.targetGroupArn());
    Optional<LoadBalancer> balancer = TargetGroups.balancer(snapshot, group);
    List<TargetHealthDescription> shown = new ArrayList<>();
    if (request.targets().isEmpty()) {
      group.at(facts.now()).forEach(t -> shown.add(shown(snapshot, group, balancer, t)));
    }
    for (TargetDescription asked : request.targets()) {
      int port = asked.port() == null ? group.port() : asked.port();
      Optional<TargetGroup.Target> target = group.at(facts.now()).stream().filter(t -> t.is(String.valueOf(asked.id()), port)).findFirst();
      shown.add(
          target.map(t -> shown(snapshot, group, balancer, t)).orElseGet(() ->
              description(group, asked.id(), port, Optional.empty(), health("unused", "Target.NotRegistered", "Target is not registered to the target group"))));
    }
    return Applied.of(snapshot, DescribeTargetHealthResponse.builder().targetHealthDescriptions(shown).build());
  }

  private TargetHealthDescription shown(Snapshot snapshot, TargetGroup group, Optional<LoadBalancer> balancer, TargetGroup.Target target) {
    return description(group, target.id(), target.port(), target.zone(), health(snapshot, group, balancer, target));
  }

  private static TargetHealthDescription description(TargetGroup group, String id, int port, Optional<String> zone, TargetHealth health) {
    return TargetHealthDescription.builder()
        .target(TargetDescription.builder().id(id).port(port).availabilityZone(zone.orElse(null)).build())
        .healthCheckPort(String.valueOf(group.healthCheck().port().orElse(port)))
        .targetHealth(health)
        .build();
  }

  private TargetHealth health(Snapshot snapshot, TargetGroup group, Optional<LoadBalancer> balancer, TargetGroup.Target target) {
    if (target.drainingSince().isPresent()) {
      return health("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress");
    }
    if (balancer.isEmpty()) {
      return health("unused", "Target.NotInUse", "Target group is not configured to receive traffic from the load balancer");
    }
    Optional<BalancerNode.Place> place = BalancerNode.place(snapshot, group, target);
    if (place.isEmpty()) {
      return health("unused", "Target.InvalidState", "Target is in the stopped or terminated state");
    }
    String zone = place.get().zone();
    if (!zone.equals("all") && balancer.get().nodes().stream().noneMatch(n -> n.zone().equals(zone))) {
      return health("unused", "Target.NotInUse", "Target is in an Availability Zone that is not enabled for the load balancer");
    }
    return checks.of(group.id(), place.get()).map(DescribeTargetHealth::found)
        .orElseGet(() -> health("initial", "Elb.InitialHealthChecking", "Initial health checks in progress"));
  }

  private static TargetHealth found(Found found) {
    return found.healthy() ? TargetHealth.builder().state("healthy").build() : health("unhealthy", found.reason(), found.description());
  }

  private static TargetHealth health(String state, String reason, String description) {
    return TargetHealth.builder().state(state).reason(reason).description(description).build();
  }
}
