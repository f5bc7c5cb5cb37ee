package dev.postern.core.policy.lint;

import dev.postern.core.policy.Effect;
import dev.postern.core.policy.PrincipalPattern;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.condition.Condition;
import dev.postern.core.policy.condition.ConditionKeys;
import dev.postern.core.policy.condition.Operator;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Rules about a VPC endpoint's own policy: VPCE024 to 028, 036. */
final class EndpointPolicyChecks {
  private static final int FEWEST_BESIDE_WILDCARD = 6;

  private EndpointPolicyChecks() {}

  static void look(Scene scene, Report report) {
    for (Statement statement : scene.statements()) {
      if (scene.gateway()) {
        accounts(report, statement);
      }
      for (Condition condition : statement.conditions()) {
        refused(report, statement, condition);
        constant(report, statement, condition);
      }
      everything(scene, report, statement);
      if (scene.points().isEmpty()) {
        accessPoints(report, statement);
      }
    }
    scene.points().ifPresent(points -> points.forEach(point -> halves(scene, report, point)));
    ownBucketsAlone(scene, report);
  }

  private static void accounts(Report report, Statement statement) {
    Set<String> accounts = new TreeSet<>();
    for (PrincipalPattern pattern : statement.principals().patterns()) {
      if (pattern instanceof PrincipalPattern.Account(String _, String account)) {
        accounts.add(account);
      }
    }
    if (!accounts.isEmpty() && statement.effect() == Effect.ALLOW) {
      report.add(Rule.VPCE024, statement, accounts.toString(), each ->
          Repair.addCondition(Repair.set(each, "Principal", Json.text("*")), "StringEquals", "aws:PrincipalAccount", List.copyOf(accounts)));
    }
  }

  private static void refused(Report report, Statement statement, Condition condition) {
    boolean isId = ConditionKeys.isSystemId(condition.foldedKey());
    boolean numeric = condition.operator().family() == Operator.Family.NUMERIC;
    boolean like = condition.operator() == Operator.STRING_LIKE || condition.operator() == Operator.STRING_NOT_LIKE;
    List<String> wild = condition.values().stream().filter(value -> value.indexOf('*') >= 0 || value.indexOf('?') >= 0).toList();
    if (isId && (numeric || !wild.isEmpty())) {
      List<String> left = condition.values().stream().filter(value -> !wild.contains(value)).toList();
      String operator = condition.operator().isNegated() ? "StringNotEquals" : "StringEquals";
      report.add(Rule.VPCE025, statement, condition.toString(), each ->
          left.isEmpty() ? Repair.removeCondition(each, condition) : Repair.replaceCondition(each, condition, operator, condition.key(), left));
      return;
    }
    List<String> loose = like ? wild.stream().filter(value -> !hasEnoughBeside(value)).toList() : List.of();
    if (!loose.isEmpty()) {
      List<String> left = condition.values().stream().filter(value -> !loose.contains(value)).toList();
      report.add(Rule.VPCE025, statement, condition.toString(), each ->
          left.isEmpty() ? Repair.removeCondition(each, condition) : Repair.replaceCondition(each, condition, condition.operatorWord(), condition.key(), left));
      return;
    }
    boolean arn = condition.operator().family() == Operator.Family.ARN;
    List<String> mixed = arn ? condition.values().stream().filter(EndpointPolicyChecks::mixesAccount).toList() : List.of();
    if (!mixed.isEmpty()) {
      List<String> whole = condition.values().stream().map(value -> mixed.contains(value) ? withAnyAccount(value) : value).toList();
      report.add(Rule.VPCE025, statement, condition.toString(), each ->
          Repair.replaceCondition(each, condition, condition.operatorWord(), condition.key(), whole));
    }
  }

  /** Whether six characters that are no wildcards stand together before or after each wildcard. */
  private static boolean hasEnoughBeside(String value) {
    String[] pieces = value.split("[*?]+", -1);
    for (int i = 0; i < pieces.length - 1; i++) {
      if (pieces[i].length() < FEWEST_BESIDE_WILDCARD && pieces[i + 1].length() < FEWEST_BESIDE_WILDCARD) {
        return false;
      }
    }
    return true;
  }

  private static boolean mixesAccount(String arn) {
    String[] parts = arn.split(":", 6);
    return parts.length == 6 && parts[4].length() > 1 && (parts[4].indexOf('*') >= 0 || parts[4].indexOf('?') >= 0);
  }

  private static String withAnyAccount(String arn) {
    String[] parts = arn.split(":", 6);
    parts[4] = "*";
    return String.join(":", parts);
  }

  private static void constant(Report report, Statement statement, Condition condition) {
    if (condition.foldedKey().equals("aws:sourcevpce") || condition.foldedKey().equals("aws:sourcevpc")) {
      report.add(Rule.VPCE026, statement, condition.toString(), each -> Repair.removeCondition(each, condition));
    }
  }

  private static void everything(Scene scene, Report report, Statement statement) {
    boolean isFull =
        statement.effect() == Effect.ALLOW && statement.conditions().isEmpty() && statement.principals().isEveryone()
            && statement.resources().isAll() && !statement.resources().isExcept()
            && !statement.actions().isExcept() && statement.actions().written().stream().anyMatch(action -> action.equals("*") || action.endsWith(":*"));
    if (isFull) {
      report.add(Rule.VPCE036, statement, "Allow", each -> scene.organization()
          .map(id -> Repair.addCondition(each, "StringEquals", "aws:ResourceOrgID", List.of(id)))
          .orElseGet(() -> Repair.addCondition(each, "StringEquals", "aws:ResourceAccount", List.of(scene.account()))));
    }
  }

