package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.Kind;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import java.util.List;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayRouteTableResponse;

/**
 * Makes an empty route table of a transit gateway.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayRouteTable.html">AWS</a>
 *
 * <p>Errors: {@code InvalidTransitGatewayID.NotFound}, {@code InvalidParameterValue}, {@code TagLimitExceeded}.
 */
public final class CreateTransitGatewayRouteTable implements Action<CreateTransitGatewayRouteTableRequest, CreateTransitGatewayRouteTableResponse> {
  public static final Operation<CreateTransitGatewayRouteTableRequest, CreateTransitGatewayRouteTableResponse> OPERATION =
      Operation.of(
          "CreateTransitGatewayRouteTable",
          CreateTransitGatewayRouteTableRequest.class,
          new CreateTransitGatewayRouteTable(),
          "TransitGatewayId",
          "TagSpecifications");

  @Override
  public Applied<CreateTransitGatewayRouteTableResponse> apply(
      Snapshot snapshot, Caller caller, CreateTransitGatewayRouteTableRequest request, Facts facts) {
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.TRANSIT_GATEWAY_ROUTE_TABLE);
    TransitGateway gateway = Lookup.require(snapshot, caller, TransitGateway.class, Kind.TRANSIT_GATEWAY, request.transitGatewayId());
    TransitGatewayRouteTable table =
        new TransitGatewayRouteTable(
            Lookup.key(caller, Kind.TRANSIT_GATEWAY_ROUTE_TABLE, facts.seed().id(Kind.TRANSIT_GATEWAY_ROUTE_TABLE.prefix())),
            gateway.id(),
            List.of(),
            List.of(),
            List.of(),
            facts.now());
    Snapshot next = snapshot.with(table).withTags(table.key(), tags);
    return Applied.of(
        next,
        CreateTransitGatewayRouteTableResponse.builder().transitGatewayRouteTable(RouteTableView.of(next, table, "available")).build());
  }
}
