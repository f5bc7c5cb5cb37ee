package dev.postern.core.insights;

import dev.postern.core.action.ec2.routetable.RouteTableView;
import dev.postern.core.hybrid.TransitRoutes;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AnalysisAclRule;
import software.amazon.awssdk.services.ec2.model.AnalysisRouteTableRoute;
import software.amazon.awssdk.services.ec2.model.AnalysisSecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.PortRange;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.TransitGatewayRouteTableRoute;

/** The rules and routes that hops name by their origin, as analyses show them. */
final class Rules {
  private final Snapshot snapshot;

  Rules(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  static String resource(String origin) {
    return origin.contains("/") ? origin.substring(0, origin.indexOf('/')) : origin;
  }

  static String rule(String origin) {
    return origin.contains("/") ? origin.substring(origin.indexOf('/') + 1) : "";
  }

  /** {@code acl-…/in/100}; the last rule of every list has the number after all others. */
  Optional<AnalysisAclRule> acl(String origin) {
    String[] parts = origin.split("/");
    if (parts.length < 3) {
      return Optional.empty();
    }
    boolean egress = parts[1].equals("out");
    if (parts[2].equals("*")) {
      return Optional.of(AnalysisAclRule.builder().cidr("0.0.0.0/0").egress(egress).protocol("all").ruleAction("deny").ruleNumber(NetworkAcl.LAST_RULE).build());
    }
    return snapshot.located(NetworkAcl.class, parts[0]).stream()
        .flatMap(a -> a.entries().stream())
        .filter(e -> e.egress() == egress && e.ruleNumber() == Integer.parseInt(parts[2]))
        .findFirst()
        .map(
            e ->
                AnalysisAclRule.builder()
                    .cidr(e.cidr().toString())
                    .egress(egress)
                    .portRange(e.ports().map(p -> range(p.from(), p.to())).orElse(null))
                    .protocol(protocol(e.protocol()))
                    .ruleAction(e.allow() ? "allow" : "deny")
                    .ruleNumber(e.ruleNumber())
                    .build());
  }

  /** {@code sg-…/sgr-…}. */
  Optional<AnalysisSecurityGroupRule> group(String origin) {
    return snapshot.located(SecurityGroup.class, resource(origin)).stream()
        .flatMap(g -> g.rules().stream())
        .filter(r -> r.id().equals(rule(origin)))
        .findFirst()
        .map(Rules::group);
  }

  private static AnalysisSecurityGroupRule group(SecurityGroupRule rule) {
    AnalysisSecurityGroupRule.Builder shown =
        AnalysisSecurityGroupRule.builder().direction(rule.egress() ? "egress" : "ingress").protocol(protocol(rule.protocol()));
    if (!rule.protocol().equals("-1") && rule.fromPort() >= 0) {
      shown.portRange(range(rule.fromPort(), rule.toPort()));
    }
    switch (rule.peer()) {
      case SecurityGroupRule.CidrPeer(var cidr) -> shown.cidr(cidr.toString());
      case SecurityGroupRule.GroupPeer peer -> shown.securityGroupId(peer.groupId());
      case SecurityGroupRule.PrefixListPeer peer -> shown.prefixListId(peer.prefixListId());
      case SecurityGroupRule.Ipv6Peer peer -> shown.cidr(peer.cidr());
    }
    return shown.build();
  }

  /** {@code rtb-…/10.0.0.0/16} or {@code rtb-…/pl-…}. */
  Optional<AnalysisRouteTableRoute> route(String origin) {
    String destination = rule(origin);
    return snapshot.located(RouteTable.class, resource(origin)).stream()
        .flatMap(t -> RouteTableView.of(snapshot, t).routes().stream())
        .filter(r -> destination.equals(r.destinationCidrBlock()) || destination.equals(r.destinationPrefixListId()))
        .findFirst()
        .map(Rules::route);
  }

  private static AnalysisRouteTableRoute route(Route route) {
    return AnalysisRouteTableRoute.builder()
        .destinationCidr(route.destinationCidrBlock())
        .destinationPrefixListId(route.destinationPrefixListId())
        .gatewayId(route.gatewayId())
        .instanceId(route.instanceId())
        .natGatewayId(route.natGatewayId())
        .networkInterfaceId(route.networkInterfaceId())
        .origin(lower(route.originAsString()))
        .state(route.stateAsString())
        .transitGatewayId(route.transitGatewayId())
        .vpcPeeringConnectionId(route.vpcPeeringConnectionId())
        .build();
  }

  private static @Nullable String lower(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  /** {@code tgw-rtb-…/10.0.0.0/16}. */
  Optional<TransitGatewayRouteTableRoute> transit(String origin) {
    String destination = rule(origin);
    return snapshot.located(TransitGatewayRouteTable.class, resource(origin)).stream()
        .flatMap(t -> TransitRoutes.of(snapshot, t).all().stream())
        .filter(r -> r.destination().toString().equals(destination))
        .findFirst()
        .map(Rules::transit);
  }

  private static TransitGatewayRouteTableRoute transit(TransitRoutes.TransitRoute route) {
    Optional<TransitGatewayAttachment> to = route.attachment();
    return TransitGatewayRouteTableRoute.builder()
        .destinationCidr(route.destination().toString())
        .state(route.isBlackhole() ? "blackhole" : "active")
        .routeOrigin(route.isStatic() ? "static" : "propagated")
        .attachmentId(to.map(TransitGatewayAttachment::id).orElse(null))
        .resourceId(to.map(TransitGatewayAttachment::resourceId).orElse(null))
        .resourceType(to.map(a -> a.vpcId().isPresent() ? "vpc" : "vpn").orElse(null))
        .build();
  }

  /** By name where AWS has one; {@code all} for {@code -1}. */
  private static String protocol(String number) {
    return switch (number) {
      case "-1" -> "all";
      case "6" -> "tcp";
      case "17" -> "udp";
      case "1" -> "icmp";
      default -> number;
    };
  }

  static PortRange range(int from, int to) {
    return PortRange.builder().from(from).to(to).build();
  }
}
