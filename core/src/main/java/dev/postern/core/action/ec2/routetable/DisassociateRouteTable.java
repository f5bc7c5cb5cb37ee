package dev.postern.core.action.ec2.routetable;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.RouteTable;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableResponse;

/**
 * Makes a subnet use the main route table again.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateRouteTable.html">AWS</a>
 *
 * <p>Errors: {@code InvalidAssociationID.NotFound}, {@code MissingParameter}, {@code InvalidParameterValue}.
 */
public final class DisassociateRouteTable implements Action<DisassociateRouteTableRequest, DisassociateRouteTableResponse> {
  public static final Operation<DisassociateRouteTableRequest, DisassociateRouteTableResponse> OPERATION =
      Operation.of("DisassociateRouteTable", DisassociateRouteTableRequest.class, new DisassociateRouteTable(), "AssociationId");

  @Override
  public Applied<DisassociateRouteTableResponse> apply(Snapshot snapshot, Caller caller, DisassociateRouteTableRequest request, Facts facts) {
    String id = Lookup.given(request.associationId(), "AssociationId");
    RouteTable table = Associations.holding(snapshot, caller, id);
    if (Associations.of(table, id).subnetId().isEmpty()) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("cannot disassociate the main route table association " + id);
    }
    return Applied.of(snapshot.with(Associations.without(table, id)), DisassociateRouteTableResponse.builder().build());
  }
}