  /**
   * Of a known access point the policy allows a half: its ARN without the bucket's, or, where the point takes requests of the endpoint's VPC alone, and
   * so cannot do without such an endpoint, the bucket's without its ARN.
   */
  private static void halves(Scene scene, Report report, Scene.Point each) {
    String arn = each.point().arn();
    String bucket = "arn:aws:s3:::" + each.bucket();
    Optional<Statement> point = allowing(scene, arn + "/object/");
    Optional<Statement> itself = allowing(scene, bucket + "/");
    boolean isOwn = each.point().vpc().isPresent() && each.point().vpc().equals(scene.vpcOfEndpoint());
    if (point.isPresent() && itself.isEmpty()) {
      add(report, point.get(), arn, List.of(bucket, bucket + "/*"));
    } else if (point.isEmpty() && itself.isPresent() && isOwn) {
      add(report, itself.get(), bucket, List.of(arn, arn + "/object/*"));
    }
  }

  private static void add(Report report, Statement statement, String subject, List<String> missing) {
    List<String> all = new ArrayList<>(statement.resources().written());
    all.addAll(missing);
    Optional<Json.Members> repaired =
        statement.resources().isExcept() ? Optional.empty() : Optional.of(Repair.statement(report.source(), statement.index(), each -> Repair.set(each, "Resource", Repair.list(all))));
    report.add(Rule.VPCE028, statement, subject, repaired);
  }

  /** The first statement that allows to read an object whose ARN begins so: one of any name, or one that a pattern there has room for. */
  private static Optional<Statement> allowing(Scene scene, String prefix) {
    return scene.statements().stream()
        .filter(statement -> statement.effect() == Effect.ALLOW)
        .filter(statement -> keys(statement, prefix).anyMatch(key -> statement.covers(new Request(new Principal.Anonymous(), "s3:GetObject", prefix + key, "", Context.EMPTY))))
        .findFirst();
  }

  private static Stream<String> keys(Statement statement, String prefix) {
    return Stream.concat(
        Stream.of("x"),
        statement.resources().written().stream().filter(arn -> arn.startsWith(prefix)).map(arn -> arn.substring(prefix.length()).replace("*", "x").replace("?", "x")));
  }

  private static void accessPoints(Report report, Statement statement) {
    List<String> resources = statement.resources().written();
    List<String> points = resources.stream().filter(arn -> arn.matches("arn:[^:]*:s3:[^:]*:[^:]*:accesspoint/.*")).toList();
    boolean buckets = resources.stream().anyMatch(arn -> arn.startsWith("arn:aws:s3:::"));
    if (statement.effect() == Effect.ALLOW && !points.isEmpty() && !buckets && !statement.resources().isExcept() && !statement.resources().isAll()) {
      List<String> both = new ArrayList<>(resources);
      both.addAll(List.of("arn:aws:s3:::*", "arn:aws:s3:::*/*"));
      String[] parts = points.getFirst().split(":", 6);
      report.add(Rule.VPCE028, statement, points.toString(), each -> {
        Json.Members more = Repair.set(each, "Resource", Repair.list(both));
        return parts[4].matches("[0-9]{12}") ? Repair.addCondition(more, "StringEquals", "s3:DataAccessPointAccount", List.of(parts[4])) : more;
      });
    }
  }

  private static void ownBucketsAlone(Scene scene, Report report) {
    boolean isS3 = scene.statements().stream().flatMap(statement -> statement.actions().written().stream()).anyMatch(action -> action.startsWith("s3:"))
        || scene.statements().stream().flatMap(statement -> statement.resources().written().stream()).anyMatch(arn -> arn.startsWith("arn:aws:s3:::"));
    List<String> ofAws = List.of("amazonlinux-2-repos-" + scene.region(), "prod-" + scene.region() + "-starport-layer-bucket", "amazon-ssm-" + scene.region());
    List<String> closed = ofAws.stream().filter(bucket -> scene.statements().stream().noneMatch(statement -> reads(statement, bucket))).toList();
    Optional<Statement> first = scene.statements().stream().filter(statement -> statement.effect() == Effect.ALLOW).findFirst();
    if (!isS3 || closed.isEmpty() || first.isEmpty()) {
      return;
    }
    Json.Members reading = Json.members(List.of(
        Json.member("Sid", Json.text("AwsOwnedBuckets")),
        Json.member("Effect", Json.text("Allow")),
        Json.member("Principal", Json.text("*")),
        Json.member("Action", Json.text("s3:GetObject")),
        Json.member("Resource", Repair.list(closed.stream().map(bucket -> "arn:aws:s3:::" + bucket + "/*").toList()))));
    report.add(Rule.VPCE027, first.get(), closed.toString(), Optional.of(Repair.add(report.source(), scene.statements().size() - 1, reading)));
  }

  /** AWS's buckets are of other accounts: a statement that asks for one's own account or organization does not open them. */
  private static boolean reads(Statement statement, String bucket) {
    Request request = new Request(new Principal.Anonymous(), "s3:GetObject", "arn:aws:s3:::" + bucket + "/x", "", Context.EMPTY);
    return statement.effect() == Effect.ALLOW && statement.covers(request)
        && !Network.has(statement, "aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths", "s3:resourceaccount");
  }
}
