package dev.postern.core.action.elasticloadbalancing;

import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAddress;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerState;

/** A load balancer as responses show it. */
final class BalancerView {
  /** Of network load balancers in us-east-1; AWS's differs from Region to Region. */
  private static final String HOSTED_ZONE = "Z26RNL4JYFTOTI";

  private BalancerView() {}

  static software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer of(Snapshot snapshot, LoadBalancer balancer, Observed observed) {
    return software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer.builder()
        .loadBalancerArn(balancer.arn())
        .loadBalancerName(balancer.name())
        .dnsName(balancer.dnsName())
        .canonicalHostedZoneId(HOSTED_ZONE)
        .createdTime(balancer.created())
        .scheme("internal")
        .vpcId(balancer.vpcId())
        .state(LoadBalancerState.builder().code(observed.holds(balancer.vpcId(), balancer.id()) ? "active" : "provisioning").build())
        .type("network")
        .ipAddressType("ipv4")
        .availabilityZones(balancer.nodes().stream().map(n -> zone(snapshot, n)).toList())
        .securityGroups(balancer.groupIds())
        .enforceSecurityGroupInboundRulesOnPrivateLinkTraffic(balancer.groupIds().isEmpty() ? null : balancer.enforcesOnPrivateLink() ? "on" : "off")
        .build();
  }

  private static AvailabilityZone zone(Snapshot snapshot, LoadBalancer.Node node) {
    List<LoadBalancerAddress> addresses =
        snapshot.located(NetworkInterface.class, node.networkInterfaceId()).stream()
            .map(eni -> LoadBalancerAddress.builder().privateIPv4Address(eni.primaryIp()).build())
            .toList();
    return AvailabilityZone.builder().zoneName(node.zone()).subnetId(node.subnetId()).loadBalancerAddresses(addresses).build();
  }
}
