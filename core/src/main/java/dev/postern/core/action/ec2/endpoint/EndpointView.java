package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.List;

/** A VPC endpoint as responses show it. */
final class EndpointView {
  private EndpointView() {}

  static String state(VpcEndpoint endpoint, Observed observed) {
    return observed.holds(endpoint.vpcId(), endpoint.id()) ? "available" : "pending";
  }

  static String type(VpcEndpoint endpoint) {
    return switch (endpoint.type()) {
      case GATEWAY -> "Gateway";
      case INTERFACE -> "Interface";
    };
  }

  static software.amazon.awssdk.services.ec2.model.VpcEndpoint of(Snapshot snapshot, VpcEndpoint endpoint, Observed observed) {
    return software.amazon.awssdk.services.ec2.model.VpcEndpoint.builder()
        .vpcEndpointId(endpoint.id())
        .vpcEndpointType(type(endpoint))
        .vpcId(endpoint.vpcId())
        .serviceName(endpoint.serviceName())
        .serviceRegion(endpoint.key().region())
        .state(state(endpoint, observed))
        .policyDocument(endpoint.policyDocument())
        .routeTableIds(endpoint.routeTableIds())
        .subnetIds(List.of())
        .groups(List.of())
        .networkInterfaceIds(List.of())
        .dnsEntries(List.of())
        .ipAddressType("ipv4")
        .dnsOptions(d -> d.dnsRecordIpType("service-defined"))
        .privateDnsEnabled(false)
        .requesterManaged(false)
        .creationTimestamp(endpoint.creationTimestamp())
        .ownerId(endpoint.key().account())
        .tags(Tags.shown(snapshot, endpoint.key()))
        .build();
  }
}
