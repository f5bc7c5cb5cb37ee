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
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.ServiceOffer;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointResponse;

/**
 * Makes a gateway endpoint with its routes, or an interface endpoint with its network interfaces.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html">AWS</a>
 *
 * <p>Errors, in the order of the checks: {@code MissingParameter}, the {@code .Malformed} error of each id, {@code InvalidParameterValue},
 * {@code IdempotentParameterMismatch}, {@code InvalidVpcID.NotFound}, {@code InvalidServiceName}, {@code InvalidParameter},
 * {@code UnsupportedOperation} for what is not built; for a gateway endpoint {@code InvalidRouteTableID.NotFound}, {@code RouteAlreadyExists},
 * {@code InvalidPolicyDocument}, {@code VpcEndpointLimitExceeded}; for an interface endpoint {@code InvalidSubnetID.NotFound},
 * {@code InvalidParameter} for subnets and zones, {@code DuplicateSubnetsInSameZone}, {@code InsufficientFreeAddressesInSubnet},
 * {@code InvalidParameterValue} and {@code InvalidIPAddress.InUse} for addresses, {@code InvalidGroup.NotFound},
 * {@code SecurityGroupsPerInterfaceLimitExceeded}, {@code InvalidPolicyDocument}, {@code InvalidParameter} for private DNS.
 */
public final class CreateVpcEndpoint implements Action<CreateVpcEndpointRequest, CreateVpcEndpointResponse> {
  private static final String NAME = "CreateVpcEndpoint";
  private static final Set<String> TYPES = Set.of("Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork");

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
      return answer(snapshot, earlier.get(), false, request);
    }
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    ServiceOffer offer = offer(snapshot, caller, request);
    ResourceKey key = Lookup.key(caller, Kind.VPC_ENDPOINT, facts.seed().id("vpce"));
    Snapshot made =
        offer.isInterface()
            ? NewInterfaceEndpoint.made(snapshot, caller, key, vpc, offer, request, facts)
            : NewGatewayEndpoint.made(snapshot, caller, key, vpc, offer, request, facts);
    Snapshot tagged = made.withTags(key, Tags.of(request.tagSpecifications(), Kind.VPC_ENDPOINT));
    Snapshot next = Idempotency.remember(tagged, caller, NAME, request.clientToken(), request, facts, List.of(key.id()));
    VpcEndpoint endpoint = next.find(VpcEndpoint.class, key).orElseThrow();
    return answer(next, endpoint, true, request);
  }

  private static void checkForm(CreateVpcEndpointRequest request) {
    Lookup.wellFormed(Kind.VPC, request.vpcId());
    request.subnetIds().forEach(id -> Lookup.wellFormed(Kind.SUBNET, id));
    request.routeTableIds().forEach(id -> Lookup.wellFormed(Kind.ROUTE_TABLE, id));
    request.securityGroupIds().forEach(id -> Lookup.wellFormed(Kind.SECURITY_GROUP, id));
    if (!TYPES.contains(type(request))) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + type(request) + ") for parameter VpcEndpointType is invalid.");
    }
    EndpointParameters.checkValues(request.ipAddressTypeAsString(), request.dnsOptions());
    switch (type(request)) {
      case "Resource" -> Lookup.given(request.resourceConfigurationArn(), "ResourceConfigurationArn");
      case "ServiceNetwork" -> Lookup.given(request.serviceNetworkArn(), "ServiceNetworkArn");
      default -> Lookup.given(request.serviceName(), "ServiceName");
    }
  }

  /** What the endpoint is to lead to, once type and parameters fit together. */
  private static ServiceOffer offer(Snapshot snapshot, Caller caller, CreateVpcEndpointRequest request) {
    String type = type(request);
    if (type.equals("Resource") || type.equals("ServiceNetwork")) {
      throw notBuilt(type);
    }
    String region = type.equals("Interface") ? EndpointServices.region(caller, request.serviceRegion()) : caller.region();
    ServiceOffer offer = EndpointServices.offered(snapshot, caller, region, request.serviceName(), type);
    if (offer.isInterface()) {
      NewInterfaceEndpoint.checkParameters(request);
    } else {
      NewGatewayEndpoint.checkParameters(request);
    }
    return offer;
  }

  private static RuntimeException notBuilt(String type) {
    return Ec2Error.UNSUPPORTED_OPERATION.with("Endpoints of type " + type + " are not built in Postern.");
  }

  private static String type(CreateVpcEndpointRequest request) {
    String type = request.vpcEndpointTypeAsString();
    return type == null ? "Gateway" : type;
  }

  /** AWS answers the making of an interface endpoint with {@code pending}, however soon it is available; a retry sees what is there. */
  private static Applied<CreateVpcEndpointResponse> answer(
      Snapshot snapshot, VpcEndpoint endpoint, boolean isNew, CreateVpcEndpointRequest request) {
    boolean pending = isNew && endpoint.type() == VpcEndpoint.Type.INTERFACE;
    return new Applied<>(
        snapshot,
        observed ->
            CreateVpcEndpointResponse.builder()
                .vpcEndpoint(EndpointView.of(snapshot, endpoint, pending ? Observed.NOTHING : observed))
                .clientToken(request.clientToken())
                .build());
  }
}
