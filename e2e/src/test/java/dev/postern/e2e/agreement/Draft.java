package dev.postern.e2e.agreement;

import dev.postern.core.model.Kind;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Random;

/** A random cloud while it is made up. */
final class Draft {
  final Random random;
  Snapshot snapshot = Snapshot.EMPTY;
  private int counter;

  Draft(Random random) {
    this.random = random;
  }

  /** Once in so many times. */
  boolean once(int times) {
    return random.nextInt(times) == 0;
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  String id(String prefix) {
    return "%s-0%016x".formatted(prefix, 0xa000000000L + ++counter);
  }

  /** A hardware address that no other interface has. */
  String mac() {
    return "02:00:00:00:%02x:%02x".formatted(counter >> 8 & 255, counter & 255);
  }

  void put(Resource resource) {
    snapshot = snapshot.with(resource);
  }

  static ResourceKey key(Kind kind, String id) {
    return new ResourceKey(RandomNetwork.ACCOUNT, RandomNetwork.REGION, kind, id);
  }
}
