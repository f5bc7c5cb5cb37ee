package dev.postern.core.doctor;

import dev.postern.core.balancing.BalancerNode;
import dev.postern.core.explain.Fix;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.Served;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.path.End;
import dev.postern.core.path.ExplanationCode;
import dev.postern.core.path.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.AcceptVpcEndpointConnectionsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;

/** Endpoints to the endpoint services of users: what must be mended there is for the service's owner. */
final class ServiceChecks {
  private final ExaminedVpc vpc;
  private final List<Finding> findings = new ArrayList<>();

  private ServiceChecks(ExaminedVpc vpc) {
    this.vpc = vpc;
  }

  static List<Finding> look(ExaminedVpc vpc) {
    ServiceChecks checks = new ServiceChecks(vpc);
    for (VpcEndpoint endpoint : vpc.interfaceEndpoints()) {
      endpoint.connection().ifPresent(c -> checks.look(endpoint, c));
    }
    return checks.findings;
  }

  private void look(VpcEndpoint endpoint, VpcEndpoint.Connection connection) {
    if (vpc.fabric().served().get(endpoint.id()) instanceof Served.Connected connected) {
      if (connected.accepted()) {
        targets(endpoint, connected);
        groups(endpoint, connected);
      } else {
        acceptance(endpoint, connection);
      }
    }
  }

  private void acceptance(VpcEndpoint endpoint, VpcEndpoint.Connection connection) {
    boolean rejected = connection.acceptance() == VpcEndpoint.Acceptance.REJECTED;
    add(
        Cause.NOT_ACCEPTED, Severity.ERROR, endpoint,
        endpoint.id() + (rejected ? " was rejected by" : " waits to be accepted by") + " the owner of " + connection.serviceId(),
        "connections time out, and the endpoint costs nevertheless; its service's owner can let it in",
        vpc.fix(AcceptVpcEndpointConnectionsRequest.builder().serviceId(connection.serviceId()).vpcEndpointIds(endpoint.id()).build()));
  }

  /** Ports for which a zone of the endpoint has no target, by balancer. */
  private void targets(VpcEndpoint endpoint, Served.Connected connected) {
    Map<String, Set<String>> bare = new TreeMap<>();
    boolean somewhere = false;
    for (Served.Behind behind : connected.behind().values()) {
      BalancerNode node = behind.node();
      for (Map.Entry<Integer, BalancerNode.Forward> listener : node.listeners().entrySet()) {
        if (listener.getValue().targets().isEmpty()) {
          bare.computeIfAbsent(node.loadBalancerId(), _ -> new TreeSet<>()).add("port " + listener.getKey() + " in " + node.zone());
        } else {
          somewhere = true;
        }
      }
    }
    for (Map.Entry<String, Set<String>> balancer : bare.entrySet()) {
      add(
          Cause.NO_TARGETS, somewhere ? Severity.WARNING : Severity.ERROR, endpoint,
          name(balancer.getKey()) + " behind " + endpoint.id() + " has no target for " + ExaminedVpc.some(balancer.getValue()),
          "connections there are refused; the service's owner can register targets in the zone, or let every node use the targets of all zones",
          located(balancer.getKey()).filter(b -> !b.crossZone()).flatMap(b -> vpc.fix(crossZone(b))));
    }
  }

  /** Hosts that the groups of a balancer keep out, although nothing of their own VPC does. */
  private void groups(VpcEndpoint endpoint, Served.Connected connected) {
    Map<String, List<Port>> kept = new TreeMap<>();
    for (List<Port> hosts : vpc.alike(vpc.hosts())) {
      for (Map.Entry<String, Served.Behind> behind : connected.behind().entrySet()) {
        Optional<Port> door = Optional.ofNullable(vpc.fabric().ports().get(behind.getKey()));
        for (int port : behind.getValue().node().listeners().keySet()) {
          boolean stopped = door.isPresent() && isKept(vpc.probe().connect(vpc.fabric(), hosts.getFirst(), door.get().primary(), port));
          if (stopped) {
            kept.computeIfAbsent(behind.getValue().node().loadBalancerId(), _ -> new ArrayList<>()).addAll(hosts);
          }
        }
      }
    }
    kept.forEach(
        (balancer, hosts) ->
            add(
                Cause.BALANCER_GROUPS, Severity.ERROR, endpoint,
                "the groups of " + name(balancer) + " judge what comes through " + endpoint.id() + ", and no rule lets in " + ExaminedVpc.hosts(hosts),
                "their connections time out; the service's owner can let their addresses in, or have the groups leave endpoints alone",
                located(balancer).flatMap(b -> vpc.fix(unenforced(b)))));
  }

  /** The guard stands at the load balancer, behind everything of this VPC. */
  private static boolean isKept(Path path) {
    return path.stop().filter(h -> h.kind() == Path.Kind.LOAD_BALANCER).isPresent()
        && path.end() instanceof End.Stopped stopped
        && stopped.code() == ExplanationCode.ENI_SG_RULES_MISMATCH;
  }

  private static ModifyLoadBalancerAttributesRequest crossZone(LoadBalancer balancer) {
    return ModifyLoadBalancerAttributesRequest.builder()
        .loadBalancerArn(balancer.arn())
        .attributes(LoadBalancerAttribute.builder().key("load_balancing.cross_zone.enabled").value("true").build())
        .build();
  }

  private static SetSecurityGroupsRequest unenforced(LoadBalancer balancer) {
    return SetSecurityGroupsRequest.builder()
        .loadBalancerArn(balancer.arn())
        .securityGroups(balancer.groupIds())
        .enforceSecurityGroupInboundRulesOnPrivateLinkTraffic("off")
        .build();
  }

  private Optional<LoadBalancer> located(String id) {
    return vpc.snapshot().located(LoadBalancer.class, id);
  }

  private String name(String id) {
    return located(id).map(b -> "load balancer " + b.name()).orElse(id);
  }

  private void add(Cause cause, Severity severity, VpcEndpoint endpoint, String evidence, String consequence, Optional<Fix> fix) {
    findings.add(Finding.of(cause, severity, endpoint.key(), endpoint.vpcId(), evidence, consequence, fix));
  }
}
