package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Caller;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a request for an endpoint service names besides the service: load balancers, and what Postern does not carry. */
final class ServiceBalancers {
  private static final Set<String> ADDRESS_TYPES = Set.of("ipv4", "ipv6");

  private ServiceBalancers() {}

  /** The caller's network load balancers of these ARNs, each behind no other service. */
  static List<LoadBalancer> free(Snapshot snapshot, Caller caller, List<String> arns, Optional<VpcEndpointService> self) {
    List<LoadBalancer> balancers = arns.stream().distinct().map(arn -> require(snapshot, caller, arn)).toList();
    for (LoadBalancer balancer : balancers) {
      if (snapshot.inNetwork(VpcEndpointService.class, balancer.id()).stream().anyMatch(s -> !Optional.of(s.id()).equals(self.map(VpcEndpointService::id)))) {
        throw Ec2Error.INVALID_PARAMETER.with("The load balancer " + balancer.arn() + " is already associated with another VPC endpoint service.");
      }
    }
    return balancers;
  }

  static LoadBalancer require(Snapshot snapshot, Caller caller, String arn) {
    return snapshot.all(LoadBalancer.class, Kind.LOAD_BALANCER, caller.account(), caller.region()).stream()
        .filter(b -> b.arn().equals(arn))
        .findFirst()
        .orElseThrow(() -> Ec2Error.INVALID_PARAMETER.with("The network load balancer " + arn + " does not exist."));
  }

  static void withoutGateways(List<String> gatewayLoadBalancers) {
    if (!gatewayLoadBalancers.isEmpty()) {
      throw Ec2Error.UNSUPPORTED_OPERATION.with("Endpoint services of gateway load balancers are not built in Postern.");
    }
  }

  static void checkAddressTypes(List<String> types) {
    for (String type : types) {
      if (!ADDRESS_TYPES.contains(type)) {
        throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + type + ") for parameter SupportedIpAddressType is invalid.");
      }
      if (type.equals("ipv6")) {
        throw Ec2Error.UNSUPPORTED_OPERATION.with("SupportedIpAddressType ipv6 is not built in Postern, which carries IPv4.");
      }
    }
  }

  /** The service's own Region is always among those that reach it. */
  static void checkRegions(Caller caller, List<String> regions) {
    for (String region : regions) {
      if (!region.equals(caller.region())) {
        throw Ec2Error.UNSUPPORTED_OPERATION.with("SupportedRegion " + region + " is not built in Postern: a user's endpoint service is reached from its own Region.");
      }
    }
  }

  /** The endpoints that keep a service: who waits, and who is in. */
  static boolean hasConnections(Snapshot snapshot, VpcEndpointService service) {
    return snapshot.inNetwork(VpcEndpoint.class, service.id()).stream()
        .flatMap(e -> e.connection().stream())
        .anyMatch(c -> c.acceptance() != VpcEndpoint.Acceptance.REJECTED);
  }
}
