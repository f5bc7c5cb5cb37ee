package dev.postern.core.authorize.ask;

import dev.postern.core.authorize.Ask;
import dev.postern.core.services.PublicService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the calls of a service ask for that an attached engine answers. Postern knows none of its resources, so they ask for the operation on
 * everything; and a call whose operation is in its method and path, which the engine alone can read, asks for nothing.
 */
public final class AttachedAsks {
  /** Services that policies know by another name than signatures. */
  private static final Map<String, String> PREFIXES = Map.of("monitoring", "cloudwatch");

  private AttachedAsks() {}

  /**
   * The asks of one request. It may say an operation in both ways, and the engine goes by either: then both must be allowed.
   *
   * @param target the value of {@code X-Amz-Target}, of the JSON protocols
   * @param action the parameter {@code Action}, of the Query protocols
   */
  public static List<Ask> of(PublicService service, Optional<String> target, Optional<String> action) {
    String name = service.signingNames().stream().findFirst().orElse(service.name());
    return Stream.concat(target.map(t -> t.substring(t.lastIndexOf('.') + 1)).stream(), action.stream())
        .filter(operation -> !operation.isEmpty())
        .distinct()
        .map(operation -> Ask.of(PREFIXES.getOrDefault(name, name) + ":" + operation, "*"))
        .toList();
  }
}
