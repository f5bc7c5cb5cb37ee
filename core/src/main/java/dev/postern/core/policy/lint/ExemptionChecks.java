package dev.postern.core.policy.lint;

import dev.postern.core.policy.Effect;
import dev.postern.core.policy.Evaluator;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.PrincipalPattern;
import dev.postern.core.policy.Principals;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.Verdict;
import dev.postern.core.policy.condition.Condition;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.question.Question;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.PrincipalKeys;
import dev.postern.core.policy.request.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Rules about who is exempted from a limit, or let in by one: VPCE017, 019, 020, 021, 022, 023, 034. */
final class ExemptionChecks {
  private ExemptionChecks() {}

  static void look(Scene scene, Report report) {
    for (Statement statement : scene.statements()) {
      boolean isOfResource = scene.type() == PolicyType.RESOURCE || scene.type() == PolicyType.RCP;
      if (statement.effect() == Effect.DENY && (Network.isDeny(statement) || Network.isAddressDeny(statement))) {
        if (isOfResource && statement.principals().isEveryone()) {
          services(scene, report, statement);
          serviceRoles(scene, report, statement);
        }
        forwarded(scene, report, statement);
      }
      strangers(scene, report, statement);
      if (isOfResource && statement.effect() == Effect.ALLOW && statement.principals().isEveryone()) {
        everybodyBehind(scene, report, statement);
      }
      sharedVpc(scene, report, statement);
      if (statement.effect() == Effect.DENY && statement.principals().mode() == Principals.Mode.EXCEPT) {
        partialException(report, statement);
      }
    }
  }

  private static void services(Scene scene, Report report, Statement statement) {
    if (Network.has(statement, "aws:principalisawsservice", "aws:principalservicename", "aws:principalservicenameslist")) {
      return;
    }
    Json.Members repaired =
        Repair.statement(report.source(), statement.index(), each -> Repair.addCondition(each, "BoolIfExists", "aws:PrincipalIsAWSService", List.of("false")));
    Request delivery =
        new Request(
            new Principal.Service("cloudtrail.amazonaws.com"), "s3:PutObject", "arn:aws:s3:::" + scene.bucket().orElse("") + "/AWSLogs/" + scene.account() + "/CloudTrail/log.json.gz",
            scene.account(), Context.builder().put("aws:ViaAWSService", "false").put("aws:SecureTransport", "true").build());
    Optional<Question> denied =
        Optional.of(new Question("\"witness\"", PrincipalKeys.complete(delivery), scene.setting(scene.policy()).policies(Optional.empty(), false)))
            .filter(question -> scene.bucket().isPresent() && Evaluator.verdict(question.request(), question.policies()) == Verdict.EXPLICITLY_DENIED);
    Optional<Question> shown = report.request(repaired).or(() -> denied);
    if (shown.isPresent() || scene.bucket().isEmpty()) {
      report.add(Rule.VPCE017, statement, "aws:PrincipalIsAWSService", shown, Optional.of(repaired));
    }
  }

  private static void forwarded(Scene scene, Report report, Statement statement) {
    boolean mayBe = scene.callers().map(callers -> !callers.forwarding().isEmpty()).orElse(true);
    if (mayBe && !Network.has(statement, "aws:viaawsservice", "aws:calledvia", "aws:calledviafirst", "aws:calledvialast")) {
      String who = scene.callers().map(callers -> String.join(", ", callers.forwarding())).orElse("if Athena, CloudFormation and the like are used");
      report.addIfItMatters(Rule.VPCE019, statement, who, each -> Repair.addCondition(each, "BoolIfExists", "aws:ViaAWSService", List.of("false")));
    }
  }

  private static void serviceRoles(Scene scene, Report report, Statement statement) {
    List<String> roles = scene.callers().map(Scene.Callers::serviceRoles).orElse(List.of("arn:aws:iam::" + scene.account() + ":role/service-role/*"));
    if (!roles.isEmpty() && !Network.has(statement, "aws:principalarn", "aws:principaltag")) {
      String who = scene.callers().isPresent() ? String.join(", ", roles) : "if replication, batch operations, Glue or the like are used";
      report.addIfItMatters(Rule.VPCE020, statement, who, each -> Repair.addCondition(each, "ArnNotLike", "aws:PrincipalArn", roles));
    }
  }

