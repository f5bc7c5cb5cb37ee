package dev.postern.core.action.ec2.elasticip;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.networkinterface.InterfaceAttachments;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressResponse;

/**
 * Unties an Elastic IP.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateAddress.html">AWS</a>
 *
 * <p>Errors: {@code InvalidAddress.NotFound}, {@code AuthFailure}, {@code InvalidAssociationID.NotFound}, {@code MissingParameter},
 * {@code InvalidParameterValue}.
 */
public final class DisassociateAddress implements Action<DisassociateAddressRequest, DisassociateAddressResponse> {
  public static final Operation<DisassociateAddressRequest, DisassociateAddressResponse> OPERATION =
      Operation.of("DisassociateAddress", DisassociateAddressRequest.class, new DisassociateAddress(), "AssociationId", "PublicIp");

  @Override
  public Applied<DisassociateAddressResponse> apply(Snapshot snapshot, Caller caller, DisassociateAddressRequest request, Facts facts) {
    ElasticIp address = asked(snapshot, caller, request);
    ElasticIp.Association association =
        address.association().orElseThrow(() -> Ec2Error.ASSOCIATION_NOT_FOUND.with(String.valueOf(request.associationId())));
    snapshot
        .find(NetworkInterface.class, Lookup.key(caller, Kind.NETWORK_INTERFACE, association.networkInterfaceId()))
        .ifPresent(InterfaceAttachments::requireOwned);
    return Applied.of(snapshot.with(address.withAssociation(Optional.empty())), DisassociateAddressResponse.builder().build());
  }

  private static ElasticIp asked(Snapshot snapshot, Caller caller, DisassociateAddressRequest request) {
    if (request.associationId() == null && request.publicIp() == null) {
      throw Ec2Error.MISSING_PARAMETER.saying("Either public IP or association id must be specified");
    }
    if (request.associationId() == null) {
      ElasticIp address = Addresses.withPublicIp(snapshot, caller, request.publicIp());
      if (address.association().isEmpty()) {
        throw Ec2Error.INVALID_PARAMETER_VALUE.with("Address '" + address.publicIp() + "' is not associated.");
      }
      return address;
    }
    return Addresses.all(snapshot, caller).stream()
        .filter(e -> e.association().filter(a -> a.id().equals(request.associationId())).isPresent())
        .findFirst()
        .orElseThrow(() -> Ec2Error.ASSOCIATION_NOT_FOUND.with(request.associationId()));
  }
}
