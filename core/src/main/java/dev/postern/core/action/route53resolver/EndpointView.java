package dev.postern.core.action.route53resolver;

import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.route53resolver.model.IpAddressResponse;

/** A resolver endpoint as responses show it: operational when the kernel carries it. */
final class EndpointView {
  private EndpointView() {}

  static software.amazon.awssdk.services.route53resolver.model.ResolverEndpoint of(ResolverEndpoint endpoint, Observed observed) {
    boolean carried = observed.holds(endpoint.vpcId(), endpoint.id());
    return of(endpoint, carried ? "OPERATIONAL" : "CREATING", carried ? "This Resolver Endpoint is operational." : "Creating the Resolver Endpoint");
  }

  static software.amazon.awssdk.services.route53resolver.model.ResolverEndpoint of(ResolverEndpoint endpoint, String status, String message) {
    return software.amazon.awssdk.services.route53resolver.model.ResolverEndpoint.builder()
        .id(endpoint.id())
        .creatorRequestId(endpoint.creatorRequestId())
        .arn(arn(endpoint))
        .name(endpoint.name().isEmpty() ? null : endpoint.name())
        .securityGroupIds(endpoint.groupIds())
        .direction("INBOUND")
        .ipAddressCount(endpoint.addresses().size())
        .hostVPCId(endpoint.vpcId())
        .status(status)
        .statusMessage(message)
        .creationTime(time(endpoint.created()))
        .modificationTime(time(endpoint.created()))
        .resolverEndpointType("IPV4")
        .protocolsWithStrings("Do53")
        .build();
  }

  static IpAddressResponse address(Snapshot snapshot, ResolverEndpoint endpoint, ResolverEndpoint.Address address, Observed observed) {
    String made =
        snapshot
            .located(NetworkInterface.class, address.networkInterfaceId())
            .flatMap(NetworkInterface::attachment)
            .map(NetworkInterface.Attachment::attachTime)
            .map(EndpointView::time)
            .orElse(time(endpoint.created()));
    boolean carried = observed.holds(endpoint.vpcId(), endpoint.id());
    return IpAddressResponse.builder()
        .ipId(address.id())
        .subnetId(address.subnetId())
        .ip(address.ip())
        .status(carried ? "ATTACHED" : "CREATING")
        .statusMessage(carried ? "This IP address is operational." : "Creating the IP address")
        .creationTime(made)
        .modificationTime(made)
        .build();
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  static String arn(ResolverEndpoint endpoint) {
    return "arn:aws:route53resolver:" + endpoint.key().region() + ":" + endpoint.key().account() + ":resolver-endpoint/" + endpoint.id();
  }
}
