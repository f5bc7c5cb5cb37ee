package dev.postern.core.policy.proof;

import dev.postern.core.policy.Decision;
import dev.postern.core.policy.question.Question;
import java.util.List;
import java.util.Optional;

/** What came out of asking whether something holds of all requests, and what was taken for granted. */
public sealed interface Proof {
  /** What was asked, as a sentence that is true when it is proved. */
  String claim();

  List<String> assumptions();

  default String word() {
    return switch (this) {
      case Proved _ -> "PROVED";
      case Refuted _ -> "REFUTED";
      case Unknown _ -> "UNKNOWN";
    };
  }

  /** It holds. {@code example} is a request that shows it, where one is enough. */
  record Proved(String claim, List<String> assumptions, Optional<Question> example) implements Proof {}

  /**
   * It does not hold: the evaluator decides the witness as {@code decision} says.
   *
   * @param onPoint what the same request asks on the access point that it comes through, which is allowed too
   */
  record Refuted(String claim, List<String> assumptions, Question witness, Optional<Question> onPoint, Decision decision) implements Proof {}

  record Unknown(String claim, List<String> assumptions, String reason) implements Proof {}
}
