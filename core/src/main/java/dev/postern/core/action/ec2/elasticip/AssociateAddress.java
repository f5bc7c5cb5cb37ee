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
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AssociateAddressResponse;

/**
 * Ties an Elastic IP to a private address of an interface, of an instance's primary one if an instance is given.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html">AWS</a>
 *
 * <p>Errors: {@code InvalidNetworkInterfaceID.NotFound}, {@code InvalidInstanceID.NotFound}, {@code MissingParameter},
 * {@code InvalidParameterCombination}, {@code InvalidAllocationID.NotFound}, {@code InvalidAddress.NotFound}, {@code AuthFailure},
 * {@code Gateway.NotAttached}, {@code InvalidParameterValue}, {@code Resource.AlreadyAssociated}, {@code InvalidInstanceID}.
 */
public final class AssociateAddress implements Action<AssociateAddressRequest, AssociateAddressResponse> {
  public static final Operation<AssociateAddressRequest, AssociateAddressResponse> OPERATION =
      Operation.of(
          "AssociateAddress",
          AssociateAddressRequest.class,
          new AssociateAddress(),
          "AllocationId",
          "PublicIp",
          "InstanceId",
          "NetworkInterfaceId",
          "PrivateIpAddress",
          "AllowReassociation");

  @Override
  public Applied<AssociateAddressResponse> apply(Snapshot snapshot, Caller caller, AssociateAddressRequest request, Facts facts) {
    ElasticIp address = Addresses.require(snapshot, caller, request.allocationId(), request.publicIp());
    NetworkInterface target = InterfaceAttachments.requireOwned(target(snapshot, caller, request));
    String privateIp = request.privateIpAddress() == null ? target.primaryIp() : request.privateIpAddress();
    if (!target.privateIps().contains(privateIp)) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("The private IP address " + privateIp + " is not assigned to network interface " + target.id());
    }
    Optional<ElasticIp.Association> old = address.association();
    if (old.isPresent() && old.get().networkInterfaceId().equals(target.id()) && old.get().privateIp().equals(privateIp)) {
      return Applied.of(snapshot, AssociateAddressResponse.builder().associationId(old.get().id()).build());
    }
    boolean reassociation = !Boolean.FALSE.equals(request.allowReassociation());
    if (old.isPresent() && !(reassociation && mayLeave(snapshot, caller, old.get()))) {
      throw Ec2Error.RESOURCE_ALREADY_ASSOCIATED.with("resource " + address.id() + " is already associated with associate-id " + old.get().id());
    }
    Optional<ElasticIp> replaced = AddressAssociations.of(snapshot, target, privateIp);
    if (replaced.isPresent() && !reassociation) {
      throw Ec2Error.RESOURCE_ALREADY_ASSOCIATED.with("resource " + target.id() + " is already associated with " + replaced.get().publicIp());
    }
    Snapshot freed = replaced.map(r -> snapshot.with(r.withAssociation(Optional.empty()))).orElse(snapshot);
    Snapshot next = AddressAssociations.with(freed, address, target, privateIp, facts);
    ElasticIp tied = next.find(ElasticIp.class, address.key()).orElseThrow();
    return Applied.of(next, AssociateAddressResponse.builder().associationId(tied.association().orElseThrow().id()).build());
  }

  private static boolean mayLeave(Snapshot snapshot, Caller caller, ElasticIp.Association association) {
    return snapshot
        .find(NetworkInterface.class, Lookup.key(caller, Kind.NETWORK_INTERFACE, association.networkInterfaceId()))
        .filter(NetworkInterface::requesterManaged)
        .isEmpty();
  }

  private static NetworkInterface target(Snapshot snapshot, Caller caller, AssociateAddressRequest request) {
    if (request.instanceId() != null && request.networkInterfaceId() != null) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("You may specify instance ID or network interface ID, but not both in the same call");
    }
    if (request.networkInterfaceId() != null) {
      return Lookup.require(snapshot, caller, NetworkInterface.class, Kind.NETWORK_INTERFACE, request.networkInterfaceId());
    }
    if (request.instanceId() == null) {
      throw Ec2Error.MISSING_PARAMETER.saying("Either instance ID or network interface id must be specified");
    }
    Instance instance = Lookup.require(snapshot, caller, Instance.class, Kind.INSTANCE, request.instanceId());
    return snapshot.inNetwork(NetworkInterface.class, instance.vpcId()).stream()
        .filter(e -> e.attachment().filter(a -> a.hostId().equals(instance.id()) && a.deviceIndex() == 0).isPresent())
        .findFirst()
        .orElseThrow(() -> Ec2Error.INVALID_INSTANCE_ID.with("The instance '" + instance.id() + "' is not in a valid state for this operation."));
  }
}
