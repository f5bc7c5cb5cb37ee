package dev.postern.core.action.elasticloadbalancing;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.TargetGroup;
import dev.postern.core.state.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/**
 * The operations on the attributes of load balancers and target groups. What Postern does not carry out is listed with the value that holds, and
 * refused with any other.
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html">AWS</a>
 */
final class Attributes {
  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of("DescribeLoadBalancerAttributes", DescribeLoadBalancerAttributesRequest.class, Attributes::describeBalancer, "LoadBalancerArn"),
          Operation.of("ModifyLoadBalancerAttributes", ModifyLoadBalancerAttributesRequest.class, Attributes::modifyBalancer, "LoadBalancerArn", "Attributes"),
          Operation.of("DescribeTargetGroupAttributes", DescribeTargetGroupAttributesRequest.class, Attributes::describeGroup, "TargetGroupArn"),
          Operation.of("ModifyTargetGroupAttributes", ModifyTargetGroupAttributesRequest.class, Attributes::modifyGroup, "TargetGroupArn", "Attributes"));

  private static final String CROSS_ZONE = "load_balancing.cross_zone.enabled";
  private static final String DELETION_PROTECTION = "deletion_protection.enabled";
  private static final String DEREGISTRATION_DELAY = "deregistration_delay.timeout_seconds";
  private static final String PROXY_PROTOCOL = "proxy_protocol_v2.enabled";
  private static final int LONGEST_DELAY = 3600;

  private Attributes() {}

  private static SequencedMap<String, String> of(LoadBalancer balancer) {
    SequencedMap<String, String> attributes = new LinkedHashMap<>();
    attributes.put("access_logs.s3.enabled", "false");
    attributes.put(DELETION_PROTECTION, String.valueOf(balancer.deletionProtection()));
    attributes.put(CROSS_ZONE, String.valueOf(balancer.crossZone()));
    attributes.put("dns_record.client_routing_policy", "any_availability_zone");
    attributes.put("zonal_shift.config.enabled", "false");
    return attributes;
  }

  private static SequencedMap<String, String> of(TargetGroup group) {
    SequencedMap<String, String> attributes = new LinkedHashMap<>();
    attributes.put(DEREGISTRATION_DELAY, String.valueOf(group.deregistrationDelay()));
    attributes.put("deregistration_delay.connection_termination.enabled", "false");
    attributes.put("load_balancing.cross_zone.enabled", "use_load_balancer_configuration");
    attributes.put("preserve_client_ip.enabled", "false");
    attributes.put(PROXY_PROTOCOL, String.valueOf(group.proxyProtocol()));
    attributes.put("stickiness.enabled", "false");
    attributes.put("stickiness.type", "source_ip");
    attributes.put("target_health_state.unhealthy.connection_termination.enabled", "false");
    return attributes;
  }

  private static Applied<DescribeLoadBalancerAttributesResponse> describeBalancer(
      Snapshot snapshot, Caller caller, DescribeLoadBalancerAttributesRequest request, Facts facts) {
    LoadBalancer balancer = Given.balancer(snapshot, caller, request.loadBalancerArn());
    return Applied.of(snapshot, DescribeLoadBalancerAttributesResponse.builder().attributes(shown(balancer)).build());
  }

  private static List<LoadBalancerAttribute> shown(LoadBalancer balancer) {
    return of(balancer).entrySet().stream().map(e -> LoadBalancerAttribute.builder().key(e.getKey()).value(e.getValue()).build()).toList();
  }

  private static Applied<ModifyLoadBalancerAttributesResponse> modifyBalancer(
      Snapshot snapshot, Caller caller, ModifyLoadBalancerAttributesRequest request, Facts facts) {
    LoadBalancer changed = Given.balancer(snapshot, caller, request.loadBalancerArn());
    for (LoadBalancerAttribute attribute : request.attributes()) {
      String key = Given.required(attribute.key(), "Attributes.member.Key");
      String value = attribute.value();
      changed =
          switch (key) {
            case CROSS_ZONE -> changed.withAttributes(flag(key, value), changed.deletionProtection());
            case DELETION_PROTECTION -> changed.withAttributes(changed.crossZone(), flag(key, value));
            default -> unchanged(of(changed), key, value, changed);
          };
    }
    return Applied.of(snapshot.with(changed), ModifyLoadBalancerAttributesResponse.builder().attributes(shown(changed)).build());
  }

  private static Applied<DescribeTargetGroupAttributesResponse> describeGroup(
      Snapshot snapshot, Caller caller, DescribeTargetGroupAttributesRequest request, Facts facts) {
    TargetGroup group = Given.group(snapshot, caller, request.targetGroupArn());
    return Applied.of(snapshot, DescribeTargetGroupAttributesResponse.builder().attributes(shown(group)).build());
  }

  private static List<TargetGroupAttribute> shown(TargetGroup group) {
    return of(group).entrySet().stream().map(e -> TargetGroupAttribute.builder().key(e.getKey()).value(e.getValue()).build()).toList();
  }

  private static Applied<ModifyTargetGroupAttributesResponse> modifyGroup(
      Snapshot snapshot, Caller caller, ModifyTargetGroupAttributesRequest request, Facts facts) {
    TargetGroup changed = Given.group(snapshot, caller, request.targetGroupArn());
    for (TargetGroupAttribute attribute : request.attributes()) {
      String key = Given.required(attribute.key(), "Attributes.member.Key");
      String value = attribute.value();
      changed =
          switch (key) {
            case PROXY_PROTOCOL -> changed.withAttributes(flag(key, value), changed.deregistrationDelay());
            case DEREGISTRATION_DELAY -> changed.withAttributes(changed.proxyProtocol(), seconds(key, value));
            default -> unchanged(of(changed), key, value, changed);
          };
    }
    return Applied.of(snapshot.with(changed), ModifyTargetGroupAttributesResponse.builder().attributes(shown(changed)).build());
  }

  private static <T> T unchanged(SequencedMap<String, String> held, String key, @Nullable String value, T same) {
    String holds = held.get(key);
    if (holds == null) {
      throw Given.invalid("Attribute key '" + key + "' is not recognized");
    }
    if (!holds.equals(value)) {
      throw Given.notBuilt("The value '" + value + "' of the attribute '" + key + "', which is '" + holds + "': another one");
    }
    return same;
  }

  private static boolean flag(String key, @Nullable String value) {
    if (value == null || !value.equals("true") && !value.equals("false")) {
      throw Given.invalid("The value '" + value + "' of the attribute '" + key + "' must be true or false");
    }
    return value.equals("true");
  }

  private static int seconds(String key, @Nullable String value) {
    if (value == null || !value.matches("\\d{1,6}")) {
      throw Given.invalid("The value '" + value + "' of the attribute '" + key + "' must be a number of seconds");
    }
    return Given.within(Integer.parseInt(value), key, 0, LONGEST_DELAY);
  }
}
