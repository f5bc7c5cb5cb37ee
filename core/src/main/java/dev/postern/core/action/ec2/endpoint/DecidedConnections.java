package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;

/** What became of the endpoints that a service's owner decided on, and of which nothing could. */
record DecidedConnections(Snapshot next, List<UnsuccessfulItem> unsuccessful) {

  /** @param isOpen whether an endpoint that stands so may be decided on */
  static DecidedConnections of(
      Snapshot snapshot, Caller caller, @Nullable String serviceId, List<String> endpointIds, VpcEndpoint.Acceptance to,
      Predicate<VpcEndpoint.Acceptance> isOpen, Observed observed) {
    VpcEndpointService service = Lookup.require(snapshot, caller, VpcEndpointService.class, Kind.VPC_ENDPOINT_SERVICE, serviceId);
    if (endpointIds.isEmpty()) {
      throw Ec2Error.MISSING_PARAMETER.with("VpcEndpointId");
    }
    endpointIds.forEach(id -> Lookup.wellFormed(Kind.VPC_ENDPOINT, id));
    Snapshot next = snapshot;
    List<UnsuccessfulItem> unsuccessful = new ArrayList<>();
    for (String id : endpointIds.stream().distinct().toList()) {
      Optional<VpcEndpoint> endpoint = next.located(VpcEndpoint.class, id).filter(e -> e.connection().filter(c -> c.serviceId().equals(service.id())).isPresent());
      if (endpoint.isEmpty()) {
        unsuccessful.add(DeleteVpcEndpointServiceConfigurations.item(id, Ec2Error.VPC_ENDPOINT_NOT_FOUND.with(id)));
        continue;
      }
      VpcEndpoint.Connection connection = endpoint.get().connection().orElseThrow();
      if (isOpen.test(connection.acceptance())) {
        next = next.with(endpoint.get().withConnection(new VpcEndpoint.Connection(connection.id(), service.id(), to, connection.privateDnsName())));
      } else {
        String state = EndpointView.state(endpoint.get(), observed);
        unsuccessful.add(DeleteVpcEndpointServiceConfigurations.item(id, Ec2Error.INCORRECT_STATE.with("The endpoint " + id + " is in the state " + state + ".")));
      }
    }
    return new DecidedConnections(next, List.copyOf(unsuccessful));
  }
}
