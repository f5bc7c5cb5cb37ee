package dev.postern.wire.shape;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The members that a request gave, collected while it is read: one step a name, list indices and map keys left out. */
public final class Trail {
  private final Map<String, Trail> below = new LinkedHashMap<>(4);

  /** The step down to a member; it counts as given from now on. */
  public Trail at(String name) {
    return below.computeIfAbsent(name, _ -> new Trail());
  }

  /** The ends of all trails, their steps joined by dots, in the order given. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    collect("", names);
    return names;
  }

  private void collect(String prefix, Set<String> names) {
    below.forEach((name, trail) -> {
      if (trail.below.isEmpty()) {
        names.add(prefix + name);
      } else {
        trail.collect(prefix + name + ".", names);
      }
    });
  }
}
