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
import java.util.Set;

/**
 * The way of an answer back over the backbone. It need not be the way there: the answer follows the route table of the subnet it starts in,
 * and arrives by whatever leads to the asker's network.
 *
 * @param home where the flow came from
 * @param before how the flow had come to where it then started on this crossing, with the same addresses; the answer must go back that way too
 */
record Crossing(Home home, Optional<Crossing> before, Outside outside, Trail trail) {

  /** The network that a flow came from, and the one place in it that the answer must reach. */
  sealed interface Home {}

  record AtPort(Fabric fabric, Port port) implements Home {}

  record AtSite(String siteId) implements Home {}

  /** The flow came from a gateway itself; any of these ids is home. */
  record AtGateway(Set<String> ids) implements Home {
    boolean is(Backbone.Arrived arrived) {
      return switch (arrived) {
        case Backbone.AtSite(SiteFabric site, _) -> ids.contains(site.siteId());
        case Backbone.AtVpc(Fabric fabric, var by) -> {
          Port gate = fabric.ports().get(by.door());
          yield ids.contains(gate == null ? by.door() : gate.hostId());
        }
      };
    }
  }

  /**
   * What stops the answer on its way from a port of {@code fabric} to the home; empty when nothing does.
   *
   * @param turned the port that answers, or the NAT gateway's that hands the answer on
   */
  Optional<End.Stopped> back(Fabric fabric, Port turned, Packet answer) {
    if (fabric.isLocal(answer.destination())) {
      return local(fabric, Optional.of(turned), answer);
    }
    SubnetTable subnet = fabric.subnetOf(turned);
    Optional<ForwardingEntry> route = fabric.route(subnet, answer.destination());
    if (route.isEmpty()) {
      return stopped(ExplanationCode.NO_ROUTE_TO_DESTINATION, Path.Kind.ROUTE, subnet.routeTableId(), subnet.subnetId(), answer);
    }
    trail.pass(Path.Kind.ROUTE, route.get().origin(), subnet.subnetId(), answer);
    return switch (route.get().hop()) {
      case NextHop.ToUplink(String id) -> byUplink(fabric, subnet, fabric.uplinks().get(id), answer);
      case NextHop.ToTransitGateway(String id, String eni) -> byTransitGateway(fabric, subnet, id, eni, answer);
      case NextHop.ToInternetGateway _, NextHop.ToNatGateway _, NextHop.ToInterface _, NextHop.ToEndpoint _, NextHop.Blackhole _ ->
          stopped(ExplanationCode.CANNOT_ROUTE, Path.Kind.ROUTE, route.get().origin(), subnet.subnetId(), answer);
    };
  }

  /**
   * What stops an answer to an address of the VPC that it is in: it stays there, which is home only for a flow that left this VPC and was led back into it.
   *
   * @param turned empty for a gateway at the VPC's edge
   */
  Optional<End.Stopped> local(Fabric fabric, Optional<Port> turned, Packet answer) {
    if (home instanceof AtPort(Fabric left, Port asker) && left.vpcId().equals(fabric.vpcId()) && asker.ips().contains(answer.destination())) {
      SubnetTable subnet = fabric.subnetOf(asker);
      return turned.isPresent() ? between(fabric, fabric.subnetOf(turned.get()), subnet, answer) : trail.acl(fabric, subnet, answer, false);
    }
    return stopped(ExplanationCode.VPC_LOCAL_ROUTE_CIDR_RESTRICTION, Path.Kind.ROUTE, fabric.vpcId(), turned.map(Port::subnetId).orElse(fabric.vpcId()), answer);
  }

  /** What stops the answer of a site's host. */
  Optional<End.Stopped> fromSite(SiteFabric site, Packet answer) {
    return arrive(site.tables(), site.siteId(), answer);
  }

  /** What stops the answer of what is behind a VPC's attachment, seen from the attachment. */
  Optional<End.Stopped> fromAttachment(Fabric fabric, Port gate, Packet answer) {
    String table = fabric.transit().get(gate.networkInterfaceId());
    return table == null
        ? stopped(ExplanationCode.TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION, Path.Kind.TRANSIT_GATEWAY, gate.hostId(), gate.networkInterfaceId(), answer)
        : arrive(List.of(table), table, answer);
  }

