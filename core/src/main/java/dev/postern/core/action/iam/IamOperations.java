package dev.postern.core.action.iam;

import dev.postern.core.action.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every operation of the IAM API (version 2010-05-08) that Postern has, by name. */
public final class IamOperations {
  private static final Map<String, Operation<?, ?>> BY_NAME =
      Stream.of(
              Users.ALL,
              UserPolicies.ALL,
              AccessKeys.ALL,
              Roles.ALL,
              RolePolicies.ALL,
              Boundaries.ALL,
              Policies.ALL,
              PolicyVersions.ALL,
              InstanceProfiles.ALL)
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableMap(Operation::name, o -> o));

  private IamOperations() {}

  public static Optional<Operation<?, ?>> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  public static List<Operation<?, ?>> all() {
    return BY_NAME.values().stream().sorted(Comparator.comparing(Operation::name)).toList();
  }
}
