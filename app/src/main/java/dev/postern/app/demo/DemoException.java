package dev.postern.app.demo;

/** The demo could not be told; {@code status} is the exit status of the step that failed. */
public final class DemoException extends RuntimeException {
  private final int status;

  DemoException(String message, int status) {
    super(message, null, false, false);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
