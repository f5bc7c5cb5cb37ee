package dev.postern.core.advise;

/** A question that has no answer, such as one for a service that AWS does not have; the message says so in one line. */
public final class BadQuestionException extends RuntimeException {
  BadQuestionException(String message) {
    super(message);
  }
}
