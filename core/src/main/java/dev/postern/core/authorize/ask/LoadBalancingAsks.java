package dev.postern.core.authorize.ask;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What the calls of Elastic Load Balancing ask for: readers nothing in particular, others what their ARNs name, and those that make something the
 * pattern of its ARN.
 * <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html">AWS</a>
 */
public final class LoadBalancingAsks {
  private static final String SERVICE = "elasticloadbalancing";

  private static final Map<String, Kind> KINDS =
      Map.of("loadbalancer", Kind.LOAD_BALANCER, "targetgroup", Kind.TARGET_GROUP, "listener", Kind.LISTENER);

  private LoadBalancingAsks() {}

  /** As {@link Asking} says. */
  public static List<Ask> of(String operation, SdkPojo request, Snapshot snapshot, Caller caller) {
    String action = SERVICE + ":" + operation;
    return resources(operation, request, caller).stream().map(arn -> tagged(Ask.of(action, arn), arn, request, snapshot, caller)).toList();
  }

  private static List<String> resources(String operation, SdkPojo request, Caller caller) {
    if (operation.startsWith("Describe")) {
      return List.of("*");
    }
    String prefix = "arn:aws:" + SERVICE + ":" + caller.region() + ":" + caller.account() + ":";
    String name = Members.text(request, "Name").orElse("*");
    return switch (operation) {
      case "CreateLoadBalancer" -> List.of(prefix + "loadbalancer/net/" + name + "/*");
      case "CreateTargetGroup" -> List.of(prefix + "targetgroup/" + name + "/*");
      case "AddTags", "RemoveTags" -> Members.list(request, "ResourceArns");
      default ->
          List.of(
              Stream.of("LoadBalancerArn", "ListenerArn", "TargetGroupArn").flatMap(m -> Members.text(request, m).stream()).findFirst().orElse("*"));
    };
  }

  private static Ask tagged(Ask ask, String arn, SdkPojo request, Snapshot snapshot, Caller caller) {
    Ask with = key(arn, caller).map(k -> TagKeys.ofResource(ask, snapshot.tagsOf(k), SERVICE)).orElse(ask);
    return TagKeys.keys(TagKeys.requested(with, TagKeys.given(request, "Tags")), Members.list(request, "TagKeys"));
  }

  private static Optional<ResourceKey> key(String arn, Caller caller) {
    String type = arn.substring(arn.lastIndexOf(':') + 1);
    Optional<Kind> kind = Optional.ofNullable(KINDS.get(type.substring(0, Math.max(0, type.indexOf('/')))));
    return kind.map(k -> new ResourceKey(caller.account(), caller.region(), k, k.prefix() + "-" + arn.substring(arn.lastIndexOf('/') + 1)));
  }
}
