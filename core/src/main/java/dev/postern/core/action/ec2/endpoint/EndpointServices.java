package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Caller;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.region.Region;
import dev.postern.core.services.ServiceCatalog;
import dev.postern.core.services.ServiceOffer;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The services that a caller sees: all of the caller's Region, and those of other Regions that endpoints in this one reach.
 * <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html">AWS</a>
 */
final class EndpointServices {
  private EndpointServices() {}

  /** The services of a Region by name and type. */
  static List<ServiceOffer> of(Caller caller, String region) {
    return visible(caller, ServiceCatalog.of(region));
  }

  /** The offers under one name; none when there is no such service, or none that the caller sees, which AWS does not tell apart. */
  static List<ServiceOffer> named(Caller caller, String region, String name) {
    return visible(caller, ServiceCatalog.named(region, name));
  }

  /** The offer for an endpoint of this type, or AWS's error. */
  static ServiceOffer offered(Caller caller, String region, String name, String type) {
    List<ServiceOffer> offers = named(caller, region, name);
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
