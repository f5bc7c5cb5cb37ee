package dev.postern.core.policy.proof;

import java.util.List;

/** What the limits on one attribute leave. */
sealed interface Found {
  Nothing NOTHING = new Nothing();
  TooHard TOO_HARD = new TooHard();
  Absent ABSENT = new Absent();

  /** No value, and not its absence. */
  record Nothing() implements Found {}

  /** Nobody knows: the search would be too long. */
  record TooHard() implements Found {}

  record Absent() implements Found {}

  record Present(List<String> values) implements Found {}

  record Somebody(Caller caller) implements Found {}
}
