package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Idempotency;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointServiceConfigurationRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointServiceConfigurationResponse;

/**
 * Makes an endpoint service of network load balancers.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpointServiceConfiguration.html">AWS</a>
 *
 * <p>Errors: {@code MissingParameter}, {@code InvalidParameter} for load balancers that are not there or stand behind another service and for a
 * private DNS name that is none, {@code InvalidParameterValue}, {@code UnsupportedOperation} for what is not built,
 * {@code IdempotentParameterMismatch}.
 */
public final class CreateVpcEndpointServiceConfiguration implements Action<CreateVpcEndpointServiceConfigurationRequest, CreateVpcEndpointServiceConfigurationResponse> {
  private static final String NAME = "CreateVpcEndpointServiceConfiguration";

  public static final Operation<CreateVpcEndpointServiceConfigurationRequest, CreateVpcEndpointServiceConfigurationResponse> OPERATION =
      Operation.of(
          NAME,
          CreateVpcEndpointServiceConfigurationRequest.class,
          new CreateVpcEndpointServiceConfiguration(),
          "AcceptanceRequired",
          "PrivateDnsName",
          "NetworkLoadBalancerArn",
          "GatewayLoadBalancerArn",
          "SupportedIpAddressType",
          "SupportedRegion",
          "ClientToken",
          "TagSpecification");

  @Override
  public Applied<CreateVpcEndpointServiceConfigurationResponse> apply(Snapshot snapshot, Caller caller, CreateVpcEndpointServiceConfigurationRequest request, Facts facts) {
    Optional<VpcEndpointService> earlier =
        Idempotency.earlier(snapshot, caller, NAME, request.clientToken(), request, facts).stream()
            .flatMap(id -> snapshot.find(VpcEndpointService.class, Lookup.key(caller, Kind.VPC_ENDPOINT_SERVICE, id)).stream())
            .findFirst();
    if (earlier.isPresent()) {
      return answer(snapshot, earlier.get(), request);
    }
    ServiceBalancers.withoutGateways(request.gatewayLoadBalancerArns());
    ServiceBalancers.checkAddressTypes(request.supportedIpAddressTypes());
    ServiceBalancers.checkRegions(caller, request.supportedRegions());
    if (request.networkLoadBalancerArns().isEmpty()) {
      throw Ec2Error.MISSING_PARAMETER.with("NetworkLoadBalancerArn");
    }
    List<LoadBalancer> balancers = ServiceBalancers.free(snapshot, caller, request.networkLoadBalancerArns(), Optional.empty());
    ResourceKey key = Lookup.key(caller, Kind.VPC_ENDPOINT_SERVICE, facts.seed().id(Kind.VPC_ENDPOINT_SERVICE.prefix()));
    VpcEndpointService service =
        new VpcEndpointService(
            key,
            balancers.stream().map(LoadBalancer::id).toList(),
            !Boolean.FALSE.equals(request.acceptanceRequired()),
            Optional.ofNullable(request.privateDnsName()).map(n -> ServiceDnsName.of(n, facts.seed())),
            List.of(),
            facts.now());
    Snapshot tagged = snapshot.with(service).withTags(key, Tags.of(request.tagSpecifications(), Kind.VPC_ENDPOINT_SERVICE));
    Snapshot next = Idempotency.remember(tagged, caller, NAME, request.clientToken(), request, facts, List.of(key.id()));
    return answer(next, service, request);
  }

  private static Applied<CreateVpcEndpointServiceConfigurationResponse> answer(Snapshot snapshot, VpcEndpointService service, CreateVpcEndpointServiceConfigurationRequest request) {
    return Applied.of(
        snapshot,
        CreateVpcEndpointServiceConfigurationResponse.builder().serviceConfiguration(ServiceView.of(snapshot, service)).clientToken(request.clientToken()).build());
  }
}
