package dev.postern.core.action.elasticloadbalancing;

import dev.postern.core.action.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every operation of the Elastic Load Balancing API (version 2015-12-01) that Postern has, by name; {@link DescribeTargetHealth} knows what is observed. */
public final class ElasticLoadBalancingOperations {
  private static final Map<String, Operation<?, ?>> BY_NAME =
      Stream.of(LoadBalancers.ALL, Attributes.ALL, TargetGroups.ALL, Targets.ALL, Listeners.ALL, BalancerTags.ALL)
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity()));

  private ElasticLoadBalancingOperations() {}

  public static Optional<Operation<?, ?>> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  public static List<Operation<?, ?>> all() {
    return BY_NAME.values().stream().sorted(Comparator.comparing(Operation::name)).toList();
  }
}
