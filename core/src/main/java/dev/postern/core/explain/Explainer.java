package dev.postern.core.explain;

import dev.postern.core.ip.Ip;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.path.CloudOutside;
import dev.postern.core.path.End;
import dev.postern.core.path.ExplanationCode;
import dev.postern.core.path.Path;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says a path in words: its steps, where it arrives, and what stops it. */
final class Explainer {
  private final Snapshot snapshot;
  private final Wording wording;
  private final Remedy remedy;

  Explainer(Snapshot snapshot, CloudOutside outside) {
    this.snapshot = snapshot;
    this.wording = new Wording(snapshot, outside);
    this.remedy = new Remedy(snapshot, outside);
  }

  Trace trace(String from, String to, Optional<String> destination, List<Trace.Step> naming, Path path) {
    List<Trace.Step> there = new ArrayList<>(naming);
    path.hops().forEach(h -> there.add(wording.step(h, true)));
    List<Trace.Step> back = new ArrayList<>();
    path.back().forEach(h -> back.add(wording.step(h, true)));
    if (path.end() instanceof End.Stopped stopped && path.stop().isPresent()) {
      (stopped.onReturn() ? back : there).add(wording.step(path.stop().get(), false));
      Trace.Stop stop = stop(path, stopped, Trace.Symptom.CONNECT_TIMEOUT);
      return new Trace(from, to, destination, List.copyOf(there), List.copyOf(back), Optional.empty(), Optional.of(stop), List.of(), "");
    }
    return new Trace(from, to, destination, List.copyOf(there), List.copyOf(back), Optional.of(arrival(path.end())), Optional.empty(), List.of(), "");
  }

  private String arrival(End end) {
    return switch (end) {
      case End.AtInterface(_, String eni, long source) ->
          holder(eni) + " receives it from " + Ip.text(source) + "; whether a program listens there is the host's own affair";
      case End.AtPublicService(long source) -> "the service answers, and sees the public address " + Ip.text(source) + " and no endpoint";
      case End.AtEndpoint(String id, String vpcId, long source) -> "the service answers through " + id + ", and sees " + Ip.text(source) + " of " + vpcId;
      case End.AtResolver(String id, _, long source) -> "the resolver endpoint " + id + " answers " + Ip.text(source);
      case End.AtSiteHost(String site, String host, long source) -> host + " of " + site + " receives it from " + Ip.text(source);
      case End.AtGateway(String id, long source) -> id + " takes it from " + Ip.text(source);
      case End.Stopped _ -> "";
    };
  }

  private String holder(String eni) {
    return snapshot.located(NetworkInterface.class, eni).flatMap(NetworkInterface::attachment).map(NetworkInterface.Attachment::hostId).orElse(eni);
  }

  /** What stops a path, in a few words. */
  String summary(Path path) {
    return path.stop().map(h -> wording.step(h, false)).map(s -> s.resource() + (s.rule().isEmpty() ? "" : " " + s.rule()) + ": " + s.says()).orElse("");
  }

  Trace.Stop stop(Path path, End.Stopped stopped, Trace.Symptom symptom) {
    Path.Hop hop = path.stop().orElseThrow();
    Trace.Step step = wording.step(hop, false);
    String sees =
        switch (symptom) {
          case NAME_TIMEOUT -> "after some seconds: Temporary failure in name resolution";
          case CONNECT_TIMEOUT, NAME_NOT_KNOWN, DENIED -> "nothing, until its own patience ends: Connect timeout on endpoint URL; curl: (28) Connection timed out";
        };
    if (stopped.code() == ExplanationCode.ELBV2_NO_TARGETS_IN_AZ) {
      sees = "at once: Could not connect to the endpoint URL; curl: (7) Connection refused";
    }
    return new Trace.Stop(
        step.resource(), step.rule(), step.at(), Optional.of(stopped.code()), stopped.onReturn(), symptom, sees, remedy.of(stopped, hop), advice(stopped, hop));
  }

  private static String advice(End.Stopped stopped, Path.Hop hop) {
    return switch (stopped.code()) {
      case SUBNET_ACL_RESTRICTION -> stopped.onReturn() ? "Network ACLs keep no state: answers need a rule for the client's ephemeral ports." : "";
      case VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION ->
          "A gateway endpoint serves its own VPC alone: from another network use an interface endpoint for the service, and its name.";
      case VPCE_GATEWAY_PROTOCOL_RESTRICTION -> "A gateway endpoint carries TCP and ping.";
      case TARGET_PORT_RESTRICTION -> "Services answer on port 443; choose another port or another destination.";
      case IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS, IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS ->
          "The internet carries no private addresses: route them to the network that has them.";
      case UNKNOWN_DESTINATION -> "Nobody who runs has this address.";
      case PCX_REQUIRES_ADDRESS_IN_VPC_CIDR -> "A peering connection leads to the other VPC's own addresses and no further.";
      case NO_POSSIBLE_DESTINATION -> "Packets for this address have nowhere to go from there; choose another target for the route.";
      case ENI_SOURCE_DEST_CHECK_RESTRICTION -> "With the check off, the host must also forward packets.";
      case GATEWAY_REJECTS_SPOOFED_TRAFFIC, ENI_ADDRESS_RESTRICTION -> "The packet's source belongs to somebody else.";
      case VPC_LOCAL_ROUTE_CIDR_RESTRICTION -> "Both networks use the same block, so the answer stays in the VPC.";
      case IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS -> "Without a public address, use a NAT gateway or a VPC endpoint.";
      case CANNOT_ROUTE -> "The answer takes another way than the request came by.";
      case NO_ROUTE_TO_DESTINATION ->
          hop.kind() == Path.Kind.SITE
              ? "No VPN connection or virtual interface of the site carries this address: from a site, services are reached by an interface endpoint and its name."
              : "";
      case BAD_STATE -> "Nothing passes until the service's owner has accepted the endpoint.";
      case VPCE_SERVICE_NOT_INSTALLED_IN_AZ -> "The service has no load balancer in the zone of this interface: use another zone's, or the regional name.";
      case ELBV2_LISTENER_PORT_RESTRICTION -> "Use a port that the service's load balancer listens on, or create a listener for this one.";
      case ELBV2_NO_TARGETS_IN_AZ -> "Register a target in this zone, or turn cross-zone load balancing on.";
      case BAD_STATE_ROUTE, ENI_SG_RULES_MISMATCH, PROTOCOL_RESTRICTION, VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS,
          TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION, TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT ->
          "";
    };
  }
}
