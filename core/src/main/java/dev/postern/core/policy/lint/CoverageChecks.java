package dev.postern.core.policy.lint;

import dev.postern.core.policy.Decision;
import dev.postern.core.policy.Evaluator;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.condition.Condition;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.proof.S3Actions;
import dev.postern.core.policy.question.Question;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.PrincipalKeys;
import dev.postern.core.policy.request.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rules about what a Deny by network or address covers, and whom it shuts out: VPCE001, 002, 009, 010, 012, 013, 014. */
final class CoverageChecks {
  static final String ADMINISTRATOR = "role/bucket-policy-administrator";
  private static final List<String> POLICY_ACTIONS = List.of("s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy");

  private CoverageChecks() {}

  static void look(Scene scene, Report report) {
    List<Statement> byNetwork = scene.statements().stream().filter(Network::isDeny).toList();
    for (Statement statement : scene.statements()) {
      if (Network.isDeny(statement) && scene.isBucketPolicy()) {
        lockOut(scene, report, statement);
        halves(scene, report, statement, byNetwork);
        actions(scene, report, statement, byNetwork);
      }
      if (Network.isAddressDeny(statement)) {
        addresses(scene, report, statement);
      }
    }
    twice(report, scene.statements());
  }

  private static String bucket(Scene scene) {
    return "arn:aws:s3:::" + scene.bucket().orElseThrow();
  }

  /** Whether a statement is about an action on a resource, whoever asks and however. */
  private static boolean covers(Statement statement, String action, String resource) {
    return statement.covers(new Request(new Principal.Anonymous(), action, resource, "", Context.EMPTY));
  }

  private static void lockOut(Scene scene, Report report, Statement statement) {
    boolean blocksPolicy = covers(statement, "s3:PutBucketPolicy", bucket(scene)) && statement.principals().isEveryone() && !Network.namesCallers(statement);
    if (!blocksPolicy) {
      return;
    }
    List<String> administrator = List.of("arn:aws:iam::" + scene.account() + ":" + ADMINISTRATOR);
    report.add(Rule.VPCE001, statement, "s3:PutBucketPolicy", each -> Repair.addCondition(each, "ArnNotEquals", "aws:PrincipalArn", administrator));
    rescue(scene, report, statement);
  }

  /** Whether the owner's root can delete the policy from the internet, or at least through some known endpoint. */
  private static void rescue(Scene scene, Report report, Statement statement) {
    List<Question> ways = new ArrayList<>(List.of(rescue(scene, Optional.empty())));
    Question fromInternet = ways.getFirst();
    scene.endpoints().stream().filter(endpoint -> endpoint.service().equals("s3")).forEach(endpoint -> ways.add(rescue(scene, Optional.of(endpoint))));
    boolean closed = !isAllowed(fromInternet) || ways.size() > 1 && ways.stream().skip(1).noneMatch(CoverageChecks::isAllowed);
    if (closed) {
      Question shown = ways.stream().filter(way -> !isAllowed(way)).findFirst().orElseThrow();
      Decision decision = Evaluator.decide(shown.request(), shown.policies());
      PolicyType by = decision.decidedBy().isEmpty() ? PolicyType.VPC_ENDPOINT : decision.decidedBy().getFirst().type();
      List<String> root = List.of("arn:aws:iam::" + scene.account() + ":root");
      Json.Members spared = Repair.statement(report.source(), statement.index(), each -> Repair.addCondition(each, "ArnNotEquals", "aws:PrincipalArn",
          List.of(root.getFirst(), "arn:aws:iam::" + scene.account() + ":" + ADMINISTRATOR)));
      report.add(Rule.VPCE002, statement, "by a " + by.words(), Optional.of(shown), Optional.of(spared));
    }
  }

  private static Question rescue(Scene scene, Optional<Scene.Endpoint> endpoint) {
    Context.Builder context = Context.builder().put("aws:ViaAWSService", "false").put("aws:SecureTransport", "true");
    if (endpoint.isPresent()) {
      context.put("aws:SourceVpce", endpoint.get().id()).put("aws:SourceVpc", endpoint.get().vpc().orElse("vpc-0123456789abcdef0")).put("aws:VpcSourceIp", "10.0.0.5");
    } else {
      context.put("aws:SourceIp", "198.51.100.7");
    }
    Principal root = Principal.ofArn(scene.account()).orElseThrow();
    Request request = PrincipalKeys.complete(new Request(root, "s3:DeleteBucketPolicy", bucket(scene), scene.account(), context.build()));
    return new Question("\"witness\"", request, scene.setting(scene.policy()).policies(endpoint.map(Scene.Endpoint::id), true));
  }

