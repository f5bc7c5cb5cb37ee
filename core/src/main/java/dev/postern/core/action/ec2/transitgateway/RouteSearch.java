package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.hybrid.TransitRoutes.TransitRoute;
import dev.postern.core.ip.Cidr;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * The filters of {@code SearchTransitGatewayRoutes} that compare a route's destination with a block instead of a text.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SearchTransitGatewayRoutes.html">AWS</a>
 */
enum RouteSearch {
  EXACT_MATCH {
    @Override
    List<TransitRoute> of(List<TransitRoute> routes, Cidr block) {
      return routes.stream().filter(r -> r.destination().equals(block)).toList();
    }
  },
  LONGEST_PREFIX_MATCH {
    @Override
    List<TransitRoute> of(List<TransitRoute> routes, Cidr block) {
      return SUPERNET_OF_MATCH.of(routes, block).stream().max(Comparator.comparing(r -> r.destination().length())).stream().toList();
    }
  },
  SUBNET_OF_MATCH {
    @Override
    List<TransitRoute> of(List<TransitRoute> routes, Cidr block) {
      return routes.stream().filter(r -> block.contains(r.destination())).toList();
    }
  },
  SUPERNET_OF_MATCH {
    @Override
    List<TransitRoute> of(List<TransitRoute> routes, Cidr block) {
      return routes.stream().filter(r -> r.destination().contains(block)).toList();
    }
  };

  /** The routes that a block finds. */
  abstract List<TransitRoute> of(List<TransitRoute> routes, Cidr block);

  static Optional<RouteSearch> named(Filter filter) {
    return Arrays.stream(values()).filter(s -> s.filterName().equals(filter.name())).findFirst();
  }

  static Set<String> names() {
    return Arrays.stream(values()).map(RouteSearch::filterName).collect(Collectors.toSet());
  }

  /** The routes that any of a filter's values finds, in their order; a value is a block or a single address. */
  List<TransitRoute> apply(List<TransitRoute> routes, Filter filter) {
    Set<TransitRoute> found =
        filter.values().stream()
            .map(v -> Lookup.cidr(v.contains("/") ? v : v + "/32", filterName()))
            .flatMap(block -> of(routes, block).stream())
            .collect(Collectors.toSet());
    return routes.stream().filter(found::contains).toList();
  }

  private String filterName() {
    return "route-search." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
