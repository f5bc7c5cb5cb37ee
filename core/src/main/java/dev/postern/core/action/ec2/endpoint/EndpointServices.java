package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Caller;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.region.Region;
import dev.postern.core.services.ServiceCatalog;
import dev.postern.core.services.ServiceOffer;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The services that a caller sees: all of AWS's in the caller's Region, those of other Regions that endpoints in this one reach, and of the users'
 * those that are the caller's own or say that the caller may.
 * <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html">AWS</a>
 */
final class EndpointServices {
  private EndpointServices() {}

  /** The services of a Region by name and type. */
  static List<ServiceOffer> of(Snapshot snapshot, Caller caller, String region) {
    List<ServiceOffer> users =
        region.equals(caller.region())
            ? snapshot.resources().values().stream()
                .flatMap(r -> r instanceof VpcEndpointService s ? Stream.of(s) : Stream.of())
                .filter(s -> s.key().region().equals(region) && AllowedPrincipals.lets(s, caller))
                .map(s -> ServiceOffer.of(snapshot, s))
                .toList()
            : List.of();
    return Stream.concat(visible(caller, ServiceCatalog.of(region)).stream(), users.stream()).toList();
  }

  /** The user's endpoint service of a name, if the caller may know of it. */
  static Optional<VpcEndpointService> ofUser(Snapshot snapshot, Caller caller, String name) {
    return snapshot
        .located(VpcEndpointService.class, name.substring(name.lastIndexOf('.') + 1))
        .filter(s -> s.serviceName().equals(name) && s.key().region().equals(caller.region()) && AllowedPrincipals.lets(s, caller));
  }

  /** The offers under one name; none when there is no such service, or none that the caller sees, which AWS does not tell apart. */
  static List<ServiceOffer> named(Snapshot snapshot, Caller caller, String region, String name) {
    Optional<ServiceOffer> user = ofUser(snapshot, caller, name).filter(s -> s.key().region().equals(region)).map(s -> ServiceOffer.of(snapshot, s));
    return user.map(List::of).orElseGet(() -> visible(caller, ServiceCatalog.named(region, name)));
  }

  /** The offer for an endpoint of this type, or AWS's error. */
  static ServiceOffer offered(Snapshot snapshot, Caller caller, String region, String name, String type) {
    List<ServiceOffer> offers = named(snapshot, caller, region, name);
    if (offers.isEmpty()) {
      throw Ec2Error.INVALID_SERVICE_NAME.with(name);
    }
    return offers.stream().filter(o -> o.type().equals(type)).findFirst().orElseThrow(() -> Ec2Error.INVALID_PARAMETER.with(
        "Endpoint type (" + type + ") does not match available service types (["
            + offers.stream().map(ServiceOffer::type).collect(Collectors.joining(", ")) + "])."));
  }

  /** A Region as {@code ServiceRegion} names it; the caller's own when it is left out. */
  static String region(Caller caller, @Nullable String given) {
    if (given == null) {
      return caller.region();
    }
    return Region.find(given).map(Region::name).orElseThrow(
        () -> Ec2Error.INVALID_PARAMETER.with("Value (" + given + ") for parameter ServiceRegion is invalid. No such Region."));
  }

  private static List<ServiceOffer> visible(Caller caller, List<ServiceOffer> offers) {
    return offers.stream().filter(o -> o.region().equals(caller.region()) || o.crossRegion()).toList();
  }
}
