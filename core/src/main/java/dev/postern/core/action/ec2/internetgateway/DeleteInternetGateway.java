package dev.postern.core.action.ec2.internetgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayResponse;

/**
 * Deletes an internet gateway that is attached to nothing.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteInternetGateway.html">AWS</a>
 *
 * <p>Errors: {@code InvalidInternetGatewayID.NotFound}, {@code DependencyViolation}.
 */
public final class DeleteInternetGateway implements Action<DeleteInternetGatewayRequest, DeleteInternetGatewayResponse> {
  public static final Operation<DeleteInternetGatewayRequest, DeleteInternetGatewayResponse> OPERATION =
      Operation.of("DeleteInternetGateway", DeleteInternetGatewayRequest.class, new DeleteInternetGateway(), "InternetGatewayId");

  @Override
  public Applied<DeleteInternetGatewayResponse> apply(Snapshot snapshot, Caller caller, DeleteInternetGatewayRequest request, Facts facts) {
    InternetGateway gateway = Lookup.require(snapshot, caller, InternetGateway.class, Kind.INTERNET_GATEWAY, request.internetGatewayId());
    if (gateway.vpcId().isPresent()) {
      throw Ec2Error.DEPENDENCY_VIOLATION.with("The internetGateway '" + gateway.id() + "' has dependencies and cannot be deleted.");
    }
    return Applied.of(snapshot.without(gateway.key()), DeleteInternetGatewayResponse.builder().build());
  }
}