  private Optional<End.Stopped> byUplink(Fabric fabric, SubnetTable subnet, Uplink uplink, Packet answer) {
    Optional<End.Stopped> acl = trail.acl(fabric, subnet, answer, true);
    if (acl.isPresent()) {
      return acl;
    }
    return home instanceof AtGateway(Set<String> ids) && ids.contains(uplink.id())
        ? came(uplink.id(), fabric.vpcId(), answer)
        : arrive(List.of(uplink.table()), uplink.id(), answer);
  }

  private Optional<End.Stopped> came(String origin, String at, Packet answer) {
    trail.pass(Trail.kind(origin), origin, at, answer);
    return Optional.empty();
  }

  private Optional<End.Stopped> byTransitGateway(Fabric fabric, SubnetTable subnet, String id, String eni, Packet answer) {
    Port gate = fabric.ports().get(eni);
    String table = fabric.transit().get(eni);
    if (gate == null || table == null) {
      return stopped(ExplanationCode.TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION, Path.Kind.TRANSIT_GATEWAY, eni, eni, answer);
    }
    Optional<End.Stopped> acl = between(fabric, subnet, fabric.subnetOf(gate), answer);
    if (acl.isPresent()) {
      return acl;
    }
    return home instanceof AtGateway(Set<String> ids) && ids.contains(id) ? came(id, fabric.vpcId(), answer) : arrive(List.of(table), table, answer);
  }

  private Optional<End.Stopped> arrive(List<String> tables, String origin, Packet answer) {
    Optional<Backbone.Arrived> arrived = outside.across(tables, answer.destination());
    return switch (home) {
      case AtSite(String siteId) -> {
        if (arrived.isPresent() && arrived.get() instanceof Backbone.AtSite there && there.site().siteId().equals(siteId)) {
          yield came(there.by().origin(), siteId, answer);
        }
        yield lost(origin, siteId, answer);
      }
      case AtGateway gateway ->
          arrived.filter(gateway::is).isPresent()
              ? came(arrived.get().by().origin(), gateway.ids().iterator().next(), answer)
              : lost(origin, gateway.ids().iterator().next(), answer);
      case AtPort(Fabric fabric, Port port) -> {
        if (arrived.isPresent() && arrived.get() instanceof Backbone.AtVpc there && there.fabric().vpcId().equals(fabric.vpcId())) {
          trail.pass(Trail.kind(there.by().origin()), there.by().origin(), fabric.vpcId(), answer);
          yield before.isPresent() ? goOn(before.get(), fabric, there.by().door(), answer) : enter(fabric, port, there.by().door(), answer);
        }
        yield lost(origin, fabric.vpcId(), answer);
      }
    };
  }

  private Optional<End.Stopped> lost(String origin, String at, Packet answer) {
    return stopped(ExplanationCode.NO_ROUTE_TO_DESTINATION, Trail.kind(origin), origin, at, answer);
  }

  /** The flow only passed through this VPC: what comes by a transit gateway goes on, and what comes by another gateway stays. */
  private Optional<End.Stopped> goOn(Crossing earlier, Fabric fabric, String door, Packet answer) {
    Port gate = fabric.ports().get(door);
    if (gate != null) {
      return earlier.back(fabric, gate, answer);
    }
    return fabric.isLocal(answer.destination())
        ? earlier.local(fabric, Optional.empty(), answer)
        : stopped(ExplanationCode.NO_POSSIBLE_DESTINATION, Trail.kind(door), door, fabric.vpcId(), answer);
  }

  private Optional<End.Stopped> enter(Fabric fabric, Port port, String door, Packet answer) {
    SubnetTable subnet = fabric.subnetOf(port);
    Port gate = fabric.ports().get(door);
    return gate == null ? trail.acl(fabric, subnet, answer, false) : between(fabric, fabric.subnetOf(gate), subnet, answer);
  }

  /** Network ACLs are at the edges of subnets: none inside one. */
  private Optional<End.Stopped> between(Fabric fabric, SubnetTable from, SubnetTable to, Packet answer) {
    if (from.subnetId().equals(to.subnetId())) {
      return Optional.empty();
    }
    Optional<End.Stopped> left = trail.acl(fabric, from, answer, true);
    return left.isPresent() ? left : trail.acl(fabric, to, answer, false);
  }

  private Optional<End.Stopped> stopped(ExplanationCode code, Path.Kind kind, String origin, String at, Packet answer) {
    return Optional.of(trail.stop(code, kind, origin, at, answer));
  }
}
