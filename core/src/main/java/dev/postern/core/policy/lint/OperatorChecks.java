package dev.postern.core.policy.lint;

import dev.postern.core.policy.Effect;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.condition.Condition;
import dev.postern.core.policy.condition.ConditionKeys;
import dev.postern.core.policy.condition.Operator;
import dev.postern.core.policy.condition.Quantifier;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.pattern.Atom;
import dev.postern.core.policy.pattern.Template;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rules about operators that do not say what was meant: VPCE005, 006, 007, 008, 018, 035, 037. */
final class OperatorChecks {
  private OperatorChecks() {}

  static void look(Scene scene, Report report) {
    for (Statement statement : scene.statements()) {
      for (Condition condition : statement.conditions()) {
        ifExists(report, statement, condition);
        set(report, statement, condition);
        nullGuard(report, statement, condition);
        services(report, statement, condition);
      }
      if (statement.effect() == Effect.DENY) {
        missingValue(scene, report, statement);
      }
    }
    version(scene, report);
  }

  private static void ifExists(Report report, Statement statement, Condition condition) {
    if (!condition.isIfExists()) {
      return;
    }
    String plain = condition.quantifier().prefix() + condition.operator().word();
    boolean deny = statement.effect() == Effect.DENY;
    if (deny && condition.operator().isNegated() && condition.quantifier() != Quantifier.ANY) {
      report.add(Rule.VPCE005, statement, condition.toString(), each -> Repair.replaceCondition(each, condition, plain, condition.key(), condition.values()));
    } else if (!deny && Network.isKey(condition) && !condition.operator().isNegated()) {
      report.add(Rule.VPCE006, statement, condition.toString(), each -> Repair.replaceCondition(each, condition, plain, condition.key(), condition.values()));
    }
  }

  private static void set(Report report, Statement statement, Condition condition) {
    String key = condition.foldedKey();
    boolean isSingle = key.startsWith("aws:") && !ConditionKeys.isMultivalued(key);
    if (condition.quantifier() == Quantifier.NONE || !isSingle || condition.operator() == Operator.NULL) {
      return;
    }
    String plain = condition.operator().word() + (condition.isIfExists() ? "IfExists" : "");
    report.add(Rule.VPCE008, statement, condition.toString(), each -> Repair.replaceCondition(each, condition, plain, condition.key(), condition.values()));
  }

  private static void nullGuard(Report report, Statement statement, Condition condition) {
    boolean asksPresence = condition.operator() == Operator.NULL && Network.isKey(condition) && !condition.holdsWhenAbsent();
    if (statement.effect() == Effect.DENY && asksPresence && Network.limit(statement).isPresent()) {
      report.add(Rule.VPCE007, statement, condition.toString(), each -> Repair.removeCondition(each, condition));
    }
  }

  private static void services(Report report, Statement statement, Condition condition) {
    boolean isBool = condition.operator() == Operator.BOOL && condition.foldedKey().equals("aws:principalisawsservice");
    if (statement.effect() == Effect.DENY && isBool && !condition.isIfExists() && condition.values().equals(List.of("false"))) {
      report.add(Rule.VPCE018, statement, condition.toString(), each -> Repair.replaceCondition(each, condition, "BoolIfExists", condition.key(), condition.values()));
    }
  }

  /** A variable without a default in a comparison that holds when nothing matches. */
  private static void missingValue(Scene scene, Report report, Statement statement) {
    if (!scene.policy().document().variables()) {
      return;
    }
    Stream<Template> compared =
        statement.conditions().stream().filter(condition -> condition.operator().isNegated()).flatMap(condition -> condition.templates().stream());
    Stream<Template> resources =
        statement.resources().isExcept() ? statement.resources().patterns().stream().map(pattern -> pattern.template()) : Stream.empty();
    Optional<Atom.Variable> open =
        Stream.concat(compared, resources).flatMap(template -> template.atoms().stream())
            .filter(Atom.Variable.class::isInstance).map(Atom.Variable.class::cast)
            .filter(variable -> variable.otherwise().isEmpty() && !isAlwaysThere(variable.folded()) && !isAskedFor(statement, variable.folded()))
            .findFirst();
    open.ifPresent(variable ->
        report.add(Rule.VPCE037, statement, "${" + variable.key() + "}", each -> Repair.addCondition(each, "Null", variable.key(), List.of("false"))));
  }

  private static boolean isAlwaysThere(String key) {
    return List.of("aws:currenttime", "aws:epochtime", "aws:securetransport", "aws:viaawsservice", "aws:requestedregion", "aws:principalaccount", "aws:principaltype", "aws:userid",
        "aws:resourceaccount").contains(key);
  }

  private static boolean isAskedFor(Statement statement, String key) {
    return statement.conditions().stream().anyMatch(condition -> condition.foldedKey().equals(key) && !condition.holdsWhenAbsent());
  }

  private static void version(Scene scene, Report report) {
    if (scene.policy().document().variables()) {
      return;
    }
    for (Statement statement : scene.statements()) {
      String text = JsonText.print(Repair.statements(report.source()).get(statement.index()));
      if (text.contains("${")) {
        Json.Members old = Repair.remove(report.source(), "Version");
        List<Json.Member> members = new java.util.ArrayList<>(List.of(Json.member("Version", Json.text("2012-10-17"))));
        members.addAll(old.members());
        report.add(Rule.VPCE035, statement, text.substring(text.indexOf("${"), Math.min(text.length(), text.indexOf("${") + 40)).split("[\"}]")[0] + "}", Optional.of(Json.members(members)));
        return;
      }
    }
  }
}
