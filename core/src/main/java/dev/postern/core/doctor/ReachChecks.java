package dev.postern.core.doctor;

import dev.postern.core.explain.Fix;
import dev.postern.core.explain.Trace;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.Served;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.path.ExplanationCode;
import dev.postern.core.path.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclEntryRequest;

/**
 * Security groups and network ACLs between the hosts of a VPC and its endpoints. Of hosts to which the rules say the same one tries one of the
 * endpoint interfaces of which the same is true, along the tables that the kernel's rules are printed from.
 */
final class ReachChecks {
  private static final int HTTPS = 443;
  private final ExaminedVpc vpc;
  private final Map<Obstacle, Met> met = new LinkedHashMap<>();

  /** The endpoints that some host reaches, and those that were tried. */
  private final Set<String> reached = new HashSet<>();

  private record Obstacle(Cause cause, String resource, String rule, boolean onReturn) {}

  /** Who meets an obstacle on the way to which endpoints. */
  private record Met(List<Port> hosts, Set<String> endpoints, Set<Fix> fixes) {}

  private ReachChecks(ExaminedVpc vpc) {
    this.vpc = vpc;
  }

  static List<Finding> look(ExaminedVpc vpc) {
    ReachChecks checks = new ReachChecks(vpc);
    checks.interfaces();
    checks.gateways();
    return checks.met.entrySet().stream().map(e -> checks.finding(e.getKey(), e.getValue())).toList();
  }

  private void interfaces() {
    List<Port> doors =
        vpc.fabric().ports().values().stream()
            .filter(p -> vpc.fabric().served().get(p.hostId()) instanceof Served.Endpoint e && e.takes(p.networkInterfaceId(), FilterLine.TCP, HTTPS))
            .toList();
    Collection<List<Port>> doorsAlike = vpc.alike(doors);
    for (List<Port> hosts : vpc.alike(vpc.hosts())) {
      doorsAlike.forEach(same -> attempt(hosts, same.getFirst().primary(), same.stream().map(Port::hostId).toList()));
    }
  }

  private void gateways() {
    Collection<List<Port>> alike = vpc.alike(vpc.hosts());
    for (VpcEndpoint endpoint : vpc.gatewayEndpoints()) {
      long address = ExaminedVpc.list(endpoint).orElseThrow().addresses().getFirst();
      for (List<Port> hosts : alike) {
        if (endpoint.routeTableIds().contains(vpc.fabric().subnetOf(hosts.getFirst()).routeTableId())) {
          attempt(hosts, address, List.of(endpoint.id()));
        }
      }
    }
  }

  private void attempt(List<Port> hosts, long address, List<String> endpoints) {
    Path path = vpc.probe().connect(vpc.fabric(), hosts.getFirst(), address, HTTPS);
    Optional<Trace.Stop> stop = vpc.probe().stop(path);
    if (stop.isEmpty()) {
      reached.addAll(endpoints);
      return;
    }
    cause(stop.get(), path.stop().orElseThrow().kind(), hosts.getFirst().subnetId()).ifPresent(cause -> {
      Met here = met.computeIfAbsent(obstacle(cause, stop.get()), _ -> new Met(new ArrayList<>(), new TreeSet<>(), new LinkedHashSet<>()));
      here.hosts().addAll(hosts);
      here.endpoints().addAll(endpoints);
      stop.get().fix().ifPresent(here.fixes()::add);
    });
  }

  /** Of a group there is no rule to name; of an ACL the direction is what matters. */
  private static Obstacle obstacle(Cause cause, Trace.Stop stop) {
    return new Obstacle(cause, stop.resource().split(",")[0], stop.rule(), stop.onReturn());
  }

