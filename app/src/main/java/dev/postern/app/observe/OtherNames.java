package dev.postern.app.observe;

import dev.postern.core.doctor.Clues;
import dev.postern.core.plan.Door;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** The names that TLS clients asked endpoints for in the last hour, and that were not the service's. */
public final class OtherNames implements BiConsumer<Door.Endpoint, String> {
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9._-]{0,253}");

  private final Clock clock;
  private final LastHour<Asked> asked = new LastHour<>();

  private record Asked(String endpointId, String name) {}

  public OtherNames(Clock clock) {
    this.clock = clock;
  }

  /** @param name empty where the client asked an address; clients choose it, so what is no host name is not repeated */
  @Override
  public void accept(Door.Endpoint endpoint, String name) {
    asked.add(new Asked(endpoint.endpointId(), HOST_NAME.matcher(name).matches() ? name : "what is no host name"), 1, clock.instant());
  }

  public List<Clues.Mishap> mishaps() {
    return asked.sums(clock.instant()).entrySet().stream()
        .map(e -> new Clues.Mishap(Clues.Mishap.Kind.OTHER_NAME, e.getKey().endpointId, e.getKey().name, e.getValue()))
        .toList();
  }
}
