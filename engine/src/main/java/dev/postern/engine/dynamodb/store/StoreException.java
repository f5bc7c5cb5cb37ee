package dev.postern.engine.dynamodb.store;

/** The disk or the database failed; nothing of the request was kept. */
public final class StoreException extends RuntimeException {
  StoreException(Throwable cause) {
    super("DynamoDB's file: " + cause.getMessage(), cause);
  }
}
