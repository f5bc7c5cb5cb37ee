package dev.postern.core.policy.lint;

import dev.postern.core.policy.Effect;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.condition.Condition;
import dev.postern.core.policy.condition.ConditionKeys;
import dev.postern.core.policy.condition.Operator;
import dev.postern.core.policy.condition.Quantifier;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.pattern.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules about the values of network keys: VPCE003, 004, 016, 029, 030, 031, 032, 033. */
final class IdChecks {
  private static final Pattern ENDPOINT = Pattern.compile("vpce-(?:[0-9a-z]{8}|[0-9a-z]{17})");
  private static final Pattern VPC = Pattern.compile("vpc-(?:[0-9a-z]{8}|[0-9a-z]{17})");
  private static final Pattern ENDPOINT_WITHIN = Pattern.compile("vpce-[0-9a-z]{8,17}");
  private static final Pattern VPC_WITHIN = Pattern.compile("vpc-[0-9a-z]{8,17}");
  private static final String SOME_ENDPOINT = "vpce-0123456789abcdef0";
  private static final String SOME_VPC = "vpc-0123456789abcdef0";

  /** Services of which it was read that they set none of aws:VpceAccount, aws:VpceOrgID, aws:VpceOrgPaths and aws:SourceVpcArn. */
  private static final Set<String> NONE = Set.of("sts", "secretsmanager", "logs");

  private static final Set<String> ORGANIZATION_ALONE = Set.of("sqs", "ses", "cognito-identity", "dms", "cassandra");

  private IdChecks() {}

  static void look(Scene scene, Report report) {
    for (Statement statement : scene.statements()) {
      for (Condition condition : statement.conditions()) {
        switch (condition.foldedKey()) {
          case "aws:sourcevpce" -> {
            kind(scene, report, statement, condition, ENDPOINT, ENDPOINT_WITHIN, SOME_ENDPOINT);
            unknown(scene, report, statement, condition);
          }
          case "aws:sourcevpc" -> {
            kind(scene, report, statement, condition, VPC, VPC_WITHIN, SOME_VPC);
            region(scene, report, statement, condition);
          }
          case "aws:vpceorgpaths", "aws:principalorgpaths" -> paths(report, statement, condition);
          case "aws:vpceorgid" -> outsiders(scene, report, statement, condition);
          default -> {}
        }
        unsupported(scene, report, statement, condition);
        literalWildcard(report, statement, condition);
      }
      dead(scene, report, statement);
    }
  }

  private static boolean isPlain(String value) {
    return !Template.parse(value, true, true).hasVariables() && value.indexOf('*') < 0 && value.indexOf('?') < 0;
  }

  private static void kind(Scene scene, Report report, Statement statement, Condition condition, Pattern good, Pattern within, String some) {
    if (condition.operator().family() != Operator.Family.STRING && condition.operator().family() != Operator.Family.ARN) {
      return;
    }
    List<String> wrong = condition.values().stream().filter(value -> isPlain(value) && !good.matcher(value).matches()).toList();
    if (wrong.isEmpty()) {
      return;
    }
    List<String> repaired = new ArrayList<>();
    for (String value : condition.values()) {
      Matcher inside = within.matcher(value);
      if (!wrong.contains(value)) {
        repaired.add(value);
      } else if (inside.find() && good.matcher(inside.group()).matches()) {
        repaired.add(inside.group());
      }
    }
    boolean isEndpoint = some.equals(SOME_ENDPOINT);
    boolean isOther = repaired.isEmpty() && condition.values().stream().allMatch(value -> (isEndpoint ? VPC : ENDPOINT).matcher(value).matches());
    if (repaired.isEmpty()) {
      repaired.addAll(isOther ? condition.values() : isEndpoint && !scene.endpointIds("s3").isEmpty() ? scene.endpointIds("s3") : List.of(some));
    }
    String key = isOther ? (isEndpoint ? "aws:SourceVpc" : "aws:SourceVpce") : condition.key();
    report.add(Rule.VPCE003, statement, condition.key() + " " + wrong, each -> Repair.replaceCondition(each, condition, condition.operatorWord(), key, repaired.stream().distinct().toList()));
  }

  private static void unknown(Scene scene, Report report, Statement statement, Condition condition) {
    if (!scene.complete()) {
      return;
    }
    List<String> ids = scene.endpoints().stream().map(Scene.Endpoint::id).toList();
    List<String> gone = condition.values().stream().filter(value -> ENDPOINT.matcher(value).matches() && !ids.contains(value)).toList();
    if (gone.isEmpty()) {
      return;
    }
    List<String> left = condition.values().stream().filter(value -> !gone.contains(value)).toList();
    List<String> instead = left.isEmpty() ? scene.endpointIds("s3") : left;
    Optional<Json.Members> repaired =
        instead.isEmpty()
            ? Optional.empty()
            : Optional.of(Repair.statement(report.source(), statement.index(),
                each -> Repair.replaceCondition(each, condition, condition.operatorWord(), condition.key(), instead)));
    report.add(Rule.VPCE004, statement, condition.key() + " " + gone, repaired);
  }

  private static void region(Scene scene, Report report, Statement statement, Condition condition) {
    if (Network.has(statement, "aws:requestedregion", "aws:sourcevpcarn", "aws:sourcevpce") || condition.operator().family() != Operator.Family.STRING || !condition.values().stream().allMatch(IdChecks::isPlain)) {
      return;
    }
    List<String> arns = condition.values().stream().map(id -> "arn:aws:ec2:" + scene.region() + ":" + scene.account() + ":vpc/" + id).toList();
    String operator = condition.quantifier().prefix() + (condition.operator().isNegated() ? "ArnNotEquals" : "ArnEquals") + (condition.isIfExists() ? "IfExists" : "");
    report.add(Rule.VPCE016, statement, condition.toString(), each -> Repair.replaceCondition(each, condition, operator, "aws:SourceVpcArn", arns));
  }

