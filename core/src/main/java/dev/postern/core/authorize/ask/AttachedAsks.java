package dev.postern.core.authorize.ask;

import dev.postern.core.authorize.Ask;
import dev.postern.core.services.PublicService;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the calls of a service ask for that an attached engine answers. Postern knows none of its resources, so they ask for the operation on
 * everything; and a call whose operation is in its method and path, which the engine alone can read, asks for nothing.
 */
public final class AttachedAsks {
  /** Services that policies know by another name than signatures. */
  private static final Map<String, String> PREFIXES = Map.of("monitoring", "cloudwatch");

  private AttachedAsks() {}

  /**
   * The asks of one request. It may name operations in several ways, and which the engine goes by is not known: then all must be allowed.
   *
   * @param operations such as {@code SendMessage}
   */
  public static List<Ask> of(PublicService service, Collection<String> operations) {
    String name = service.signingNames().stream().findFirst().orElse(service.name());
    String prefix = PREFIXES.getOrDefault(name, name) + ":";
    return operations.stream().map(operation -> Ask.of(prefix + operation, "*")).toList();
  }
}
