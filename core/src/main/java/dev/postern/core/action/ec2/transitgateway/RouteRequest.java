package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.TransitGatewayRouteTable.StaticRoute;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What creating and replacing a static route have in common: where to, and to which attachment or into a blackhole. */
record RouteRequest(@Nullable String destinationCidrBlock, @Nullable String attachmentId, @Nullable Boolean blackhole) {
  static Cidr destination(@Nullable String destinationCidrBlock) {
    return Lookup.cidr(Lookup.given(destinationCidrBlock, "DestinationCidrBlock"), "destinationCidrBlock");
  }

  StaticRoute route(Snapshot snapshot, Caller caller, TransitGatewayRouteTable table) {
    Cidr destination = destination(destinationCidrBlock);
    boolean drops = Boolean.TRUE.equals(blackhole);
    if (drops && attachmentId != null) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("The parameters Blackhole and TransitGatewayAttachmentId cannot be used together");
    }
    if (drops) {
      return new StaticRoute(destination, Optional.empty());
    }
    return new StaticRoute(destination, Optional.of(RouteTables.attachment(snapshot, caller, table, attachmentId).id()));
  }
}