  private static void paths(Report report, Statement statement, Condition condition) {
    boolean wildcard = condition.values().stream().anyMatch(value -> value.indexOf('*') >= 0);
    boolean like = condition.operator() == Operator.STRING_LIKE || condition.operator() == Operator.STRING_NOT_LIKE;
    if (condition.operator().family() != Operator.Family.STRING || condition.quantifier() != Quantifier.NONE && (like || !wildcard)) {
      return;
    }
    String operator = condition.operator().isNegated() ? "ForAllValues:StringNotLike" : "ForAnyValue:StringLike";
    report.add(Rule.VPCE030, statement, condition.toString(), each -> Repair.replaceCondition(each, condition, operator, condition.key(), condition.values()));
  }

  private static void outsiders(Scene scene, Report report, Statement statement, Condition condition) {
    boolean mayBe = scene.complete() ? scene.endpoints().stream().anyMatch(endpoint -> endpoint.organization().isEmpty()) : true;
    if (statement.effect() != Effect.DENY || !condition.operator().isNegated() || !mayBe || Network.has(statement, "aws:vpceaccount", "aws:sourcevpce")) {
      return;
    }
    List<String> accounts = scene.endpoints().stream().filter(endpoint -> endpoint.organization().isEmpty()).map(Scene.Endpoint::account).distinct().toList();
    List<String> exempted = accounts.isEmpty() ? List.of(scene.account()) : accounts;
    report.add(Rule.VPCE031, statement, condition.toString(), each -> Repair.addCondition(each, "StringNotEquals", "aws:VpceAccount", exempted));
  }

  private static void unsupported(Scene scene, Report report, Statement statement, Condition condition) {
    String key = condition.foldedKey();
    boolean isNew = Set.of("aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths", "aws:sourcevpcarn").contains(key);
    List<String> services =
        statement.actions().written().stream().filter(action -> action.indexOf(':') > 0).map(action -> action.substring(0, action.indexOf(':')).toLowerCase(java.util.Locale.ROOT))
            .distinct().filter(service -> !sets(service, key)).toList();
    if (!isNew || statement.actions().isExcept() || services.isEmpty()) {
      return;
    }
    List<String> vpcs = condition.values().stream().filter(value -> value.contains(":vpc/")).map(value -> value.substring(value.indexOf(":vpc/") + 5)).toList();
    List<String> ids = scene.endpoints().stream().map(Scene.Endpoint::id).toList();
    String operator = condition.operator().isNegated() ? "StringNotEquals" : "StringEquals";
    report.add(Rule.VPCE029, statement, condition.key() + " for " + services, each -> vpcs.isEmpty()
        ? Repair.replaceCondition(each, condition, operator, "aws:SourceVpce", ids.isEmpty() ? List.of(SOME_ENDPOINT) : ids)
        : Repair.replaceCondition(each, condition, operator, "aws:SourceVpc", vpcs));
  }

  private static boolean sets(String service, String key) {
    return switch (service) {
      case "dynamodb" -> key.equals("aws:vpceaccount") || key.equals("aws:vpceorgid");
      default -> !NONE.contains(service) && (!ORGANIZATION_ALONE.contains(service) || key.equals("aws:vpceorgid"));
    };
  }

  private static void literalWildcard(Report report, Statement statement, Condition condition) {
    Operator operator = condition.operator();
    boolean knowsNone = operator == Operator.STRING_EQUALS || operator == Operator.STRING_NOT_EQUALS || operator == Operator.STRING_EQUALS_IGNORE_CASE || operator == Operator.STRING_NOT_EQUALS_IGNORE_CASE;
    boolean isPath = condition.foldedKey().endsWith("orgpaths");
    List<String> wild = condition.values().stream().filter(value -> value.replace("${*}", "").replace("${?}", "").matches("(?s).*[*?].*")).toList();
    if (!knowsNone || isPath || wild.isEmpty() || ConditionKeys.isMultivalued(condition.foldedKey()) && condition.quantifier() == Quantifier.NONE) {
      return;
    }
    String like = condition.quantifier().prefix() + (operator.isNegated() ? "StringNotLike" : "StringLike") + (condition.isIfExists() ? "IfExists" : "");
    report.add(Rule.VPCE033, statement, condition.key() + " " + wild, each -> Repair.replaceCondition(each, condition, like, condition.key(), condition.values()));
  }

  private static void dead(Scene scene, Report report, Statement statement) {
    if (statement.effect() != Effect.ALLOW || !scene.complete()) {
      return;
    }
    for (Condition condition : statement.conditions()) {
      boolean isEndpoint = condition.foldedKey().equals("aws:sourcevpce");
      boolean isVpc = condition.foldedKey().equals("aws:sourcevpc");
      if (!isEndpoint && !isVpc || condition.operator().isNegated() || condition.isIfExists() || condition.operator() == Operator.NULL) {
        continue;
      }
      boolean exists =
          scene.endpoints().stream().anyMatch(endpoint -> condition.holdsOf(isEndpoint ? endpoint.id() : endpoint.vpc().orElse(""), dev.postern.core.policy.request.Context.EMPTY));
      if (!exists) {
        Optional<Json.Members> repaired = scene.statements().size() == 1 ? Optional.empty() : Optional.of(Repair.without(report.source(), statement.index()));
        report.add(Rule.VPCE032, statement, condition.toString(), repaired);
        return;
      }
    }
  }
}
