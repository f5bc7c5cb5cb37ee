package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.state.Snapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointServiceConfigurationRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointServiceConfigurationResponse;

/**
 * Changes an endpoint service: its load balancers, its private DNS name, and whether new endpoints wait to be accepted.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpointServiceConfiguration.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcEndpointServiceId.NotFound}, {@code InvalidVpcEndpointServiceIdId.Malformed}, {@code InvalidParameter},
 * {@code InvalidParameterCombination}, {@code ExistingVpcEndpointConnections} for a load balancer that endpoints use, {@code UnsupportedOperation}.
 */
public final class ModifyVpcEndpointServiceConfiguration implements Action<ModifyVpcEndpointServiceConfigurationRequest, ModifyVpcEndpointServiceConfigurationResponse> {
  public static final Operation<ModifyVpcEndpointServiceConfigurationRequest, ModifyVpcEndpointServiceConfigurationResponse> OPERATION =
      Operation.of(
          "ModifyVpcEndpointServiceConfiguration",
          ModifyVpcEndpointServiceConfigurationRequest.class,
          new ModifyVpcEndpointServiceConfiguration(),
          "ServiceId",
          "PrivateDnsName",
          "RemovePrivateDnsName",
          "AcceptanceRequired",
          "AddNetworkLoadBalancerArn",
          "RemoveNetworkLoadBalancerArn",
          "AddGatewayLoadBalancerArn",
          "RemoveGatewayLoadBalancerArn",
          "AddSupportedIpAddressType",
          "RemoveSupportedIpAddressType",
          "AddSupportedRegion",
          "RemoveSupportedRegion");

  @Override
  public Applied<ModifyVpcEndpointServiceConfigurationResponse> apply(Snapshot snapshot, Caller caller, ModifyVpcEndpointServiceConfigurationRequest request, Facts facts) {
    VpcEndpointService service = Lookup.require(snapshot, caller, VpcEndpointService.class, Kind.VPC_ENDPOINT_SERVICE, request.serviceId());
    checkSupport(caller, request);
    Set<String> balancers = new LinkedHashSet<>(service.loadBalancerIds());
    for (String arn : request.removeNetworkLoadBalancerArns()) {
      String id = ServiceBalancers.require(snapshot, caller, arn).id();
      if (!balancers.remove(id)) {
        throw Ec2Error.INVALID_PARAMETER.with("The load balancer " + arn + " is not associated with " + service.id() + ".");
      }
      if (ServiceBalancers.hasConnections(snapshot, service)) {
        throw Ec2Error.EXISTING_VPC_ENDPOINT_CONNECTIONS.with();
      }
    }
    ServiceBalancers.free(snapshot, caller, request.addNetworkLoadBalancerArns(), Optional.of(service)).forEach(b -> balancers.add(b.id()));
    if (balancers.isEmpty()) {
      throw Ec2Error.INVALID_PARAMETER.with("The service " + service.id() + " must keep at least one load balancer.");
    }
    boolean acceptance = request.acceptanceRequired() == null ? service.acceptanceRequired() : request.acceptanceRequired();
    VpcEndpointService changed = service.with(List.copyOf(balancers), acceptance, name(service, request, facts));
    return Applied.of(snapshot.with(changed), ModifyVpcEndpointServiceConfigurationResponse.builder().returnValue(true).build());
  }

  private static Optional<VpcEndpointService.PrivateDnsName> name(VpcEndpointService service, ModifyVpcEndpointServiceConfigurationRequest request, Facts facts) {
    boolean removes = Boolean.TRUE.equals(request.removePrivateDnsName());
    if (request.privateDnsName() == null) {
      return removes ? Optional.empty() : service.privateDnsName();
    }
    if (removes) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("The parameters PrivateDnsName and RemovePrivateDnsName cannot be used together.");
    }
    return service
        .privateDnsName()
        .filter(n -> n.name().equals(request.privateDnsName()))
        .or(() -> Optional.of(ServiceDnsName.of(request.privateDnsName(), facts.seed())));
  }

  private static void checkSupport(Caller caller, ModifyVpcEndpointServiceConfigurationRequest request) {
    ServiceBalancers.withoutGateways(request.addGatewayLoadBalancerArns());
    ServiceBalancers.withoutGateways(request.removeGatewayLoadBalancerArns());
    ServiceBalancers.checkAddressTypes(request.addSupportedIpAddressTypes());
    if (!request.removeSupportedIpAddressTypes().isEmpty()) {
      ServiceBalancers.checkAddressTypes(request.removeSupportedIpAddressTypes());
      throw Ec2Error.INVALID_PARAMETER.with("The service must keep at least one supported IP address type.");
    }
    ServiceBalancers.checkRegions(caller, request.addSupportedRegions());
    if (!request.removeSupportedRegions().isEmpty()) {
      ServiceBalancers.checkRegions(caller, request.removeSupportedRegions());
      throw Ec2Error.INVALID_PARAMETER.with("The Region of the service cannot be removed from its supported Regions.");
    }
  }
}
