package dev.postern.core.doctor;

import dev.postern.core.fabric.ForwardingEntry;
import dev.postern.core.fabric.NextHop;
import dev.postern.core.fabric.SubnetTable;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.PrefixList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;

/** Gateway endpoints and the route tables that should lead to them. */
final class RouteChecks {
  private final ExaminedVpc vpc;
  private final Set<String> inhabited;
  private final List<Finding> findings = new ArrayList<>();

  /** The subnets of each table that has any. */
  private final Map<String, List<SubnetTable>> subnets = new TreeMap<>();

  private RouteChecks(ExaminedVpc vpc) {
    this.vpc = vpc;
    this.inhabited = vpc.hostSubnets();
    vpc.fabric().subnets().values().forEach(s -> subnets.computeIfAbsent(s.routeTableId(), _ -> new ArrayList<>()).add(s));
  }

  static List<Finding> look(ExaminedVpc vpc) {
    RouteChecks checks = new RouteChecks(vpc);
    Map<PrefixList, List<VpcEndpoint>> gateways = new LinkedHashMap<>();
    vpc.gatewayEndpoints().forEach(e -> ExaminedVpc.list(e).ifPresent(l -> gateways.computeIfAbsent(l, _ -> new ArrayList<>()).add(e)));
    gateways.forEach(checks::service);
    return checks.findings;
  }

  /** All gateway endpoints of one service: several share it when they are on different tables. */
  private void service(PrefixList list, List<VpcEndpoint> endpoints) {
    endpoints.stream().filter(e -> e.routeTableIds().isEmpty()).forEach(this::onNoTable);
    Optional<VpcEndpoint> used = endpoints.stream().filter(e -> !e.routeTableIds().isEmpty()).findFirst();
    for (RouteTable table : vpc.tables()) {
      boolean there = table.routes().stream().anyMatch(r -> r.destination().equals(new Route.ToPrefixList(list.id())));
      if (there) {
        longer(list, table);
      } else {
        used.ifPresent(e -> leftOut(list, e, table));
      }
    }
  }

  private void onNoTable(VpcEndpoint endpoint) {
    List<String> wanted = subnets.keySet().stream().toList();
    findings.add(
        Finding.of(
            Cause.TABLE_LEFT_OUT, Severity.ERROR, endpoint.key(), endpoint.vpcId(), endpoint.id() + " for " + ExaminedVpc.service(endpoint) + " is on no route table",
            "nothing goes through it: requests leave by a NAT or internet gateway, or time out",
            wanted.isEmpty() ? Optional.empty() : vpc.modify(endpoint, m -> m.addRouteTableIds(wanted))));
  }

  private void leftOut(PrefixList list, VpcEndpoint endpoint, RouteTable table) {
    List<SubnetTable> here = subnets.getOrDefault(table.id(), List.of()).stream().filter(s -> inhabited.contains(s.subnetId())).toList();
    if (here.isEmpty()) {
      return;
    }
    Optional<ForwardingEntry> other =
        vpc.fabric().route(here.getFirst(), list.addresses().getFirst()).filter(e -> !(e.hop() instanceof NextHop.Blackhole));
    boolean main = table.associations().stream().noneMatch(a -> a.subnetId().filter(id -> here.stream().anyMatch(s -> s.subnetId().equals(id))).isPresent());
    String ids = ExaminedVpc.some(here.stream().map(SubnetTable::subnetId).toList());
    String evidence =
        ids + (here.size() == 1 ? " uses " : " use ") + table.id() + (main ? " because it is the main table" : "") + "; " + endpoint.id() + " for "
            + ExaminedVpc.service(endpoint) + " is on " + ExaminedVpc.some(endpoint.routeTableIds());
    String consequence =
        other.isPresent()
            ? "hosts there reach " + list.service() + " by another way (" + other.get().destination() + "): the endpoint's policy and identity do not apply, and a NAT gateway's bytes cost"
            : "hosts there wait for " + list.service() + " until they time out";
    findings.add(
        Finding.of(
            main ? Cause.MAIN_TABLE_LEFT_OUT : Cause.TABLE_LEFT_OUT, other.isPresent() ? Severity.WARNING : Severity.ERROR, table.key(), table.vpcId(), evidence, consequence,
            vpc.modify(endpoint, m -> m.addRouteTableIds(table.id()))));
  }

  /** Static routes as long as a block of the prefix list, or longer. */
  private void longer(PrefixList list, RouteTable table) {
    for (Route route : table.routes()) {
      if (route.destination() instanceof Route.ToCidr(Cidr cidr) && list.cidrs().stream().anyMatch(c -> c.contains(cidr))) {
        boolean elsewhere = route.target() instanceof Route.ViaTransitGateway || route.target() instanceof Route.ViaVpcPeeringConnection || route.target() instanceof Route.ViaVpnGateway;
        String consequence =
            elsewhere
                ? "packets for these addresses go to " + route.target().id() + ", and no network behind it passes them to a gateway endpoint: they time out"
                : "packets for these addresses go by " + route.target().id() + ", past the endpoint and its policy";
        findings.add(
            Finding.of(
                elsewhere ? Cause.NOT_FROM_ELSEWHERE : Cause.LONGER_ROUTE, elsewhere ? Severity.ERROR : Severity.WARNING, table.key(), table.vpcId(),
                table.id() + " leads " + cidr + ", which is " + list.service() + "'s, to " + route.target().id(), consequence,
                vpc.fix(DeleteRouteRequest.builder().routeTableId(table.id()).destinationCidrBlock(cidr.toString()).build())));
      }
    }
  }
}
