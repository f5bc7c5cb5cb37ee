package dev.postern.core.action.ec2.internetgateway;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;

/** An internet gateway as responses show it. */
final class InternetGatewayView {
  private InternetGatewayView() {}

  static software.amazon.awssdk.services.ec2.model.InternetGateway of(Snapshot snapshot, InternetGateway gateway) {
    return software.amazon.awssdk.services.ec2.model.InternetGateway.builder()
        .internetGatewayId(gateway.id())
        .ownerId(gateway.key().account())
        .attachments(gateway.vpcId().stream().map(v -> InternetGatewayAttachment.builder().vpcId(v).state("available").build()).toList())
        .tags(Tags.shown(snapshot, gateway.key()))
        .build();
  }
}
