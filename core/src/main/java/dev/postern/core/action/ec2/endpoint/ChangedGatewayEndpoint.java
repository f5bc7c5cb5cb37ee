package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Caller;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.PrefixList;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;

/** What a request makes of a gateway endpoint: other route tables, another policy. */
final class ChangedGatewayEndpoint {
  private ChangedGatewayEndpoint() {}

  static Snapshot of(Snapshot snapshot, Caller caller, VpcEndpoint endpoint, ModifyVpcEndpointRequest request) {
    checkParameters(request);
    String policy = EndpointPolicy.changed(endpoint, request);
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
    return EndpointRoutes.added(cleared, added, service.id(), endpoint.id()).with(endpoint.with(tableIds, policy));
  }

  private static void checkParameters(ModifyVpcEndpointRequest request) {
    EndpointParameters parameters = EndpointParameters.GATEWAY.ofModify();
    parameters.without("AddSubnetId", request.hasAddSubnetIds());
    parameters.without("RemoveSubnetId", request.hasRemoveSubnetIds());
    parameters.without("AddSecurityGroupId", request.hasAddSecurityGroupIds());
    parameters.without("RemoveSecurityGroupId", request.hasRemoveSecurityGroupIds());
    parameters.without("SubnetConfiguration", request.hasSubnetConfigurations());
    parameters.without("PrivateDnsEnabled", Boolean.TRUE.equals(request.privateDnsEnabled()));
    parameters.without(
        "DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint",
        request.dnsOptions() != null && request.dnsOptions().privateDnsOnlyForInboundResolverEndpoint() != null);
    parameters.checkSupport(request.ipAddressTypeAsString(), request.dnsOptions());
  }
}
