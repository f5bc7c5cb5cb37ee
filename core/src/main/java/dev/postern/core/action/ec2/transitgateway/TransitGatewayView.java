package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.TransitGatewayOptions;

/** A transit gateway as responses show it. */
final class TransitGatewayView {
  private TransitGatewayView() {}

  static software.amazon.awssdk.services.ec2.model.TransitGateway of(Snapshot snapshot, TransitGateway gateway, String state) {
    return software.amazon.awssdk.services.ec2.model.TransitGateway.builder()
        .transitGatewayId(gateway.id())
        .transitGatewayArn("arn:aws:ec2:" + gateway.key().region() + ":" + gateway.key().account() + ":transit-gateway/" + gateway.id())
        .state(state)
        .ownerId(gateway.key().account())
        .description(gateway.description())
        .creationTime(gateway.created())
        .options(options(gateway))
        .tags(Tags.shown(snapshot, gateway.key()))
        .build();
  }

  static TransitGatewayOptions options(TransitGateway gateway) {
    return TransitGatewayOptions.builder()
        .amazonSideAsn(gateway.amazonSideAsn())
        .autoAcceptSharedAttachments("disable")
        .defaultRouteTableAssociation(FixedOption.shown(gateway.defaultAssociation().isPresent()))
        .associationDefaultRouteTableId(gateway.defaultAssociation().orElse(null))
        .defaultRouteTablePropagation(FixedOption.shown(gateway.defaultPropagation().isPresent()))
        .propagationDefaultRouteTableId(gateway.defaultPropagation().orElse(null))
        .vpnEcmpSupport("enable")
        .dnsSupport("enable")
        .securityGroupReferencingSupport("disable")
        .multicastSupport("disable")
        .build();
  }
}
