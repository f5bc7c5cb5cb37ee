package dev.postern.core.action.ec2.elasticip;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressResponse;

/**
 * Gives back an Elastic IP that is tied to nothing.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html">AWS</a>
 *
 * <p>Errors: {@code MissingParameter}, {@code InvalidParameterCombination}, {@code InvalidAllocationID.NotFound},
 * {@code InvalidAddress.NotFound}, {@code InvalidParameterValue}, {@code InvalidIPAddress.InUse}.
 */
public final class ReleaseAddress implements Action<ReleaseAddressRequest, ReleaseAddressResponse> {
  public static final Operation<ReleaseAddressRequest, ReleaseAddressResponse> OPERATION =
      Operation.of("ReleaseAddress", ReleaseAddressRequest.class, new ReleaseAddress(), "AllocationId", "PublicIp", "NetworkBorderGroup");

  @Override
  public Applied<ReleaseAddressResponse> apply(Snapshot snapshot, Caller caller, ReleaseAddressRequest request, Facts facts) {
    ElasticIp address = Addresses.require(snapshot, caller, request.allocationId(), request.publicIp());
    if (request.networkBorderGroup() != null && !request.networkBorderGroup().equals(caller.region())) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + request.networkBorderGroup() + ") for parameter networkBorderGroup is invalid.");
    }
    if (address.association().isPresent()) {
      throw Ec2Error.IP_ADDRESS_IN_USE.with(address.publicIp());
    }
    return Applied.of(snapshot.without(address.key()), ReleaseAddressResponse.builder().build());
  }
}
