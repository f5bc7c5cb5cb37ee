package dev.postern.core.policy.question;

import dev.postern.core.policy.json.JsonText;

/** A line that asks nothing that can be answered: its id as JSON, {@code null} when it has none, and what is wrong. */
public final class BadQuestion extends RuntimeException {
  private final String id;
  private final String problem;

  BadQuestion(String id, String problem) {
    super(problem, null, false, false);
    this.id = id;
    this.problem = problem;
  }

  /** For a line in which no id can be found. */
  public static BadQuestion withoutId(String problem) {
    return new BadQuestion(Question.NO_ID, problem);
  }

  /** As it stands in the line. */
  public String id() {
    return id;
  }

  public String problem() {
    return problem;
  }

  /** The line that answers it. */
  public String print() {
    StringBuilder text = new StringBuilder("{\"id\":").append(id).append(",\"error\":");
    JsonText.quote(problem, text);
    return text.append('}').toString();
  }
}