  private static void strangers(Scene scene, Report report, Statement statement) {
    Predicate<Condition> loose =
        condition -> condition.foldedKey().startsWith("aws:principaltag/") || condition.foldedKey().equals("aws:principalarn") && condition.values().stream().anyMatch(ExemptionChecks::isOfAnyAccount);
    boolean deny = statement.effect() == Effect.DENY;
    Optional<Condition> found = statement.conditions().stream().filter(condition -> condition.operator().isNegated() == deny && loose.test(condition)).findFirst();
    boolean isLimit = deny ? Network.isDeny(statement) || Network.isAddressDeny(statement) : statement.principals().isEveryone();
    if (found.isEmpty() || !isLimit || Network.has(statement, "aws:principalorgid", "aws:principalaccount", "aws:principalorgpaths")) {
      return;
    }
    if (!deny) {
      report.add(Rule.VPCE021, statement, found.get().toString(), each -> Repair.addCondition(each, "StringEquals", "aws:PrincipalAccount", List.of(scene.account())));
      return;
    }
    Json.Members whole = (Json.Members) Repair.statements(report.source()).get(statement.index());
    Json.Members others = Repair.addCondition(Repair.removeCondition(Repair.copy(whole), found.get()), "StringNotEquals", "aws:PrincipalAccount", List.of(scene.account()));
    Json.Members own = Repair.statement(report.source(), statement.index(), each -> Repair.addCondition(each, "StringEquals", "aws:PrincipalAccount", List.of(scene.account())));
    report.add(Rule.VPCE021, statement, found.get().toString(), Optional.of(Repair.add(own, statement.index(), others)));
  }

  private static boolean isOfAnyAccount(String arn) {
    String[] parts = arn.split(":", 6);
    return parts.length == 6 && !parts[4].matches("[0-9]{12}") && !parts[4].startsWith("${");
  }

  private static void everybodyBehind(Scene scene, Report report, Statement statement) {
    boolean byNetworkAlone =
        !statement.conditions().isEmpty()
            && statement.conditions().stream().anyMatch(Network::isKey)
            && statement.conditions().stream().noneMatch(condition -> Network.isOfCaller(condition.foldedKey()) || condition.foldedKey().equals("aws:principaltype"));
    if (byNetworkAlone) {
      report.add(Rule.VPCE022, statement, statement.conditions().stream().filter(Network::isKey).findFirst().orElseThrow().toString(),
          each -> Repair.addCondition(each, "StringEquals", "aws:PrincipalAccount", List.of(scene.account())));
    }
  }

  private static void sharedVpc(Scene scene, Report report, Statement statement) {
    for (Condition condition : statement.conditions()) {
      boolean isVpc = condition.foldedKey().equals("aws:sourcevpc") || condition.foldedKey().equals("aws:sourcevpcarn");
      List<String> shared =
          scene.endpoints().stream()
              .filter(endpoint -> endpoint.shared() && !endpoint.gateway() && endpoint.vpc().filter(vpc -> condition.values().stream().anyMatch(value -> value.endsWith(vpc))).isPresent())
              .map(Scene.Endpoint::id)
              .toList();
      if (isVpc && !shared.isEmpty()) {
        List<String> gateways = scene.endpoints().stream().filter(endpoint -> !endpoint.shared()).map(Scene.Endpoint::id).toList();
        String operator = condition.operator().isNegated() ? "StringNotEquals" : "StringEquals";
        Optional<Json.Members> repaired =
            gateways.isEmpty()
                ? Optional.empty()
                : Optional.of(Repair.statement(report.source(), statement.index(), each -> Repair.replaceCondition(each, condition, operator, "aws:SourceVpce", gateways)));
        report.add(Rule.VPCE023, statement, condition + ", shared by " + shared, repaired);
      }
    }
  }

  /** A role or session that is excepted without the rest of what AWS may check. */
  private static void partialException(Report report, Statement statement) {
    List<Principal.Iam> named = statement.principals().patterns().stream()
        .filter(PrincipalPattern.Entity.class::isInstance).map(pattern -> ((PrincipalPattern.Entity) pattern).named()).toList();
    List<String> accounts = statement.principals().patterns().stream()
        .filter(PrincipalPattern.Account.class::isInstance).map(pattern -> ((PrincipalPattern.Account) pattern).account()).toList();
    List<String> missing = new ArrayList<>();
    for (Principal.Iam principal : named) {
      if (!accounts.contains(principal.account())) {
        missing.add("arn:aws:iam::" + principal.account() + ":root");
      }
      boolean hasSession = named.stream().anyMatch(other -> other.kind() == Principal.Iam.Kind.SESSION && other.actsAs(principal));
      if (principal.kind() == Principal.Iam.Kind.ROLE && !hasSession) {
        missing.add("a session of " + principal.name());
      }
      boolean hasRole = named.stream().anyMatch(principal::actsAs);
      if (principal.kind() == Principal.Iam.Kind.SESSION && !hasRole) {
        missing.add("the role of " + principal.name());
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    List<String> arns = named.stream().map(ExemptionChecks::principalArn).distinct().collect(Collectors.toCollection(ArrayList::new));
    accounts.forEach(account -> arns.add("arn:aws:iam::" + account + ":root"));
    report.add(Rule.VPCE034, statement, "without " + missing.stream().distinct().toList(),
        each -> Repair.addCondition(Repair.set(Repair.remove(each, "NotPrincipal"), "Principal", Json.text("*")), "ArnNotLike", "aws:PrincipalArn", arns));
  }

  /** As {@code aws:PrincipalArn} has it. */
  private static String principalArn(Principal.Iam principal) {
    return principal.kind() == Principal.Iam.Kind.SESSION ? "arn:aws:iam::" + principal.account() + ":role/" + principal.entity() : principal.name();
  }
}
