package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.CustomerGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DeleteCustomerGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteCustomerGatewayResponse;

/**
 * Deletes a customer gateway that no VPN connection uses.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteCustomerGateway.html">AWS</a>
 *
 * <p>Errors: {@code InvalidCustomerGatewayID.NotFound}, {@code IncorrectState}.
 */
public final class DeleteCustomerGateway implements Action<DeleteCustomerGatewayRequest, DeleteCustomerGatewayResponse> {
  public static final Operation<DeleteCustomerGatewayRequest, DeleteCustomerGatewayResponse> OPERATION =
      Operation.of("DeleteCustomerGateway", DeleteCustomerGatewayRequest.class, new DeleteCustomerGateway(), "CustomerGatewayId");

  @Override
  public Applied<DeleteCustomerGatewayResponse> apply(Snapshot snapshot, Caller caller, DeleteCustomerGatewayRequest request, Facts facts) {
    CustomerGateway gateway = Lookup.require(snapshot, caller, CustomerGateway.class, Kind.CUSTOMER_GATEWAY, request.customerGatewayId());
    if (!snapshot.inNetwork(VpnConnection.class, gateway.id()).isEmpty()) {
      throw Ec2Error.INCORRECT_STATE.with("The customer gateway is in use.");
    }
    return Applied.of(snapshot.without(gateway.key()), DeleteCustomerGatewayResponse.builder().build());
  }
}
