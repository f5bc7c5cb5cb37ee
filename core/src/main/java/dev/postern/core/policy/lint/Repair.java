package dev.postern.core.policy.lint;

import dev.postern.core.policy.condition.Condition;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.json.Place;
import dev.postern.core.policy.request.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes of a policy's text that keep everything else of it as it was written. */
final class Repair {
  private Repair() {}

  /** {@code document} with statement {@code index} changed. */
  static Json.Members statement(Json.Members document, int index, UnaryOperator<Json.Members> change) {
    List<Json> statements = statements(document);
    statements.set(index, change.apply((Json.Members) statements.get(index)));
    return set(document, "Statement", Json.items(statements));
  }

  static Json.Members without(Json.Members document, int index) {
    List<Json> statements = statements(document);
    statements.remove(index);
    return set(document, "Statement", Json.items(statements));
  }

  /** {@code document} with another statement behind statement {@code index}. */
  static Json.Members add(Json.Members document, int index, Json statement) {
    List<Json> statements = statements(document);
    statements.add(index + 1, statement);
    return set(document, "Statement", Json.items(statements));
  }

  static List<Json> statements(Json.Members document) {
    return new ArrayList<>(
        switch (document.find("Statement").orElseThrow()) {
          case Json.Items(List<Json> values, Place _, int _) -> values;
          case Json.Members one -> List.of(one);
          case Json.Scalar other -> throw new IllegalArgumentException("not a statement: " + other);
        });
  }

  static Json.Members set(Json.Members object, String name, Json value) {
    List<Json.Member> members = new ArrayList<>();
    boolean found = false;
    for (Json.Member member : object.members()) {
      found |= member.name().equals(name);
      members.add(member.name().equals(name) ? Json.member(name, value) : member);
    }
    if (!found) {
      members.add(Json.member(name, value));
    }
    return Json.members(members);
  }

  static Json.Members remove(Json.Members object, String name) {
    return Json.members(object.members().stream().filter(member -> !member.name().equals(name)).toList());
  }

  /** {@code statement} without a sid, for a copy of it. */
  static Json.Members copy(Json.Members statement) {
    return remove(statement, "Sid");
  }

  static Json.Members addCondition(Json.Members statement, String operator, String key, List<String> values) {
    Json.Members conditions = conditions(statement);
    Json.Members keys = conditions.find(operator).map(Json.Members.class::cast).orElse(Json.members(List.of()));
    return set(statement, "Condition", set(conditions, operator, set(keys, key, list(values))));
  }

  static Json.Members removeCondition(Json.Members statement, Condition condition) {
    Json.Members conditions = conditions(statement);
    String operator = written(conditions, condition);
    Json.Members keys = remove((Json.Members) conditions.find(operator).orElseThrow(), condition.key());
    Json.Members left = keys.members().isEmpty() ? remove(conditions, operator) : set(conditions, operator, keys);
    return left.members().isEmpty() ? remove(statement, "Condition") : set(statement, "Condition", left);
  }

  /** The operator as the document writes it, which may be in another case. */
  private static String written(Json.Members conditions, Condition condition) {
    return conditions.members().stream()
        .filter(member -> Fold.same(member.name(), condition.operatorWord()))
        .filter(member -> ((Json.Members) member.value()).find(condition.key()).isPresent())
        .map(Json.Member::name)
        .findFirst()
        .orElseThrow();
  }

  /** {@code condition} with another operator, key or values. */
  static Json.Members replaceCondition(Json.Members statement, Condition condition, String operator, String key, List<String> values) {
    return addCondition(removeCondition(statement, condition), operator, key, values);
  }

  private static Json.Members conditions(Json.Members statement) {
    return statement.find("Condition").map(Json.Members.class::cast).orElse(Json.members(List.of()));
  }

  /** One value as it is, several as a list. */
  static Json list(List<String> values) {
    return values.size() == 1 ? Json.text(values.getFirst()) : Json.items(values.stream().map(Json::text).toList());
  }
}