  private static boolean isAllowed(Question question) {
    return Evaluator.decide(question.request(), question.policies()).isAllowed();
  }

  private static void halves(Scene scene, Report report, Statement statement, List<Statement> byNetwork) {
    boolean bucket = coversKind(scene, List.of(statement), S3Actions.About.BUCKET);
    boolean objects = coversKind(scene, List.of(statement), S3Actions.About.OBJECT);
    boolean both = coversKind(scene, byNetwork, S3Actions.About.BUCKET) && coversKind(scene, byNetwork, S3Actions.About.OBJECT);
    boolean means = !statement.resources().isExcept() && (bucket || objects) && meansBoth(statement, bucket);
    if (!both && means) {
      List<String> repaired = new ArrayList<>(statement.resources().written());
      repaired.add(bucket ? bucket(scene) + "/*" : bucket(scene));
      report.add(Rule.VPCE009, statement, bucket ? "the bucket alone" : "the objects alone", each -> Repair.set(each, "Resource", Repair.list(repaired)));
    }
  }

  /** Whether its actions are also about what its resources leave out. */
  private static boolean meansBoth(Statement statement, boolean coversBucket) {
    S3Actions.About other = coversBucket ? S3Actions.About.OBJECT : S3Actions.About.BUCKET;
    return S3Actions.all(other).stream().anyMatch(statement::coversAction);
  }

  private static boolean coversKind(Scene scene, List<Statement> statements, S3Actions.About about) {
    String resource = about == S3Actions.About.BUCKET ? bucket(scene) : bucket(scene) + "/object";
    return statements.stream().anyMatch(statement -> S3Actions.all(about).stream().anyMatch(action -> covers(statement, action, resource)));
  }

  private static void actions(Scene scene, Report report, Statement statement, List<Statement> byNetwork) {
    Optional<String> open =
        Stream.of(S3Actions.About.values())
            .filter(about -> coversKind(scene, List.of(statement), about))
            .flatMap(about -> S3Actions.all(about).stream().filter(action -> byNetwork.stream().noneMatch(deny -> deny.coversAction(action))))
            .findFirst();
    if (open.isPresent() && !statement.actions().isExcept()) {
      report.add(Rule.VPCE010, statement, "not " + open.get(), each -> Repair.set(each, "Action", Json.text("s3:*")));
    }
  }

  private static void addresses(Scene scene, Report report, Statement statement) {
    Condition limit = Network.addressLimit(statement).orElseThrow();
    Optional<Condition> endpoints = Network.limit(statement);
    if (endpoints.isPresent()) {
      report.add(Rule.VPCE013, statement, limit.key() + " and " + endpoints.get().key(), each -> Repair.removeCondition(each, limit));
      return;
    }
    boolean escapes = statement.conditions().stream().anyMatch(condition -> Network.isKey(condition) && condition.holdsWhenAbsent() || condition.foldedKey().equals("aws:sourceip") && !condition.holdsWhenAbsent());
    if (escapes) {
      return;
    }
    List<String> mentioned =
        Stream.concat(
                scene.statements().stream().flatMap(each -> each.conditions().stream()).filter(each -> each.foldedKey().equals("aws:sourcevpce")).flatMap(each -> each.values().stream()),
                scene.endpointIds("s3").stream())
            .filter(id -> id.startsWith("vpce-"))
            .distinct()
            .toList();
    report.add(Rule.VPCE012, statement, limit.toString(), each -> mentioned.isEmpty()
        ? Repair.addCondition(each, "Null", "aws:SourceIp", List.of("false"))
        : Repair.addCondition(each, "StringNotEquals", "aws:SourceVpce", mentioned));
  }

  private static void twice(Report report, List<Statement> statements) {
    Optional<Statement> byAddress = statements.stream().filter(each -> Network.isAddressDeny(each) && !Network.isDeny(each)).findFirst();
    Optional<Statement> byNetwork = statements.stream().filter(each -> Network.isDeny(each) && !Network.isAddressDeny(each)).findFirst();
    if (byAddress.isEmpty() || byNetwork.isEmpty()) {
      return;
    }
    Condition address = Network.addressLimit(byAddress.get()).orElseThrow();
    Json.Members merged =
        Repair.statement(report.source(), byNetwork.get().index(), each -> Repair.addCondition(each, address.operatorWord(), address.key(), address.values()));
    report.add(Rule.VPCE014, byAddress.get(), "with statement " + byNetwork.get().index(), Optional.of(Repair.without(merged, byAddress.get().index())));
  }
}
