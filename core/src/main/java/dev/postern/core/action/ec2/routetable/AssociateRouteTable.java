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
import dev.postern.core.model.Subnet;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableResponse;

/**
 * Makes a subnet use a route table instead of the main one.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code InvalidSubnetID.NotFound}, {@code InvalidParameterValue},
 * {@code Resource.AlreadyAssociated}.
 */
public final class AssociateRouteTable implements Action<AssociateRouteTableRequest, AssociateRouteTableResponse> {
  public static final Operation<AssociateRouteTableRequest, AssociateRouteTableResponse> OPERATION =
      Operation.of("AssociateRouteTable", AssociateRouteTableRequest.class, new AssociateRouteTable(), "RouteTableId", "SubnetId");

  @Override
  public Applied<AssociateRouteTableResponse> apply(Snapshot snapshot, Caller caller, AssociateRouteTableRequest request, Facts facts) {
    RouteTable table = Lookup.require(snapshot, caller, RouteTable.class, Kind.ROUTE_TABLE, request.routeTableId());
    Subnet subnet = Lookup.require(snapshot, caller, Subnet.class, Kind.SUBNET, request.subnetId());
    if (!subnet.vpcId().equals(table.vpcId())) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("route table " + table.id() + " and subnet " + subnet.id() + " belong to different networks");
    }
    for (RouteTable other : snapshot.inNetwork(RouteTable.class, table.vpcId())) {
      for (RouteTable.Association association : other.associations()) {
        if (association.subnetId().equals(Optional.of(subnet.id()))) {
          if (other.id().equals(table.id())) {
            return Applied.of(snapshot, response(association));
          }
          throw Ec2Error.RESOURCE_ALREADY_ASSOCIATED.with(
              "the specified association for route table " + table.id() + " conflicts with an existing association");
        }
      }
    }
    RouteTable.Association made = new RouteTable.Association(facts.seed().id("rtbassoc"), Optional.of(subnet.id()));
    return Applied.of(snapshot.with(Associations.with(table, made)), response(made));
  }

  private static AssociateRouteTableResponse response(RouteTable.Association association) {
    return AssociateRouteTableResponse.builder().associationId(association.id()).associationState(s -> s.state("associated")).build();
  }
}
