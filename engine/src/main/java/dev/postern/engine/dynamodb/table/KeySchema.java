package dev.postern.engine.dynamodb.table;

import java.util.List;
import java.util.Optional;

/** The names of a hash key and perhaps a range key. */
public record KeySchema(String hash, Optional<String> range) {
  public List<String> names() {
    return range.map(name -> List.of(hash, name)).orElseGet(() -> List.of(hash));
  }
}
