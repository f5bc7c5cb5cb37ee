package dev.postern.core.action.elasticloadbalancing;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.LoadBalancingError;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.TargetGroup;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/**
 * Putting targets into their group and taking them out.
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html">AWS</a>
 */
final class Targets {
  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of("RegisterTargets", RegisterTargetsRequest.class, Targets::register, "TargetGroupArn", "Targets"),
          Operation.of("DeregisterTargets", DeregisterTargetsRequest.class, Targets::deregister, "TargetGroupArn", "Targets"));

  /** Where addresses outside the VPC may be. */
  private static final List<Cidr> PRIVATE =
      List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("100.64.0.0/10"), Cidr.parse("172.16.0.0/12"), Cidr.parse("192.168.0.0/16"));

  private static final String ALL_ZONES = "all";

  private Targets() {}

  private static Applied<RegisterTargetsResponse> register(Snapshot snapshot, Caller caller, RegisterTargetsRequest request, Facts facts) {
    TargetGroup group = Given.group(snapshot, caller, request.targetGroupArn());
    List<TargetGroup.Target> targets = new ArrayList<>(group.at(facts.now()));
    for (TargetDescription given : some(request.targets())) {
      TargetGroup.Target target = target(snapshot, group, given);
      targets.removeIf(t -> t.is(target.id(), target.port()));
      targets.add(target);
    }
    return Applied.of(snapshot.with(group.withTargets(List.copyOf(targets))), RegisterTargetsResponse.builder().build());
  }

  private static List<TargetDescription> some(List<TargetDescription> targets) {
    if (targets.isEmpty()) {
      throw Given.invalid("At least one target must be specified");
    }
    return targets;
  }

  private static TargetGroup.Target target(Snapshot snapshot, TargetGroup group, TargetDescription given) {
    String id = Given.required(given.id(), "Targets.member.Id");
    if (given.quicServerId() != null) {
      throw Given.notBuilt("A target with a QuicServerId");
    }
    int port = given.port() == null ? group.port() : Given.port(given.port(), "Targets.member.Port");
    Optional<String> zone =
        switch (group.targetType()) {
          case INSTANCE -> instance(snapshot, group, id, given.availabilityZone());
          case IP -> address(snapshot, group, id, given.availabilityZone());
        };
    return new TargetGroup.Target(id, port, zone, Optional.empty());
  }

  private static Optional<String> instance(Snapshot snapshot, TargetGroup group, String id, @Nullable String zone) {
    if (zone != null) {
      throw Given.invalid("You cannot specify an Availability Zone for targets of target type 'instance'");
    }
    if (!id.matches("i-[0-9a-f]{8,17}")) {
      throw Given.invalid("The target id '" + id + "' is not valid: it must be an instance id, since the target type is 'instance'");
    }
    ResourceKey key = new ResourceKey(group.key().account(), group.key().region(), Kind.INSTANCE, id);
    Optional<Instance> instance = snapshot.find(Instance.class, key).filter(i -> i.networks().contains(group.vpcId()));
    if (instance.isEmpty()) {
      throw LoadBalancingError.INVALID_TARGET.with("The following targets are not in the target group VPC '" + group.vpcId() + "': '" + id + "'");
    }
    if (instance.get().state() != Instance.State.RUNNING) {
      throw LoadBalancingError.INVALID_TARGET.with("The following targets are not in a running state and cannot be registered: '" + id + "'");
    }
    return Optional.empty();
  }

  /** An address outside the VPC is of no zone, and must be said to be of all. */
  private static Optional<String> address(Snapshot snapshot, TargetGroup group, String id, @Nullable String zone) {
    long address;
    try {
      address = Ip.parse(id);
    } catch (IllegalArgumentException _) {
      throw Given.invalid("The IP address '" + id + "' is not a valid IPv4 address");
    }
    ResourceKey key = new ResourceKey(group.key().account(), group.key().region(), Kind.VPC, group.vpcId());
    boolean inside = snapshot.find(Vpc.class, key).stream().flatMap(v -> v.cidrs().stream()).anyMatch(c -> c.cidr().contains(address));
    if (!inside && PRIVATE.stream().noneMatch(c -> c.contains(address))) {
      throw Given.invalid("The IP address '" + id + "' is not within the VPC nor a private range; a target must be in " + PRIVATE);
    }
    if (inside == ALL_ZONES.equals(zone)) {
      throw Given.invalid(
          inside
              ? "You cannot specify Availability Zone 'all' for the IP address '" + id + "', because it is in the VPC"
              : "You must specify Availability Zone 'all' for the IP address '" + id + "', because it is outside the VPC");
    }
    return Optional.ofNullable(zone);
  }

  /** Without a port a description means every port of its target. */
  private static Applied<DeregisterTargetsResponse> deregister(Snapshot snapshot, Caller caller, DeregisterTargetsRequest request, Facts facts) {
    TargetGroup group = Given.group(snapshot, caller, request.targetGroupArn());
    List<TargetGroup.Target> targets = new ArrayList<>();
    for (TargetGroup.Target target : group.at(facts.now())) {
      boolean meant = some(request.targets()).stream().anyMatch(g -> target.id().equals(g.id()) && (g.port() == null || g.port() == target.port()));
      boolean leaves = meant && target.drainingSince().isEmpty();
      targets.add(leaves ? new TargetGroup.Target(target.id(), target.port(), target.zone(), Optional.of(facts.now())) : target);
    }
    return Applied.of(snapshot.with(group.withTargets(List.copyOf(targets))), DeregisterTargetsResponse.builder().build());
  }
}
