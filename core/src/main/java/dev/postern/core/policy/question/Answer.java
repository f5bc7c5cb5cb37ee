package dev.postern.core.policy.question;

import dev.postern.core.policy.Decider;
import dev.postern.core.policy.Decision;
import dev.postern.core.policy.Evaluator;
import dev.postern.core.policy.json.JsonText;

/** The decision about a question. */
public record Answer(String id, Decision decision) {
  public static Answer of(Question question) {
    return new Answer(question.id(), Evaluator.decide(question.request(), question.policies()));
  }

  /** One line of JSON. */
  public String print() {
    StringBuilder text = new StringBuilder("{\"id\":").append(id).append(",\"decision\":\"").append(decision.verdict().word()).append("\",\"decidedBy\":[");
    for (Decider decider : decision.decidedBy()) {
      text.append(text.charAt(text.length() - 1) == '[' ? "" : ",").append("{\"policy\":");
      JsonText.quote(decider.policy(), text);
      text.append(",\"statement\":").append(decider.statement()).append(",\"sid\":");
      decider.sid().ifPresentOrElse(sid -> JsonText.quote(sid, text), () -> text.append("null"));
      text.append('}');
    }
    text.append("],\"reason\":");
    JsonText.quote(decision.reason(), text);
    return text.append('}').toString();
  }
}
