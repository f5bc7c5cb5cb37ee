package dev.postern.core.action.elasticloadbalancing;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.LoadBalancingError;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Listener;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.TargetGroup;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupResponse;

/**
 * The operations on target groups of TCP, for instances and addresses.
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html">AWS</a>
 */
final class TargetGroups {
  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of(
              "CreateTargetGroup", CreateTargetGroupRequest.class, TargetGroups::create, "Name", "Protocol", "Port", "VpcId", "HealthCheckProtocol",
              "HealthCheckPort", "HealthCheckEnabled", "HealthCheckPath", "HealthCheckIntervalSeconds", "HealthCheckTimeoutSeconds",
              "HealthyThresholdCount", "UnhealthyThresholdCount", "Matcher", "TargetType", "Tags", "IpAddressType"),
          Operation.of("DescribeTargetGroups", DescribeTargetGroupsRequest.class, TargetGroups::describe, "LoadBalancerArn", "TargetGroupArns", "Names", "Marker", "PageSize"),
          Operation.of(
              "ModifyTargetGroup", ModifyTargetGroupRequest.class, TargetGroups::modify, "TargetGroupArn", "HealthCheckProtocol", "HealthCheckPort",
              "HealthCheckEnabled", "HealthCheckPath", "HealthCheckIntervalSeconds", "HealthCheckTimeoutSeconds", "HealthyThresholdCount",
              "UnhealthyThresholdCount", "Matcher"),
          Operation.of("DeleteTargetGroup", DeleteTargetGroupRequest.class, TargetGroups::delete, "TargetGroupArn"));

  private static final String TRAFFIC_PORT = "traffic-port";
  private static final int DELAY = 300;

  private TargetGroups() {}

  private static Applied<CreateTargetGroupResponse> create(Snapshot snapshot, Caller caller, CreateTargetGroupRequest request, Facts facts) {
    String name = Given.name(request.name(), "target group");
    String protocol = Given.required(request.protocolAsString(), "Protocol");
    if (!protocol.equals("TCP")) {
      throw Given.notBuilt("The target group protocol '" + protocol + "', but TCP is: it");
    }
    if (request.ipAddressTypeAsString() != null && !request.ipAddressTypeAsString().equals("ipv4")) {
      throw Given.notBuilt("The IP address type '" + request.ipAddressTypeAsString() + "'");
    }
    TargetGroup.TargetType type = type(request.targetTypeAsString());
    int port = Given.port(request.port(), "Port");
    String vpcId = Given.required(request.vpcId(), "VpcId");
    if (snapshot.find(Vpc.class, new ResourceKey(caller.account(), caller.region(), Kind.VPC, vpcId)).isEmpty()) {
      throw Given.invalid("The VPC ID '" + vpcId + "' is not found");
    }
    TargetGroup.HealthCheck check = new HealthCheckRequest(request).over(HealthCheckRequest.DEFAULT);
    Optional<TargetGroup> same = Given.all(snapshot, caller, TargetGroup.class, Kind.TARGET_GROUP).stream().filter(g -> g.name().equals(name)).findFirst();
    if (same.isPresent()) {
      TargetGroup other = same.get();
      if (!other.vpcId().equals(vpcId) || other.port() != port || other.targetType() != type || !other.healthCheck().equals(check)) {
        throw LoadBalancingError.DUPLICATE_TARGET_GROUP_NAME.with(name);
      }
      return Applied.of(snapshot, CreateTargetGroupResponse.builder().targetGroups(view(snapshot, other)).build());
    }
    ResourceKey key = new ResourceKey(caller.account(), caller.region(), Kind.TARGET_GROUP, Kind.TARGET_GROUP.prefix() + "-" + facts.seed().hex(16));
    TargetGroup group = new TargetGroup(key, name, vpcId, type, port, check, false, DELAY, List.of());
    Snapshot next = BalancerTags.plus(snapshot.with(group), key, request.tags());
    return Applied.of(next, CreateTargetGroupResponse.builder().targetGroups(view(next, group)).build());
  }

  private static TargetGroup.TargetType type(@Nullable String given) {
    return switch (given == null ? "instance" : given) {
      case "instance" -> TargetGroup.TargetType.INSTANCE;
      case "ip" -> TargetGroup.TargetType.IP;
      case String other -> throw Given.notBuilt("The target type '" + other + "'");
    };
  }

  private static Applied<ModifyTargetGroupResponse> modify(Snapshot snapshot, Caller caller, ModifyTargetGroupRequest request, Facts facts) {
    TargetGroup group = Given.group(snapshot, caller, request.targetGroupArn());
    TargetGroup changed = group.withHealthCheck(new HealthCheckRequest(request).over(group.healthCheck()));
    Snapshot next = snapshot.with(changed);
    return Applied.of(next, ModifyTargetGroupResponse.builder().targetGroups(view(next, changed)).build());
  }

  private static Applied<DescribeTargetGroupsResponse> describe(Snapshot snapshot, Caller caller, DescribeTargetGroupsRequest request, Facts facts) {
    List<TargetGroup> all = Given.all(snapshot, caller, TargetGroup.class, Kind.TARGET_GROUP);
    List<TargetGroup> asked = all;
    if (request.loadBalancerArn() != null) {
      LoadBalancer balancer = Given.balancer(snapshot, caller, request.loadBalancerArn());
      asked = all.stream().filter(g -> balancer(snapshot, g).filter(balancer::equals).isPresent()).toList();
    } else if (!request.targetGroupArns().isEmpty()) {
      asked = request.targetGroupArns().stream().distinct().map(arn -> Given.group(snapshot, caller, arn)).toList();
    } else if (!request.names().isEmpty()) {
      Set<String> names = new TreeSet<>(request.names());
      asked = all.stream().filter(g -> names.contains(g.name())).toList();
      if (asked.size() < names.size()) {
        throw LoadBalancingError.TARGET_GROUP_NOT_FOUND.with();
      }
    }
    MarkedPage<TargetGroup> page = MarkedPage.of(asked, TargetGroup::arn, request.marker(), request.pageSize());
    return Applied.of(
        snapshot,
        DescribeTargetGroupsResponse.builder().targetGroups(page.items().stream().map(g -> view(snapshot, g)).toList()).nextMarker(page.next()).build());
  }

  private static Applied<DeleteTargetGroupResponse> delete(Snapshot snapshot, Caller caller, DeleteTargetGroupRequest request, Facts facts) {
    TargetGroup group = Given.group(snapshot, caller, request.targetGroupArn());
    if (balancer(snapshot, group).isPresent()) {
      throw LoadBalancingError.RESOURCE_IN_USE.with("Target group '" + group.arn() + "' is currently in use by a listener or a rule");
    }
    return Applied.of(snapshot.without(group.key()), DeleteTargetGroupResponse.builder().build());
  }

  /** The balancer that a group is behind. */
  static Optional<LoadBalancer> balancer(Snapshot snapshot, TargetGroup group) {
    return snapshot.inNetwork(Listener.class, group.vpcId()).stream()
        .filter(l -> l.targetGroupId().equals(group.id()))
        .flatMap(l -> snapshot.located(LoadBalancer.class, l.loadBalancerId()).stream())
        .findFirst();
  }

  private static software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup view(Snapshot snapshot, TargetGroup group) {
    TargetGroup.HealthCheck check = group.healthCheck();
    boolean http = check.protocol() == TargetGroup.Protocol.HTTP;
    return software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup.builder()
        .targetGroupArn(group.arn())
        .targetGroupName(group.name())
        .protocol("TCP")
        .port(group.port())
        .vpcId(group.vpcId())
        .healthCheckProtocol(check.protocol().name())
        .healthCheckPort(check.port().map(String::valueOf).orElse(TRAFFIC_PORT))
        .healthCheckEnabled(true)
        .healthCheckIntervalSeconds(check.interval())
        .healthCheckTimeoutSeconds(check.timeout())
        .healthyThresholdCount(check.healthyThreshold())
        .unhealthyThresholdCount(check.unhealthyThreshold())
        .healthCheckPath(http ? check.path() : null)
        .matcher(http ? Matcher.builder().httpCode(check.matcher()).build() : null)
        .loadBalancerArns(balancer(snapshot, group).map(LoadBalancer::arn).map(List::of).orElse(List.of()))
        .targetType(group.targetType().name().toLowerCase(Locale.ROOT))
        .ipAddressType("ipv4")
        .build();
  }
}
