package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointResponse;

/**
 * Changes an endpoint: its policy; a gateway endpoint's route tables; an interface endpoint's subnets, addresses, groups and private DNS.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcEndpointId.NotFound}, {@code InvalidVpcEndpointType}, {@code InvalidParameterCombination}, {@code InvalidParameter},
 * {@code UnsupportedOperation} for what is not built, {@code InvalidRouteTableID.NotFound}, {@code RouteAlreadyExists},
 * {@code InvalidPolicyDocument}, {@code InvalidSubnetID.NotFound}, {@code DuplicateSubnetsInSameZone},
 * {@code InsufficientFreeAddressesInSubnet}, {@code InvalidParameterValue}, {@code InvalidIPAddress.InUse}, {@code InvalidGroup.NotFound},
 * {@code SecurityGroupsPerInterfaceLimitExceeded}.
 */
public final class ModifyVpcEndpoint implements Action<ModifyVpcEndpointRequest, ModifyVpcEndpointResponse> {
  public static final Operation<ModifyVpcEndpointRequest, ModifyVpcEndpointResponse> OPERATION =
      Operation.of(
          "ModifyVpcEndpoint",
          ModifyVpcEndpointRequest.class,
          new ModifyVpcEndpoint(),
          "VpcEndpointId",
          "ResetPolicy",
          "PolicyDocument",
          "AddRouteTableId",
          "RemoveRouteTableId",
          "AddSubnetId",
          "RemoveSubnetId",
          "AddSecurityGroupId",
          "RemoveSecurityGroupId",
          "IpAddressType",
          "DnsOptions",
          "PrivateDnsEnabled",
          "SubnetConfiguration");

  @Override
  public Applied<ModifyVpcEndpointResponse> apply(Snapshot snapshot, Caller caller, ModifyVpcEndpointRequest request, Facts facts) {
    VpcEndpoint endpoint = Lookup.require(snapshot, caller, VpcEndpoint.class, Kind.VPC_ENDPOINT, request.vpcEndpointId());
    EndpointParameters.checkValues(request.ipAddressTypeAsString(), request.dnsOptions());
    Snapshot next =
        switch (endpoint.type()) {
          case GATEWAY -> ChangedGatewayEndpoint.of(snapshot, caller, endpoint, request);
          case INTERFACE -> ChangedInterfaceEndpoint.of(snapshot, caller, endpoint, request, facts);
        };
    return Applied.of(next, ModifyVpcEndpointResponse.builder().returnValue(true).build());
  }
}
