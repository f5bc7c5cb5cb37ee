package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.action.ec2.networkinterface.InterfaceView;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.EndpointNames;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DnsEntry;
import software.amazon.awssdk.services.ec2.model.DnsOptions;
import software.amazon.awssdk.services.ec2.model.SecurityGroupIdentifier;

/** A VPC endpoint as responses show it. */
final class EndpointView {
  private EndpointView() {}

  /** Without an interface there is nothing for the kernel to carry. */
  static String state(VpcEndpoint endpoint, Observed observed) {
    return endpoint
        .connection()
        .flatMap(
            c ->
                switch (c.acceptance()) {
                  case PENDING -> Optional.of("pendingAcceptance");
                  case REJECTED -> Optional.of("rejected");
                  case ACCEPTED -> Optional.empty();
                })
        .orElseGet(() -> carried(endpoint, observed));
  }

  private static String carried(VpcEndpoint endpoint, Observed observed) {
    boolean bare = endpoint.type() == VpcEndpoint.Type.INTERFACE && endpoint.subnetIds().isEmpty();
    return bare || observed.holds(endpoint.vpcId(), endpoint.id()) ? "available" : "pending";
  }

  static String type(VpcEndpoint endpoint) {
    return EndpointParameters.of(endpoint.type()).type();
  }

  static software.amazon.awssdk.services.ec2.model.VpcEndpoint of(Snapshot snapshot, VpcEndpoint endpoint, Observed observed) {
    return software.amazon.awssdk.services.ec2.model.VpcEndpoint.builder()
        .vpcEndpointId(endpoint.id())
        .vpcEndpointType(type(endpoint))
        .vpcId(endpoint.vpcId())
        .serviceName(endpoint.serviceName())
        .serviceRegion(endpoint.serviceRegion())
        .state(state(endpoint, observed))
        .policyDocument(endpoint.policyDocument())
        .routeTableIds(endpoint.routeTableIds())
        .subnetIds(endpoint.subnetIds())
        .groups(groups(snapshot, endpoint))
        .networkInterfaceIds(endpoint.networkInterfaceIds())
        .dnsEntries(dnsEntries(snapshot, endpoint))
        .ipAddressType("ipv4")
        .dnsOptions(dnsOptions(endpoint))
        .privateDnsEnabled(endpoint.privateDnsEnabled())
        .requesterManaged(false)
        .creationTimestamp(endpoint.creationTimestamp())
        .ownerId(endpoint.key().account())
        .tags(Tags.shown(snapshot, endpoint.key()))
        .build();
  }

  private static List<SecurityGroupIdentifier> groups(Snapshot snapshot, VpcEndpoint endpoint) {
    return InterfaceView.groups(snapshot, endpoint.key(), endpoint.groupIds()).stream()
        .map(g -> SecurityGroupIdentifier.builder().groupId(g.groupId()).groupName(g.groupName()).build())
        .toList();
  }

  static List<DnsEntry> dnsEntries(Snapshot snapshot, VpcEndpoint endpoint) {
    return switch (endpoint.type()) {
      case GATEWAY -> List.of();
      case INTERFACE ->
          EndpointNames.of(endpoint, EndpointNames.interfaces(snapshot, endpoint)).stream()
              .map(n -> DnsEntry.builder().dnsName(n.name()).hostedZoneId(n.hostedZoneId()).build())
              .toList();
    };
  }

  private static DnsOptions dnsOptions(VpcEndpoint endpoint) {
    return DnsOptions.builder()
        .dnsRecordIpType(EndpointParameters.of(endpoint.type()).recordType())
        .privateDnsOnlyForInboundResolverEndpoint(endpoint.inboundResolverOnly().orElse(null))
        .build();
  }
}
