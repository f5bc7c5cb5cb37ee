package dev.postern.core.action.route53resolver;

import dev.postern.core.action.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every operation of the Route 53 Resolver API (version 2018-04-01) that Postern has, by name. */
public final class ResolverOperations {
  private static final Map<String, Operation<?, ?>> BY_NAME =
      List.<Operation<?, ?>>of(
              CreateResolverEndpoint.OPERATION,
              GetResolverEndpoint.OPERATION,
              ListResolverEndpoints.OPERATION,
              UpdateResolverEndpoint.OPERATION,
              DeleteResolverEndpoint.OPERATION,
              ListResolverEndpointIpAddresses.OPERATION,
              AssociateResolverEndpointIpAddress.OPERATION,
              DisassociateResolverEndpointIpAddress.OPERATION,
              TagResource.OPERATION,
              UntagResource.OPERATION,
              ListTagsForResource.OPERATION)
          .stream()
          .collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity()));

  private ResolverOperations() {}

  public static Optional<Operation<?, ?>> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
