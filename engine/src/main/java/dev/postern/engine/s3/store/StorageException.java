package dev.postern.engine.s3.store;

/** The disk or the database failed; what was asked for is not done. */
public final class StorageException extends RuntimeException {
  StorageException(Throwable cause) {
    super(cause);
  }
}
