package dev.postern.core.action.ec2.routetable;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.RouteTable;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationResponse;

/**
 * Moves a subnet, or the part of the main route table, to another route table.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRouteTableAssociation.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code InvalidAssociationID.NotFound}, {@code MissingParameter},
 * {@code InvalidParameterValue}.
 */
public final class ReplaceRouteTableAssociation implements Action<ReplaceRouteTableAssociationRequest, ReplaceRouteTableAssociationResponse> {
  public static final Operation<ReplaceRouteTableAssociationRequest, ReplaceRouteTableAssociationResponse> OPERATION =
      Operation.of(
          "ReplaceRouteTableAssociation",
          ReplaceRouteTableAssociationRequest.class,
          new ReplaceRouteTableAssociation(),
          "AssociationId",
          "RouteTableId");

  @Override
  public Applied<ReplaceRouteTableAssociationResponse> apply(
      Snapshot snapshot, Caller caller, ReplaceRouteTableAssociationRequest request, Facts facts) {
    String id = Lookup.given(request.associationId(), "AssociationId");
    RouteTable to = Lookup.require(snapshot, caller, RouteTable.class, Kind.ROUTE_TABLE, request.routeTableId());
    RouteTable from = Associations.holding(snapshot, caller, id);
    if (!from.vpcId().equals(to.vpcId())) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("route table " + to.id() + " and route table " + from.id() + " belong to different networks");
    }
    RouteTable.Association moved = new RouteTable.Association(facts.seed().id("rtbassoc"), Associations.of(from, id).subnetId());
    RouteTable left = Associations.without(from, id);
    Snapshot next = snapshot.with(left).with(Associations.with(to.id().equals(from.id()) ? left : to, moved));
    return Applied.of(
        next,
        ReplaceRouteTableAssociationResponse.builder().newAssociationId(moved.id()).associationState(s -> s.state("associated")).build());
  }
}
