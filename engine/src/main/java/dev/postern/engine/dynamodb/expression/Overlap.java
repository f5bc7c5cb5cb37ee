package dev.postern.engine.dynamodb.expression;

import java.util.List;
import java.util.Optional;

/** Finds document paths of one expression that cannot stand together. */
final class Overlap {
  private Overlap() {}

  /** What is wrong with adding {@code path} to {@code paths}: one contains the other, or they need a parent of two types. */
  static Optional<String> find(List<Path> paths, Path path) {
    for (Path earlier : paths) {
      Optional<String> kind = kind(earlier.steps(), path.steps());
      if (kind.isPresent()) {
        return Optional.of("Two document paths %s with each other; must remove or rewrite one of these paths; path one: %s, path two: %s"
            .formatted(kind.get(), earlier, path));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> kind(List<Path.Step> one, List<Path.Step> two) {
    for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
      if (one.get(i).getClass() != two.get(i).getClass()) {
        return Optional.of("conflict");
      }
      if (!one.get(i).equals(two.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of("overlap");
  }
}