  private static Optional<Cause> cause(Trace.Stop stop, Path.Kind kind, String clientSubnet) {
    ExplanationCode code = stop.code().orElseThrow();
    if (code == ExplanationCode.ENI_SG_RULES_MISMATCH) {
      return Optional.of(kind == Path.Kind.GROUP_OUT ? Cause.CLIENT_GROUP : Cause.ENDPOINT_GROUP);
    }
    if (code != ExplanationCode.SUBNET_ACL_RESTRICTION) {
      return Optional.empty();
    }
    if (!stop.at().equals(clientSubnet)) {
      return Optional.of(Cause.ENDPOINT_ACL);
    }
    return Optional.of(stop.onReturn() ? Cause.ACL_ANSWERS : Cause.ACL_OUT);
  }

  private Finding finding(Obstacle obstacle, Met who) {
    boolean group = obstacle.cause() == Cause.ENDPOINT_GROUP || obstacle.cause() == Cause.CLIENT_GROUP;
    boolean useless = who.endpoints().stream().noneMatch(reached::contains);
    String hosts = ExaminedVpc.hosts(who.hosts());
    String endpoints = ExaminedVpc.some(who.endpoints());
    String evidence =
        switch (obstacle.cause()) {
          case ENDPOINT_GROUP -> "no rule of " + obstacle.resource() + " lets tcp 443 in to " + endpoints + " from " + hosts;
          case CLIENT_GROUP -> "no rule of " + obstacle.resource() + " lets tcp 443 out from " + hosts + " to " + endpoints;
          default -> "rule " + obstacle.rule() + " of " + obstacle.resource() + " stops " + (obstacle.onReturn() ? "answers" : "requests") + " between " + hosts + " and " + endpoints;
        };
    String consequence =
        (group && useless ? "nobody in the VPC reaches the endpoint: connections" : "their connections") + " time out"
            + (obstacle.onReturn() ? "; network ACLs keep no state, so answers need a rule for the client's ephemeral ports" : "");
    Kind kind = group ? Kind.SECURITY_GROUP : Kind.NETWORK_ACL;
    ResourceKey key = new ResourceKey(vpc.vpc().key().account(), vpc.vpc().key().region(), kind, obstacle.resource());
    return Finding.of(obstacle.cause(), !group || useless ? Severity.ERROR : Severity.WARNING, key, vpc.vpc().id(), evidence, consequence, together(List.copyOf(who.fixes())));
  }

  /** One command instead of one for each pair of host and endpoint. */
  private Optional<Fix> together(List<Fix> fixes) {
    if (fixes.size() < 2) {
      return fixes.stream().findFirst();
    }
    String block = vpc.vpc().primary().toString();
    return switch (fixes.getFirst().request()) {
      case AuthorizeSecurityGroupIngressRequest first -> {
        List<IpPermission> all =
            fixes.stream().flatMap(f -> ((AuthorizeSecurityGroupIngressRequest) f.request()).ipPermissions().stream()).distinct().toList();
        yield vpc.fix(first.toBuilder().ipPermissions(all).build());
      }
      case AuthorizeSecurityGroupEgressRequest first -> {
        List<IpPermission> all = fixes.stream().flatMap(f -> ((AuthorizeSecurityGroupEgressRequest) f.request()).ipPermissions().stream()).distinct().toList();
        yield vpc.fix(first.toBuilder().ipPermissions(all).build());
      }
      // Several subnets of the VPC: one entry for all of it. A service's public addresses are in no subnet, and their entry is for any address.
      case CreateNetworkAclEntryRequest first -> vpc.fix(first.toBuilder().cidrBlock(wide(fixes, block)).build());
      case ReplaceNetworkAclEntryRequest first -> vpc.fix(first.toBuilder().cidrBlock(wide(fixes, block)).build());
      default -> Optional.of(fixes.getFirst());
    };
  }

  private String wide(List<Fix> fixes, String vpcBlock) {
    boolean inside =
        fixes.stream().map(Fix::request).allMatch(r -> {
          String block = r instanceof CreateNetworkAclEntryRequest create ? create.cidrBlock() : r instanceof ReplaceNetworkAclEntryRequest replace ? replace.cidrBlock() : "0.0.0.0/0";
          return vpc.fabric().isLocal(Cidr.parse(block).base());
        });
    return inside ? vpcBlock : "0.0.0.0/0";
  }
}
