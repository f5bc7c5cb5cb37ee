package dev.postern.core.action.organizations;

import dev.postern.core.action.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every operation of the Organizations API (version 2016-11-28) that Postern has, by name. */
public final class OrganizationsOperations {
  private static final Map<String, Operation<?, ?>> BY_NAME =
      Stream.of(Organizations.ALL, Accounts.ALL, Invitations.ALL, Units.ALL, Branches.ALL, PolicyTypes.ALL, Policies.ALL, Attachments.ALL)
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableMap(Operation::name, o -> o));

  private OrganizationsOperations() {}

  public static Optional<Operation<?, ?>> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  public static List<Operation<?, ?>> all() {
    return BY_NAME.values().stream().sorted(Comparator.comparing(Operation::name)).toList();
  }
}
