package dev.postern.app.policy;

import dev.postern.core.policy.Evaluator;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.lint.Finding;
import dev.postern.core.policy.lint.Severity;
import dev.postern.core.policy.question.Answer;
import dev.postern.core.policy.question.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints findings for people and for machines. */
public record Findings(List<Finding> findings) {
  public Findings {
    findings = List.copyOf(findings);
  }

  public boolean hasErrors() {
    return findings.stream().anyMatch(finding -> finding.rule().severity() == Severity.ERROR);
  }

  /** {@code {"findings":[…]}}: for each the request as {@code policy evaluate} reads it and the repaired document. */
  public String json() {
    List<Json> all = new ArrayList<>();
    for (Finding finding : findings) {
      List<Json.Member> members = new ArrayList<>();
      members.add(Json.member("rule", Json.text(finding.rule().name())));
      members.add(Json.member("severity", Json.text(word(finding))));
      members.add(Json.member("policy", Json.text(finding.policy())));
      members.add(Json.member("statement", finding.statement() == Finding.WHOLE ? JsonText.parse("null") : JsonText.parse(String.valueOf(finding.statement()))));
      members.add(Json.member("sid", finding.sid().map(Json::text).orElseGet(() -> JsonText.parse("null"))));
      members.add(Json.member("problem", Json.text(finding.rule().problem())));
      members.add(Json.member("subject", Json.text(finding.subject())));
      members.add(Json.member("because", Json.text(finding.rule().because())));
      finding.request().ifPresent(request -> {
        members.add(Json.member("request", JsonText.parse(request.print())));
        members.add(Json.member("decision", JsonText.parse(Answer.of(request).print())));
      });
      finding.repaired().ifPresent(repaired -> members.add(Json.member("repaired", repaired)));
      all.add(Json.members(members));
    }
    return JsonText.printIndented(Json.members(List.of(Json.member("findings", Json.items(all)))));
  }

  /** A paragraph for each finding, and a last line that counts them. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      text.append(finding.rule()).append(' ').append(word(finding)).append(": ").append(finding.policy());
      if (finding.statement() != Finding.WHOLE) {
        text.append(", statement ").append(finding.statement());
        finding.sid().ifPresent(sid -> text.append(" (").append(sid).append(')'));
      }
      text.append("\n  ").append(finding.rule().problem()).append(": ").append(finding.subject());
      text.append("\n  ").append(finding.rule().because()).append('\n');
      finding.request().ifPresent(request -> text.append("  request:  ").append(request.printRequest()).append("\n  decision: ").append(decision(request)).append('\n'));
      finding.repaired().ifPresent(repaired -> text.append("  repaired:\n").append(JsonText.printIndented(repaired).indent(4)));
      text.append('\n');
    }
    return text.append(count()).append('\n').toString();
  }

  private static String decision(Question question) {
    var decision = Evaluator.decide(question.request(), question.policies());
    return decision.verdict().word() + " " + decision.reason();
  }

  private static String word(Finding finding) {
    return finding.rule().severity().name().toLowerCase(Locale.ROOT);
  }

  private String count() {
    long errors = findings.stream().filter(finding -> finding.rule().severity() == Severity.ERROR).count();
    long warnings = findings.stream().filter(finding -> finding.rule().severity() == Severity.WARNING).count();
    return errors + " errors, " + warnings + " warnings, " + (findings.size() - errors - warnings) + " notes";
  }
}
