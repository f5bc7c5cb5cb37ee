package dev.postern.core.action.ec2.natgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Idempotency;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.action.ec2.elasticip.AddressAssociations;
import dev.postern.core.action.ec2.networkinterface.NewInterface;
import dev.postern.core.action.ec2.subnet.SubnetAddresses;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Subnet;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayResponse;

/**
 * Makes a NAT gateway: an interface of its own in a subnet, and for public connectivity an Elastic IP tied to it.
 *
 * <p>Where AWS would make a gateway that then turns to {@code failed}, because its VPC has no internet gateway or its Elastic IP is in use, the
 * call is refused with the code that AWS gives as the failure's.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html">AWS</a>
 *
 * <p>Errors: {@code InvalidSubnetID.NotFound}, {@code InvalidAllocationID.NotFound}, {@code MissingParameter},
 * {@code InvalidParameterCombination}, {@code Gateway.NotAttached},
 * {@code InsufficientFreeAddressesInSubnet}, {@code InvalidParameterValue}, {@code InvalidIPAddress.InUse},
 * {@code IdempotentParameterMismatch}, {@code TagLimitExceeded}, {@code Resource.AlreadyAssociated}.
 */
public final class CreateNatGateway implements Action<CreateNatGatewayRequest, CreateNatGatewayResponse> {
  public static final Operation<CreateNatGatewayRequest, CreateNatGatewayResponse> OPERATION =
      Operation.of(
          "CreateNatGateway",
          CreateNatGatewayRequest.class,
          new CreateNatGateway(),
          "AllocationId",
          "AvailabilityMode",
          "ClientToken",
          "ConnectivityType",
          "PrivateIpAddress",
          "SubnetId",
          "TagSpecification");

  @Override
  public Applied<CreateNatGatewayResponse> apply(Snapshot snapshot, Caller caller, CreateNatGatewayRequest request, Facts facts) {
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.NAT_GATEWAY);
    Subnet subnet = Lookup.require(snapshot, caller, Subnet.class, Kind.SUBNET, request.subnetId());
    for (String id : Idempotency.earlier(snapshot, caller, "CreateNatGateway", request.clientToken(), request, facts)) {
      Optional<NatGateway> made = snapshot.find(NatGateway.class, Lookup.key(caller, Kind.NAT_GATEWAY, id));
      if (made.isPresent()) {
        return response(snapshot, made.get(), request);
      }
    }
    boolean isPublic = isPublic(request);
    String privateIp =
        request.privateIpAddress() == null
            ? SubnetAddresses.pick(snapshot, subnet)
            : SubnetAddresses.require(snapshot, subnet, request.privateIpAddress());
    ResourceKey key = Lookup.key(caller, Kind.NAT_GATEWAY, facts.seed().id("nat"));
    NetworkInterface networkInterface = NewInterface.ofNatGateway(caller, subnet, privateIp, key.id(), facts);
    Snapshot next = snapshot.with(networkInterface);
    if (isPublic) {
      next = AddressAssociations.with(next, freeAddress(snapshot, caller, request.allocationId()), networkInterface, privateIp, facts);
    }
    NatGateway gateway =
        new NatGateway(
            key,
            subnet.vpcId(),
            subnet.id(),
            networkInterface.id(),
            Optional.ofNullable(request.allocationId()),
            isPublic,
            facts.now(),
            Optional.ofNullable(request.clientToken()).orElse(""));
    next = Idempotency.remember(next, caller, "CreateNatGateway", request.clientToken(), request, facts, List.of(gateway.id()));
    return response(next.with(gateway).withTags(key, tags), gateway, request);
  }

  private static boolean isPublic(CreateNatGatewayRequest request) {
    if (request.availabilityModeAsString() != null && !request.availabilityModeAsString().equals("zonal")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with(
          "Value (" + request.availabilityModeAsString() + ") for parameter availabilityMode is invalid. Only zonal is supported.");
    }
    String connectivity = request.connectivityTypeAsString() == null ? "public" : request.connectivityTypeAsString();
    if (!connectivity.equals("public") && !connectivity.equals("private")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + connectivity + ") for parameter connectivityType is invalid.");
    }
    boolean isPublic = connectivity.equals("public");
    if (isPublic && request.allocationId() == null) {
      throw Ec2Error.MISSING_PARAMETER.with("AllocationId");
    }
    if (!isPublic && request.allocationId() != null) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("AllocationId cannot be specified for a NAT gateway with private connectivity");
    }
    return isPublic;
  }

  private static ElasticIp freeAddress(Snapshot snapshot, Caller caller, String allocationId) {
    ElasticIp address = Lookup.require(snapshot, caller, ElasticIp.class, Kind.ELASTIC_IP, allocationId);
    if (address.association().isPresent()) {
      throw Ec2Error.RESOURCE_ALREADY_ASSOCIATED.with("Elastic IP address [" + allocationId + "] is already associated");
    }
    return address;
  }

  private static Applied<CreateNatGatewayResponse> response(Snapshot next, NatGateway gateway, CreateNatGatewayRequest request) {
    return new Applied<>(
        next,
        observed ->
            CreateNatGatewayResponse.builder()
                .natGateway(NatGatewayView.of(next, gateway, observed))
                .clientToken(request.clientToken())
                .build());
  }
}
