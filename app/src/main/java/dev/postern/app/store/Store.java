package dev.postern.app.store;

import dev.postern.core.state.Snapshot;

/** Keeps the desired state durably; embedded here, and small enough that a cluster's store can take its place. */
public interface Store extends AutoCloseable {
  /** The last committed state. */
  Snapshot read();

  /**
   * Makes a snapshot's changes durable before it returns.
   *
   * @param expectedRevision the revision that the snapshot was made from
   * @return the snapshot at its new revision
   * @throws StaleRevisionException when somebody else committed first
   * @throws StoreException when the disk refuses; nothing has changed then
   */
  Snapshot commit(long expectedRevision, Snapshot next);

  @Override
  void close();

  /** Another writer committed first. */
  final class StaleRevisionException extends RuntimeException {
    public StaleRevisionException(long expected, long found) {
      super("expected revision " + expected + ", found " + found);
    }
  }

  /** The disk refused. */
  final class StoreException extends RuntimeException {
    public StoreException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
