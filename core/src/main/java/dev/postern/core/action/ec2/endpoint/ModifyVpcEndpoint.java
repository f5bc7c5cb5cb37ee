package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.PrefixList;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointResponse;

/**
 * Changes the route tables and the policy of a gateway endpoint; removals come before additions.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcEndpointId.NotFound}, {@code InvalidParameterCombination}, {@code InvalidParameter},
 * {@code InvalidRouteTableID.NotFound}, {@code RouteAlreadyExists}, {@code InvalidPolicyDocument}.
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
    boolean reset = Boolean.TRUE.equals(request.resetPolicy());
    if (reset && request.policyDocument() != null) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("The parameters PolicyDocument and ResetPolicy cannot be used together.");
    }
    checkType(request);
    String policy = endpoint.policyDocument();
    if (reset) {
      policy = EndpointPolicy.ALLOW_ALL;
    } else if (request.policyDocument() != null) {
      policy = EndpointPolicy.checked(request.policyDocument());
    }
    List<RouteTable> removed = EndpointRoutes.ofVpc(snapshot, caller, endpoint.vpcId(), request.removeRouteTableIds());
    for (RouteTable table : removed) {
      if (!endpoint.routeTableIds().contains(table.id())) {
        throw Ec2Error.INVALID_PARAMETER.with("Route table " + table.id() + " is not associated with " + endpoint.id() + ".");
      }
    }
    Snapshot cleared = EndpointRoutes.removed(snapshot, removed, endpoint);
    PrefixList service = PrefixLists.ofService(caller.region(), endpoint.serviceName()).orElseThrow();
    List<RouteTable> added = EndpointRoutes.free(cleared, caller, endpoint.vpcId(), request.addRouteTableIds(), service.id());
    List<String> tableIds =
        Stream.concat(
                endpoint.routeTableIds().stream().filter(id -> removed.stream().noneMatch(t -> t.id().equals(id))),
                added.stream().map(RouteTable::id))
            .toList();
    Snapshot next = EndpointRoutes.added(cleared, added, service.id(), endpoint.id()).with(endpoint.with(tableIds, policy));
    return Applied.of(next, ModifyVpcEndpointResponse.builder().returnValue(true).build());
  }

  private static void checkType(ModifyVpcEndpointRequest request) {
    GatewayParameters.without("AddSubnetId", request.hasAddSubnetIds());
    GatewayParameters.without("RemoveSubnetId", request.hasRemoveSubnetIds());
    GatewayParameters.without("AddSecurityGroupId", request.hasAddSecurityGroupIds());
    GatewayParameters.without("RemoveSecurityGroupId", request.hasRemoveSecurityGroupIds());
    GatewayParameters.without("SubnetConfiguration", request.hasSubnetConfigurations());
    GatewayParameters.without("PrivateDnsEnabled", Boolean.TRUE.equals(request.privateDnsEnabled()));
    GatewayParameters.checkValues(request.ipAddressTypeAsString(), request.dnsOptions());
    GatewayParameters.checkSupport(request.ipAddressTypeAsString(), request.dnsOptions());
  }
}
