package dev.postern.app.lambda;

import java.time.Instant;
import java.util.Optional;

/**
 * One event for a function.
 *
 * @param clientContext JSON, as {@code X-Amz-Client-Context} carried it
 */
record Invocation(String requestId, String functionArn, byte[] payload, Instant deadline, Optional<String> clientContext, String traceId) {

  /** How it ended. */
  sealed interface Outcome {}

  /** The function answered. */
  record Answered(byte[] payload) implements Outcome {}

  /** The function or its runtime said that it failed; {@code error} is AWS's error JSON. */
  record Failed(byte[] error) implements Outcome {}

  /** The process ended before it answered. */
  record Exited(int status) implements Outcome {}

  /** No answer in time. */
  record TimedOut() implements Outcome {}
}
