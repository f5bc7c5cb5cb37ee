package dev.postern.core.action.ec2.insights;

import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.NetworkInsightsPath.Filter;
import dev.postern.core.model.NetworkInsightsPath.Ports;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.FilterPortRange;
import software.amazon.awssdk.services.ec2.model.PathFilter;
import software.amazon.awssdk.services.ec2.model.PathRequestFilter;
import software.amazon.awssdk.services.ec2.model.RequestFilterPortRange;

/** A path's filters as requests give them and responses show them. */
final class PathFilters {
  private PathFilters() {}

  static Filter of(PathRequestFilter filter, String parameter) {
    return new Filter(
        CreateNetworkInsightsPath.address(filter.sourceAddress(), parameter + ".SourceAddress"),
        ports(filter.sourcePortRange(), parameter + ".SourcePortRange"),
        CreateNetworkInsightsPath.address(filter.destinationAddress(), parameter + ".DestinationAddress"),
        ports(filter.destinationPortRange(), parameter + ".DestinationPortRange"));
  }

  /** A range with one end is that port alone. */
  private static Optional<Ports> ports(@Nullable RequestFilterPortRange range, String parameter) {
    if (range == null) {
      return Optional.empty();
    }
    Optional<Integer> from = CreateNetworkInsightsPath.port(range.fromPort(), parameter + ".FromPort");
    Optional<Integer> to = CreateNetworkInsightsPath.port(range.toPort(), parameter + ".ToPort");
    if (from.isEmpty() && to.isEmpty()) {
      return Optional.empty();
    }
    Ports ports = new Ports(from.or(() -> to).orElseThrow(), to.or(() -> from).orElseThrow());
    if (ports.from() > ports.to()) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + ports + ") for parameter " + parameter + " is invalid. FromPort is above ToPort.");
    }
    return Optional.of(ports);
  }

  static PathFilter shown(Filter filter) {
    return PathFilter.builder()
        .sourceAddress(filter.sourceAddress().orElse(null))
        .sourcePortRange(filter.sourcePorts().map(PathFilters::shown).orElse(null))
        .destinationAddress(filter.destinationAddress().orElse(null))
        .destinationPortRange(filter.destinationPorts().map(PathFilters::shown).orElse(null))
        .build();
  }

  private static FilterPortRange shown(Ports ports) {
    return FilterPortRange.builder().fromPort(ports.from()).toPort(ports.to()).build();
  }
}
