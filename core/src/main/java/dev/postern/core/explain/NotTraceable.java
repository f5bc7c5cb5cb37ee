package dev.postern.core.explain;

/** Said to a question that names nothing a trace could follow; the message says what is wrong with it. */
public final class NotTraceable extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotTraceable(String message) {
    super(message);
  }
}
