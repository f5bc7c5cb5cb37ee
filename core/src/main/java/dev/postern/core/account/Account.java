package dev.postern.core.account;

import dev.postern.core.doctor.Clues;
import dev.postern.core.state.Snapshot;
import java.util.List;

/**
 * A real account as far as a dump tells of it.
 *
 * @param snapshot its networks
 * @param buckets those that have a policy
 * @param leaving endpoints that are being deleted, which the snapshot does not have
 * @param missing the lists without which nothing can be said of its networks; then the snapshot has none
 * @param gaps what the dump lacks, or has and Postern does not model
 */
public record Account(Snapshot snapshot, List<Clues.Bucket> buckets, List<Clues.Leaving> leaving, List<Listing> missing, List<Gap> gaps) {
  public Account {
    buckets = List.copyOf(buckets);
    leaving = List.copyOf(leaving);
    missing = List.copyOf(missing);
    gaps = List.copyOf(gaps);
  }
}
