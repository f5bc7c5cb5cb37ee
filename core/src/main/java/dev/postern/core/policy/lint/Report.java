package dev.postern.core.policy.lint;

import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyParser;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.proof.Difference;
import dev.postern.core.policy.proof.Setting;
import dev.postern.core.policy.question.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Collects findings about one policy. For each it looks for a request that the repaired policy decides otherwise, and else for one that the statement is about. */
final class Report {
  /** Whose resources others' are. */
  private static final String STRANGER = "999988887777";

  private final Scene scene;
  private final List<Finding> findings = new ArrayList<>();

  Report(Scene scene) {
    this.scene = scene;
  }

  List<Finding> findings() {
    return findings;
  }

  /** A finding that goes away when the statement is changed. */
  void add(Rule rule, Statement statement, String subject, UnaryOperator<Json.Members> change) {
    add(rule, statement, subject, Optional.of(Repair.statement(source(), statement.index(), change)));
  }

  /** The same, if the change changes some request's decision. */
  void addIfItMatters(Rule rule, Statement statement, String subject, UnaryOperator<Json.Members> change) {
    Json.Members repaired = Repair.statement(source(), statement.index(), change);
    Optional<Question> request = policy(repaired).isPresent() ? request(repaired) : Optional.empty();
    if (request.isPresent()) {
      add(rule, statement, subject, request, Optional.of(repaired));
    }
  }

  void add(Rule rule, Statement statement, String subject, Optional<Json.Members> repaired) {
    Optional<Json.Members> valid = repaired.filter(document -> policy(document).isPresent());
    Optional<Question> request = valid.flatMap(this::request).or(() -> Difference.about(scene.setting(scene.policy()), statement, scene.gateway()));
    add(rule, statement, subject, request, valid);
  }

  void add(Rule rule, Statement statement, String subject, Optional<Question> request, Optional<Json.Members> repaired) {
    findings.add(new Finding(rule, scene.policy().name(), statement.index(), statement.sid(), subject, request, repaired));
  }

  Json.Members source() {
    return scene.policy().document().source();
  }

  Optional<Policy> policy(Json.Members document) {
    try {
      Json placed = JsonText.parse(JsonText.print(document));
      return Optional.of(new Policy(scene.policy().name() + " (repaired)", PolicyParser.parse(scene.type(), placed)));
    } catch (MalformedPolicy _) {
      return Optional.empty();
    }
  }

  /** A request that the repaired policy decides otherwise. */
  Optional<Question> request(Json.Members repaired) {
    Policy after = policy(repaired).orElseThrow();
    return request(after, scene.account()).or(() -> scene.type() == PolicyType.VPC_ENDPOINT ? request(after, STRANGER) : Optional.empty());
  }

  private Optional<Question> request(Policy repaired, String owner) {
    Setting before = scene.setting(scene.policy(), owner);
    Setting after = scene.setting(repaired, owner);
    return Difference.between(before, after, before).or(() -> Difference.between(after, before, before));
  }
}
