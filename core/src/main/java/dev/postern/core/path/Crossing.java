package dev.postern.core.path;

import dev.postern.core.fabric.Backbone;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.ForwardingEntry;
import dev.postern.core.fabric.NextHop;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.SiteFabric;
import dev.postern.core.fabric.SubnetTable;
import dev.postern.core.fabric.Uplink;
import java.util.List;
import java.util.Optional;

/**
 * The way of an answer back over the backbone. It need not be the way there: the answer follows the route table of the subnet it starts in,
 * and arrives by whatever leads to the asker's network.
 *
 * @param home where the flow came from
 */
record Crossing(Home home, Outside outside) {

  /** The network that a flow came from, and the one place in it that the answer must reach. */
  sealed interface Home {}

  record AtPort(Fabric fabric, Port port) implements Home {}

  record AtSite(String siteId) implements Home {}

  /**
   * What stops the answer on its way from a port of {@code fabric} to the home; empty when nothing does.
   *
   * @param turned the port that answers, or the NAT gateway's that hands the answer on
   */
  Optional<End.Stopped> back(Fabric fabric, Port turned, Packet answer) {
    if (fabric.isLocal(answer.destination())) {
      return stopped(ExplanationCode.VPC_LOCAL_ROUTE_CIDR_RESTRICTION, fabric.vpcId());
    }
    SubnetTable subnet = fabric.subnetOf(turned);
    Optional<ForwardingEntry> route = fabric.route(subnet, answer.destination());
    if (route.isEmpty()) {
      return stopped(ExplanationCode.NO_ROUTE_TO_DESTINATION, subnet.routeTableId());
    }
    return switch (route.get().hop()) {
      case NextHop.ToUplink(String id) -> byUplink(fabric, subnet, fabric.uplinks().get(id), answer);
      case NextHop.ToTransitGateway(_, String eni) -> byTransitGateway(fabric, subnet, eni, answer);
      case NextHop.ToInternetGateway _, NextHop.ToNatGateway _, NextHop.ToInterface _, NextHop.ToEndpoint _, NextHop.Blackhole _ ->
          stopped(ExplanationCode.CANNOT_ROUTE, route.get().origin());
    };
  }

  /** What stops the answer of a site's host. */
  Optional<End.Stopped> fromSite(SiteFabric site, Packet answer) {
    return arrive(site.tables(), site.siteId(), answer);
  }

  private Optional<End.Stopped> byUplink(Fabric fabric, SubnetTable subnet, Uplink uplink, Packet answer) {
    if (Verdicts.out(fabric, subnet, answer).isEmpty()) {
      return stopped(ExplanationCode.SUBNET_ACL_RESTRICTION, subnet.outbound().origin());
    }
    return arrive(List.of(uplink.table()), uplink.id(), answer);
  }

  private Optional<End.Stopped> byTransitGateway(Fabric fabric, SubnetTable subnet, String eni, Packet answer) {
    Port gate = fabric.ports().get(eni);
    String table = fabric.transit().get(eni);
    if (gate == null || table == null) {
      return stopped(ExplanationCode.TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION, eni);
    }
    Optional<End.Stopped> acl = between(fabric, subnet, fabric.subnetOf(gate), answer);
    return acl.isPresent() ? acl : arrive(List.of(table), table, answer);
  }

  private Optional<End.Stopped> arrive(List<String> tables, String origin, Packet answer) {
    Optional<Backbone.Arrived> arrived = outside.across(tables, answer.destination());
    return switch (home) {
      case AtSite(String siteId) ->
          arrived.isPresent() && arrived.get() instanceof Backbone.AtSite there && there.site().siteId().equals(siteId)
              ? Optional.empty()
              : stopped(ExplanationCode.NO_ROUTE_TO_DESTINATION, origin);
      case AtPort(Fabric fabric, Port port) ->
          arrived.isPresent() && arrived.get() instanceof Backbone.AtVpc there && there.fabric().vpcId().equals(fabric.vpcId())
              ? enter(fabric, port, there.by().door(), answer)
              : stopped(ExplanationCode.NO_ROUTE_TO_DESTINATION, origin);
    };
  }

  private static Optional<End.Stopped> enter(Fabric fabric, Port port, String door, Packet answer) {
    SubnetTable subnet = fabric.subnetOf(port);
    Port gate = fabric.ports().get(door);
    if (gate != null) {
      return between(fabric, fabric.subnetOf(gate), subnet, answer);
    }
    return Verdicts.in(fabric, subnet, answer).isPresent() ? Optional.empty() : stopped(ExplanationCode.SUBNET_ACL_RESTRICTION, subnet.inbound().origin());
  }

  /** Network ACLs are at the edges of subnets: none inside one. */
  private static Optional<End.Stopped> between(Fabric fabric, SubnetTable from, SubnetTable to, Packet answer) {
    if (from.subnetId().equals(to.subnetId())) {
      return Optional.empty();
    }
    if (Verdicts.out(fabric, from, answer).isEmpty()) {
      return stopped(ExplanationCode.SUBNET_ACL_RESTRICTION, from.outbound().origin());
    }
    return Verdicts.in(fabric, to, answer).isPresent() ? Optional.empty() : stopped(ExplanationCode.SUBNET_ACL_RESTRICTION, to.inbound().origin());
  }

  private static Optional<End.Stopped> stopped(ExplanationCode code, String origin) {
    return Optional.of(new End.Stopped(code, origin, true));
  }
}
