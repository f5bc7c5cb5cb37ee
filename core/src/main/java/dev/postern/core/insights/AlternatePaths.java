package dev.postern.core.insights;

import dev.postern.core.fabric.EndpointTable;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.Uplink;
import dev.postern.core.ip.Reserved;
import dev.postern.core.path.End;
import dev.postern.core.path.ExplanationCode;
import dev.postern.core.path.Outside;
import dev.postern.core.path.Path;
import dev.postern.core.services.PrefixLists;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.AlternatePathHint;

/** What a VPC has that would carry a packet for which its route table has no way, or a wrong one. */
final class AlternatePaths {
  private static final Set<ExplanationCode> OF_ROUTES =
      EnumSet.of(
          ExplanationCode.NO_ROUTE_TO_DESTINATION, ExplanationCode.BAD_STATE_ROUTE, ExplanationCode.IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS,
          ExplanationCode.IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS, ExplanationCode.NO_POSSIBLE_DESTINATION);

  private AlternatePaths() {}

  static List<AlternatePathHint> of(Walk walk, Outside outside, Names names) {
    boolean routed = walk.path().end() instanceof End.Stopped stopped && !stopped.onReturn() && OF_ROUTES.contains(stopped.code());
    if (!routed || !(walk.origin() instanceof Origin.AtPort(Fabric fabric, _))) {
      return List.of();
    }
    Set<String> taken = Set.copyOf(walk.path().hops().stream().map(Path.Hop::origin).toList());
    return carriers(fabric, walk.packet().destination(), outside).stream()
        .filter(id -> !taken.contains(id))
        .map(names::of)
        .map(c -> AlternatePathHint.builder().componentId(c.id()).componentArn(c.arn()).build())
        .toList();
  }

  private static List<String> carriers(Fabric fabric, long destination, Outside outside) {
    List<String> found = new ArrayList<>();
    for (EndpointTable endpoint : fabric.endpoints().values()) {
      PrefixLists.find(fabric.region(), endpoint.prefixListId()).filter(l -> l.contains(destination)).ifPresent(_ -> found.add(endpoint.vpcEndpointId()));
    }
    for (Uplink uplink : fabric.uplinks().values()) {
      if (outside.across(List.of(uplink.table()), destination).isPresent()) {
        found.add(uplink.id());
      }
    }
    for (Map.Entry<String, String> gate : fabric.transit().entrySet()) {
      String attachment = fabric.ports().get(gate.getKey()).hostId();
      if (!found.contains(attachment) && outside.across(List.of(gate.getValue()), destination).isPresent()) {
        found.add(attachment);
      }
    }
    boolean known = outside.isService(destination) || outside.holderOf(destination).isPresent();
    if (known && !Reserved.isPrivate(destination) && fabric.internetGateway().isPresent()) {
      fabric.ports().values().stream()
          .filter(p -> p.host() == Port.HostKind.NAT_GATEWAY && fabric.publicAddresses().containsKey(p.primary()))
          .map(Port::hostId)
          .forEach(found::add);
      found.add(fabric.internetGateway().get());
    }
    return found;
  }
}
