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
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.PrefixList;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.services.ServiceCatalog;
import dev.postern.core.services.ServiceOffer;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointResponse;

/**
 * Makes a gateway endpoint and its routes. <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html">AWS</a>
 *
 * <p>Errors, in the order of the checks: {@code MissingParameter}, the {@code .Malformed} error of each id, {@code InvalidParameterValue},
 * {@code IdempotentParameterMismatch}, {@code InvalidVpcID.NotFound}, {@code InvalidServiceName}, {@code InvalidParameter},
 * {@code UnsupportedOperation} for types that are not built, {@code InvalidRouteTableID.NotFound}, {@code RouteAlreadyExists},
 * {@code InvalidPolicyDocument}, {@code VpcEndpointLimitExceeded}.
 */
public final class CreateVpcEndpoint implements Action<CreateVpcEndpointRequest, CreateVpcEndpointResponse> {
  private static final String NAME = "CreateVpcEndpoint";
  private static final Set<String> TYPES = Set.of("Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork");
  /** AWS's hard limit. Its quota of 20 a Region can be raised on request, so it is not enforced. */
  private static final int LIMIT_PER_VPC = 255;

  public static final Operation<CreateVpcEndpointRequest, CreateVpcEndpointResponse> OPERATION =
      Operation.of(
          NAME,
          CreateVpcEndpointRequest.class,
          new CreateVpcEndpoint(),
          "VpcEndpointType",
          "VpcId",
          "ServiceName",
          "PolicyDocument",
          "RouteTableId",
          "SubnetId",
          "SecurityGroupId",
          "IpAddressType",
          "DnsOptions",
          "ClientToken",
          "PrivateDnsEnabled",
          "TagSpecification",
          "SubnetConfiguration",
          "ServiceNetworkArn",
          "ResourceConfigurationArn",
          "ServiceRegion");

  @Override
  public Applied<CreateVpcEndpointResponse> apply(Snapshot snapshot, Caller caller, CreateVpcEndpointRequest request, Facts facts) {
    checkForm(request);
    Optional<VpcEndpoint> earlier =
        Idempotency.earlier(snapshot, caller, NAME, request.clientToken(), request, facts).stream()
            .flatMap(id -> snapshot.find(VpcEndpoint.class, Lookup.key(caller, Kind.VPC_ENDPOINT, id)).stream())
            .findFirst();
    if (earlier.isPresent()) {
      return answer(snapshot, earlier.get(), request);
    }
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    PrefixList service = gatewayService(caller, request);
    List<RouteTable> tables = EndpointRoutes.free(snapshot, caller, vpc.id(), request.routeTableIds(), service.id());
    String policy = request.policyDocument() == null ? EndpointPolicy.ALLOW_ALL : EndpointPolicy.checked(request.policyDocument());
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.VPC_ENDPOINT);
    if (snapshot.inNetwork(VpcEndpoint.class, vpc.id()).size() >= LIMIT_PER_VPC) {
      throw Ec2Error.VPC_ENDPOINT_LIMIT_EXCEEDED.with();
    }
    VpcEndpoint endpoint =
        VpcEndpoint.gateway(
            Lookup.key(caller, Kind.VPC_ENDPOINT, facts.seed().id("vpce")),
            vpc.id(),
            service.name(),
            tables.stream().map(RouteTable::id).toList(),
            policy,
            facts.now(),
            request.clientToken() == null ? "" : request.clientToken());
    Snapshot made = EndpointRoutes.added(snapshot.with(endpoint).withTags(endpoint.key(), tags), tables, service.id(), endpoint.id());
    Snapshot next = Idempotency.remember(made, caller, NAME, request.clientToken(), request, facts, List.of(endpoint.id()));
    return answer(next, endpoint, request);
  }

  private static void checkForm(CreateVpcEndpointRequest request) {
    Lookup.wellFormed(Kind.VPC, request.vpcId());
    request.subnetIds().forEach(id -> Lookup.wellFormed(Kind.SUBNET, id));
    request.routeTableIds().forEach(id -> Lookup.wellFormed(Kind.ROUTE_TABLE, id));
    request.securityGroupIds().forEach(id -> Lookup.wellFormed(Kind.SECURITY_GROUP, id));
    if (!TYPES.contains(type(request))) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + type(request) + ") for parameter VpcEndpointType is invalid.");
    }
    GatewayParameters.checkValues(request.ipAddressTypeAsString(), request.dnsOptions());
    switch (type(request)) {
      case "Resource" -> Lookup.given(request.resourceConfigurationArn(), "ResourceConfigurationArn");
      case "ServiceNetwork" -> Lookup.given(request.serviceNetworkArn(), "ServiceNetworkArn");
      default -> Lookup.given(request.serviceName(), "ServiceName");
    }
  }

  /** The list of the service to route to, once type and parameters fit together. */
  private static PrefixList gatewayService(Caller caller, CreateVpcEndpointRequest request) {
    String type = type(request);
    if (type.equals("Resource") || type.equals("ServiceNetwork")) {
      throw notBuilt(type);
    }
    List<ServiceOffer> offers = ServiceCatalog.named(caller.region(), request.serviceName());
    if (offers.isEmpty()) {
      throw Ec2Error.INVALID_SERVICE_NAME.with(request.serviceName());
    }
    if (offers.stream().noneMatch(o -> o.type().equals(type))) {
      throw Ec2Error.INVALID_PARAMETER.with(
          "Endpoint type (" + type + ") does not match available service types (["
              + offers.stream().map(ServiceOffer::type).collect(Collectors.joining(", ")) + "]).");
    }
    if (!type.equals("Gateway")) {
      throw notBuilt(type);
    }
    GatewayParameters.without("SubnetId", request.hasSubnetIds());
    GatewayParameters.without("SecurityGroupId", request.hasSecurityGroupIds());
    GatewayParameters.without("SubnetConfiguration", request.hasSubnetConfigurations());
    GatewayParameters.without("ServiceRegion", request.serviceRegion() != null);
    GatewayParameters.without("ServiceNetworkArn", request.serviceNetworkArn() != null);
    GatewayParameters.without("ResourceConfigurationArn", request.resourceConfigurationArn() != null);
    GatewayParameters.without("PrivateDnsEnabled", Boolean.TRUE.equals(request.privateDnsEnabled()));
    GatewayParameters.checkSupport(request.ipAddressTypeAsString(), request.dnsOptions());
    return PrefixLists.ofService(caller.region(), request.serviceName())
        .orElseThrow(() -> Ec2Error.UNSUPPORTED_OPERATION.with("Gateway endpoints of " + request.serviceName() + " are not built in Postern."));
  }

  private static RuntimeException notBuilt(String type) {
    return Ec2Error.UNSUPPORTED_OPERATION.with("Endpoints of type " + type + " are not built in Postern.");
  }

  private static String type(CreateVpcEndpointRequest request) {
    String type = request.vpcEndpointTypeAsString();
    return type == null ? "Gateway" : type;
  }

  private static Applied<CreateVpcEndpointResponse> answer(Snapshot snapshot, VpcEndpoint endpoint, CreateVpcEndpointRequest request) {
    return new Applied<>(
        snapshot,
        observed ->
            CreateVpcEndpointResponse.builder()
                .vpcEndpoint(EndpointView.of(snapshot, endpoint, observed))
                .clientToken(request.clientToken())
                .build());
  }
}
