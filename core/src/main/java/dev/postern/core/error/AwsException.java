package dev.postern.core.error;

/** A refused request, worded as AWS words it; it has no stack trace because it is an answer to a client. */
public final class AwsException extends RuntimeException {
  private final transient AwsError error;

  AwsException(AwsError error, String message) {
    super(message, null, false, false);
    this.error = error;
  }

  public AwsError error() {
    return error;
  }

  public String code() {
    return error.code();
  }

  public int status() {
    return error.status();
  }

  /** The message, never null. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
