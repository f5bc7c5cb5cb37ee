package dev.postern.core.action.route53resolver;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.securitygroup.GroupLookup;
import dev.postern.core.error.ResolverError;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.model.Subnet;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53resolver.model.CreateResolverEndpointRequest;
import software.amazon.awssdk.services.route53resolver.model.CreateResolverEndpointResponse;

/**
 * Makes an inbound endpoint: a network interface for each address, all in one VPC. Outbound ones are not built.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverEndpoint.html">AWS</a>
 *
 * <p>Errors: {@code InvalidParameterException}, {@code InvalidRequestException}, {@code LimitExceededException}, {@code ResourceExistsException}.
 */
public final class CreateResolverEndpoint implements Action<CreateResolverEndpointRequest, CreateResolverEndpointResponse> {
  public static final Operation<CreateResolverEndpointRequest, CreateResolverEndpointResponse> OPERATION =
      Operation.of(
          "CreateResolverEndpoint",
          CreateResolverEndpointRequest.class,
          new CreateResolverEndpoint(),
          "CreatorRequestId",
          "Name",
          "SecurityGroupIds",
          "Direction",
          "IpAddresses.SubnetId",
          "IpAddresses.Ip",
          "Tags",
          "ResolverEndpointType",
          "Protocols");

  @Override
  public Applied<CreateResolverEndpointResponse> apply(Snapshot snapshot, Caller caller, CreateResolverEndpointRequest request, Facts facts) {
    String creator = Given.required(request.creatorRequestId(), "creatorRequestId");
    check(request);
    List<Subnet> subnets = request.ipAddresses().stream().map(a -> Addresses.subnet(snapshot, caller, a.subnetId())).toList();
    String vpcId = subnets.getFirst().vpcId();
    List<String> groupIds = Given.said(() -> GroupLookup.forVpc(snapshot, caller, vpcId, request.securityGroupIds()));
    Optional<ResolverEndpoint> earlier =
        snapshot.all(ResolverEndpoint.class, Kind.RESOLVER_ENDPOINT, caller.account(), caller.region()).stream()
            .filter(e -> e.creatorRequestId().equals(creator))
            .findFirst();
    if (earlier.isPresent()) {
      return again(snapshot, earlier.get(), groupIds, subnets);
    }
    String id = facts.seed().id(Kind.RESOLVER_ENDPOINT.prefix());
    ResolverEndpoint endpoint =
        new ResolverEndpoint(Given.key(caller, id), vpcId, Given.name(request.name()), creator, groupIds, List.of(), facts.now());
    Snapshot next = snapshot;
    for (int i = 0; i < subnets.size(); i++) {
      Addresses.Added added = Addresses.plus(next, caller, endpoint, subnets.get(i), request.ipAddresses().get(i).ip(), facts);
      next = added.next();
      endpoint = added.endpoint();
    }
    ResolverEndpoint made = endpoint;
    next = Tagging.plus(next.with(made), made.key(), request.tags());
    return new Applied<>(next, observed -> CreateResolverEndpointResponse.builder().resolverEndpoint(EndpointView.of(made, observed)).build());
  }

  private static void check(CreateResolverEndpointRequest request) {
    String direction = Given.required(request.directionAsString(), "direction");
    if (!direction.equals("INBOUND")) {
      throw ResolverError.INVALID_REQUEST.with("Resolver endpoints of direction " + direction + " are not built in Postern.");
    }
    if (request.resolverEndpointTypeAsString() != null && !request.resolverEndpointTypeAsString().equals("IPV4")) {
      throw ResolverError.INVALID_REQUEST.with("Resolver endpoints of type " + request.resolverEndpointTypeAsString() + " are not built in Postern.");
    }
    if (request.hasProtocols() && !request.protocolsAsStrings().equals(List.of("Do53"))) {
      throw ResolverError.INVALID_REQUEST.with("Of the protocols of resolver endpoints, Postern has built Do53 alone.");
    }
    if (request.securityGroupIds().isEmpty()) {
      throw ResolverError.INVALID_REQUEST.with("A resolver endpoint needs at least one security group.");
    }
    if (request.ipAddresses().size() < Addresses.FEWEST) {
      throw ResolverError.INVALID_REQUEST.with("A resolver endpoint needs at least " + Addresses.FEWEST + " IP addresses.");
    }
  }

  /** The same call once more gives what the first one made. */
  private static Applied<CreateResolverEndpointResponse> again(
      Snapshot snapshot, ResolverEndpoint earlier, List<String> groupIds, List<Subnet> subnets) {
    List<String> made = earlier.addresses().stream().map(ResolverEndpoint.Address::subnetId).toList();
    if (!earlier.groupIds().equals(groupIds) || !made.equals(subnets.stream().map(Subnet::id).toList())) {
      throw ResolverError.RESOURCE_EXISTS.with("A resolver endpoint with the creator request ID '" + earlier.creatorRequestId() + "' already exists.");
    }
    return new Applied<>(snapshot, observed -> CreateResolverEndpointResponse.builder().resolverEndpoint(EndpointView.of(earlier, observed)).build());
  }
}
