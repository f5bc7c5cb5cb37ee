package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.hybrid.TransitRoutes;
import dev.postern.core.hybrid.TransitRoutes.TransitRoute;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.TransitGatewayRouteTable.StaticRoute;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.TransitGatewayRoute;
import software.amazon.awssdk.services.ec2.model.TransitGatewayRouteAttachment;

/** A route of a transit gateway route table as responses show it. */
final class RouteView {
  private RouteView() {}

  static TransitGatewayRoute of(TransitRoute route, String state) {
    TransitGatewayRoute.Builder shown =
        TransitGatewayRoute.builder().destinationCidrBlock(route.destination().toString()).type(type(route)).state(state);
    if (!route.isBlackhole()) {
      shown.transitGatewayAttachments(route.attachments().stream().map(RouteView::attachment).toList());
    }
    return shown.build();
  }

  /** A static route that is in the table. */
  static TransitGatewayRoute of(Snapshot snapshot, TransitGatewayRouteTable table, StaticRoute route) {
    TransitRoute shown =
        TransitRoutes.of(snapshot, table).all().stream().filter(r -> r.destination().equals(route.destination())).findFirst().orElseThrow();
    return of(shown, state(shown));
  }

  static String type(TransitRoute route) {
    return route.isStatic() ? "static" : "propagated";
  }

  static String state(TransitRoute route) {
    return route.isBlackhole() ? "blackhole" : "active";
  }

  private static TransitGatewayRouteAttachment attachment(TransitGatewayAttachment attachment) {
    return TransitGatewayRouteAttachment.builder()
        .transitGatewayAttachmentId(attachment.id())
        .resourceId(attachment.resourceId())
        .resourceType(AttachmentView.resourceType(attachment))
        .build();
  }
}
