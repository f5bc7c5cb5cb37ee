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
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/**
 * The operations on TCP listeners, each with one target group.
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html">AWS</a>
 */
final class Listeners {
  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of("CreateListener", CreateListenerRequest.class, Listeners::create, "LoadBalancerArn", "Protocol", "Port", "DefaultActions", "Tags"),
          Operation.of("ModifyListener", ModifyListenerRequest.class, Listeners::modify, "ListenerArn", "Protocol", "Port", "DefaultActions"),
          Operation.of("DescribeListeners", DescribeListenersRequest.class, Listeners::describe, "LoadBalancerArn", "ListenerArns", "Marker", "PageSize"),
          Operation.of("DeleteListener", DeleteListenerRequest.class, Listeners::delete, "ListenerArn"));

  private Listeners() {}

  private static Applied<CreateListenerResponse> create(Snapshot snapshot, Caller caller, CreateListenerRequest request, Facts facts) {
    LoadBalancer balancer = Given.balancer(snapshot, caller, request.loadBalancerArn());
    checkProtocol(Given.required(request.protocolAsString(), "Protocol"));
    int port = freePort(snapshot, balancer, Given.port(request.port(), "Port"), Optional.empty());
    TargetGroup group = target(snapshot, caller, balancer, request.defaultActions());
    ResourceKey key = new ResourceKey(caller.account(), caller.region(), Kind.LISTENER, Kind.LISTENER.prefix() + "-" + facts.seed().hex(16));
    Listener listener = new Listener(key, balancer.vpcId(), balancer.id(), balancer.name(), port, group.id());
    Snapshot next = BalancerTags.plus(snapshot.with(listener), key, request.tags());
    return Applied.of(next, CreateListenerResponse.builder().listeners(view(next, listener)).build());
  }

  private static Applied<ModifyListenerResponse> modify(Snapshot snapshot, Caller caller, ModifyListenerRequest request, Facts facts) {
    Listener listener = Given.listener(snapshot, caller, request.listenerArn());
    LoadBalancer balancer = snapshot.located(LoadBalancer.class, listener.loadBalancerId()).orElseThrow();
    if (request.protocolAsString() != null) {
      checkProtocol(request.protocolAsString());
    }
    int port = request.port() == null ? listener.port() : freePort(snapshot, balancer, Given.port(request.port(), "Port"), Optional.of(listener));
    String group = request.defaultActions().isEmpty() ? listener.targetGroupId() : target(snapshot, caller, balancer, request.defaultActions()).id();
    Listener changed = new Listener(listener.key(), listener.vpcId(), listener.loadBalancerId(), listener.loadBalancerName(), port, group);
    Snapshot next = snapshot.with(changed);
    return Applied.of(next, ModifyListenerResponse.builder().listeners(view(next, changed)).build());
  }

  private static void checkProtocol(String protocol) {
    if (!protocol.equals("TCP")) {
      throw Given.notBuilt("The listener protocol '" + protocol + "', but TCP is: it");
    }
  }

  private static int freePort(Snapshot snapshot, LoadBalancer balancer, int port, Optional<Listener> self) {
    if (of(snapshot, balancer).stream().anyMatch(l -> l.port() == port && !Optional.of(l).equals(self))) {
      throw LoadBalancingError.DUPLICATE_LISTENER.with(balancer.arn());
    }
    return port;
  }

  static List<Listener> of(Snapshot snapshot, LoadBalancer balancer) {
    return snapshot.inNetwork(Listener.class, balancer.vpcId()).stream().filter(l -> l.loadBalancerId().equals(balancer.id())).toList();
  }

  /** The one group that connections go to; of this VPC, and behind no other balancer. */
  private static TargetGroup target(
      Snapshot snapshot, Caller caller, LoadBalancer balancer, List<software.amazon.awssdk.services.elasticloadbalancingv2.model.Action> actions) {
    if (actions.size() != 1) {
      throw Given.invalid("A listener of a network load balancer must have exactly one default action");
    }
    var action = actions.getFirst();
    if (!"forward".equals(action.typeAsString())) {
      throw LoadBalancingError.INVALID_CONFIGURATION_REQUEST.with("Listeners with protocol 'TCP' only support the action type 'forward', and not '" + action.typeAsString() + "'");
    }
    TargetGroup group = Given.group(snapshot, caller, arn(action.targetGroupArn(), action.forwardConfig()));
    if (!group.vpcId().equals(balancer.vpcId())) {
      throw LoadBalancingError.INVALID_CONFIGURATION_REQUEST.with("The target group '" + group.arn() + "' is not in the VPC of load balancer '" + balancer.arn() + "'");
    }
    boolean elsewhere =
        snapshot.inNetwork(Listener.class, balancer.vpcId()).stream()
            .anyMatch(l -> l.targetGroupId().equals(group.id()) && !l.loadBalancerId().equals(balancer.id()));
    if (elsewhere) {
      throw LoadBalancingError.TARGET_GROUP_ASSOCIATION_LIMIT.with(group.arn());
    }
    return group;
  }

  private static String arn(@Nullable String direct, @Nullable ForwardActionConfig config) {
    if (config == null || config.targetGroups().isEmpty()) {
      return Given.required(direct, "TargetGroupArn");
    }
    if (config.targetGroups().size() > 1) {
      throw Given.notBuilt("A listener with several target groups");
    }
    String only = Given.required(config.targetGroups().getFirst().targetGroupArn(), "TargetGroupArn");
    if (direct != null && !direct.equals(only)) {
      throw LoadBalancingError.INVALID_CONFIGURATION_REQUEST.with("The TargetGroupArn and the ForwardConfig of an action must name the same target group");
    }
    return only;
  }

  private static Applied<DescribeListenersResponse> describe(Snapshot snapshot, Caller caller, DescribeListenersRequest request, Facts facts) {
    if (request.loadBalancerArn() == null && request.listenerArns().isEmpty()) {
      throw Given.invalid("You must specify either listener ARNs or a load balancer ARN");
    }
    List<Listener> asked =
        request.listenerArns().isEmpty()
            ? of(snapshot, Given.balancer(snapshot, caller, request.loadBalancerArn()))
            : request.listenerArns().stream().distinct().map(arn -> Given.listener(snapshot, caller, arn)).toList();
    MarkedPage<Listener> page = MarkedPage.of(asked, Listener::arn, request.marker(), request.pageSize());
    return Applied.of(
        snapshot,
        DescribeListenersResponse.builder().listeners(page.items().stream().map(l -> view(snapshot, l)).toList()).nextMarker(page.next()).build());
  }

  private static Applied<DeleteListenerResponse> delete(Snapshot snapshot, Caller caller, DeleteListenerRequest request, Facts facts) {
    return Applied.of(snapshot.without(Given.listener(snapshot, caller, request.listenerArn()).key()), DeleteListenerResponse.builder().build());
  }

  private static software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener view(Snapshot snapshot, Listener listener) {
    String balancer = snapshot.located(LoadBalancer.class, listener.loadBalancerId()).map(LoadBalancer::arn).orElse("");
    String group = snapshot.located(TargetGroup.class, listener.targetGroupId()).map(TargetGroup::arn).orElse("");
    return software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener.builder()
        .listenerArn(listener.arn())
        .loadBalancerArn(balancer)
        .port(listener.port())
        .protocol("TCP")
        .defaultActions(
            a -> a.type("forward").targetGroupArn(group).forwardConfig(f -> f.targetGroups(TargetGroupTuple.builder().targetGroupArn(group).build())))
        .build();
  }
}
