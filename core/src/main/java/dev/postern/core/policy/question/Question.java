package dev.postern.core.policy.question;

import dev.postern.core.policy.PolicySet;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.json.MalformedJson;
import dev.postern.core.policy.request.Request;

/** A request, the policies that have a say in it, and the id under which it is answered: JSON, a string or a number. */
public record Question(String id, Request request, PolicySet policies) {
  static final String NO_ID = "null";

  /** Reads a line. @throws BadQuestion with the line's id, if it can be found */
  public static Question parse(String line) {
    Json value;
    try {
      value = JsonText.parse(line);
    } catch (MalformedJson e) {
      throw new BadQuestion(NO_ID, "not JSON: " + e.getMessage());
    }
    if (!(value instanceof Json.Members members)) {
      throw new BadQuestion(NO_ID, "a line is a JSON object");
    }
    return new QuestionParser(line, members).parse();
  }

  /** The line that asks this. */
  public String print() {
    return QuestionPrinter.print(this, true);
  }

  /** The line without the policies: the request alone. */
  public String printRequest() {
    return QuestionPrinter.print(this, false);
  }
}
