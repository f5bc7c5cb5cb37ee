package dev.postern.core.doctor;

import dev.postern.core.price.Detour;
import java.util.List;

/**
 * What is known besides the network itself.
 *
 * @param buckets those that have a policy
 * @param detours what was metered on ways that cost
 */
public record Clues(List<Bucket> buckets, List<Detour> detours) {
  public static final Clues NONE = new Clues(List.of(), List.of());

  public Clues {
    buckets = List.copyOf(buckets);
    detours = List.copyOf(detours);
  }

  /** @param account whose it is */
  public record Bucket(String name, String account, String region, String policy) {}
}
