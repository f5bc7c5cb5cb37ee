package dev.postern.core.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.policy.request.Context;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every operator, with every set and {@code IfExists}, against a key that is absent, empty, present and many-valued. */
class ConditionTableTest {
  /** Values that match the positive operator's two policy values, and values that match neither. */
  private record Sample(List<String> policy, List<String> matching, List<String> other) {}

  private static Sample sample(Operator operator) {
    return switch (operator) {
      case STRING_EQUALS, STRING_NOT_EQUALS -> new Sample(List.of("a", "b*"), List.of("a", "b*"), List.of("A", "bc"));
      case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE -> new Sample(List.of("a", "b*"), List.of("A", "B*"), List.of("c", "bc"));
      case STRING_LIKE, STRING_NOT_LIKE -> new Sample(List.of("a", "b*"), List.of("a", "bc"), List.of("A", "ab"));
      case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS -> new Sample(List.of("5", "7.50"), List.of("5.0", "7.5"), List.of("6", "-5"));
      case NUMERIC_LESS_THAN -> new Sample(List.of("5", "-7"), List.of("4.9", "-8"), List.of("5", "6"));
      case NUMERIC_LESS_THAN_EQUALS -> new Sample(List.of("5", "-7"), List.of("5", "-8"), List.of("5.1", "6"));
      case NUMERIC_GREATER_THAN -> new Sample(List.of("5", "7"), List.of("5.1", "8"), List.of("5", "-6"));
      case NUMERIC_GREATER_THAN_EQUALS -> new Sample(List.of("5", "7"), List.of("5", "8"), List.of("4", "-6"));
      case DATE_EQUALS, DATE_NOT_EQUALS ->
          new Sample(List.of("2026-01-01T00:00:00Z", "0"), List.of("2026-01-01", "1970-01-01T00:00Z"), List.of("2026-01-02", "1"));
      case DATE_LESS_THAN -> new Sample(List.of("2026-01-01", "2020"), List.of("2025-12-31T23:59:59Z", "2000-01-01"), List.of("2026-01-01", "2027-01-01"));
      case DATE_LESS_THAN_EQUALS -> new Sample(List.of("2026-01-01", "2020"), List.of("2026-01-01", "2000-01-01"), List.of("2026-01-01T00:00:01Z", "2027-01-01"));
      case DATE_GREATER_THAN -> new Sample(List.of("2026-01-01", "2030"), List.of("2026-01-01T00:00:01Z", "2031-01-01"), List.of("2026-01-01", "2000-01-01"));
      case DATE_GREATER_THAN_EQUALS -> new Sample(List.of("2026-01-01", "2030"), List.of("2026-01-01", "2031-01-01"), List.of("2025-12-31", "2000-01-01"));
      case BOOL -> new Sample(List.of("true"), List.of("true", "TRUE"), List.of("false", "False"));
      case BINARY_EQUALS -> new Sample(List.of("QmluYXJ5", "AA=="), List.of("QmluYXJ5", "AA"), List.of("AQ==", "QmluYXJ6"));
      case IP_ADDRESS, NOT_IP_ADDRESS ->
          new Sample(List.of("10.0.0.0/8", "2001:db8::/32"), List.of("10.255.0.1", "2001:db8:1::1"), List.of("11.0.0.0", "2001:db9::1"));
      case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE ->
          new Sample(
              List.of("arn:aws:iam::123456789012:role/a*", "arn:aws:sns:*:123456789012:t"),
              List.of("arn:aws:iam::123456789012:role/ab", "arn:aws:sns:eu-west-1:123456789012:t"),
              List.of("arn:aws:iam::123456789012:role/b", "arn:aws:sns:eu:west-1:123456789012:t"));
      case NULL -> new Sample(List.of("true"), List.of(), List.of());
    };
  }

  private static Context with(List<String> values) {
    return Context.builder().put("some:Key", values).build();
  }

  @TestFactory
  List<DynamicTest> table() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Operator operator : Operator.values()) {
      for (Quantifier quantifier : Quantifier.values()) {
        for (boolean ifExists : operator == Operator.NULL ? new boolean[] {false} : new boolean[] {false, true}) {
          Condition condition = new Condition(operator, quantifier, ifExists, "Some:key", sample(operator).policy(), true);
          tests.add(DynamicTest.dynamicTest(condition.operatorWord(), () -> check(condition)));
        }
      }
    }
    assertThat(tests).hasSize(26 * 3 * 2 + 3);
    return tests;
  }

  private static void check(Condition condition) {
    Sample sample = sample(condition.operator());
    boolean negated = condition.operator().isNegated();
    if (condition.operator() == Operator.NULL) {
      assertThat(condition.holds(Context.EMPTY)).isTrue();
      assertThat(condition.holds(with(List.of()))).isTrue();
      assertThat(condition.holds(with(List.of("")))).isFalse();
      assertThat(condition.holds(with(List.of("x", "y")))).isFalse();
      return;
    }
    List<String> good = negated ? sample.other() : sample.matching();
    List<String> bad = negated ? sample.matching() : sample.other();
    boolean ofMany = condition.quantifier() != Quantifier.NONE;
    boolean all = condition.quantifier() == Quantifier.ALL;
    boolean any = condition.quantifier() == Quantifier.ANY;

    assertThat(condition.holds(Context.EMPTY)).as("absent").isEqualTo(condition.isIfExists() || all || negated && !any);
    assertThat(condition.holds(with(List.of()))).as("empty").isEqualTo(all || negated && !any);
    for (int i = 0; i < 2; i++) {
      assertThat(condition.holds(with(List.of(good.get(i))))).as("one that fits: %s", good.get(i)).isTrue();
      assertThat(condition.holds(with(List.of(bad.get(i))))).as("one that does not fit: %s", bad.get(i)).isFalse();
    }
    assertThat(condition.holds(with(good))).as("two that fit").isEqualTo(ofMany);
    assertThat(condition.holds(with(bad))).as("two that do not fit").isFalse();
    assertThat(condition.holds(with(List.of(good.get(0), bad.get(0))))).as("one of two fits").isEqualTo(any);
    assertThat(condition.holds(with(List.of(bad.get(1), good.get(1))))).as("the other of two fits").isEqualTo(any);
    if (ofMany) {
      assertThat(condition.holds(with(List.of("")))).as("one empty string").isEqualTo(all);
    }
  }

  @TestFactory
  List<DynamicTest> malformedPolicyValues() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Operator operator : Operator.values()) {
      String malformed =
          switch (operator.family()) {
            case NUMERIC -> "five";
            case DATE -> "yesterday";
            case IP -> "10.0.0.0/99";
            case ARN -> "arn:aws:iam";
            case BOOL -> "yes";
            case BINARY -> "%";
            case STRING, NULL -> "";
          };
      if (malformed.isEmpty()) {
        continue;
      }
      tests.add(DynamicTest.dynamicTest(operator.word(), () -> {
        Condition condition = new Condition(operator, Quantifier.NONE, false, "k", List.of(malformed), true);
        for (String value : sample(operator).matching()) {
          assertThat(condition.holds(Context.builder().put("k", value).build())).as("holds of no value: %s", value).isFalse();
        }
        assertThat(condition.holds(Context.builder().put("k", malformed).build())).isFalse();
      }));
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> nullAsksForPresence() {
    return List.of(
        DynamicTest.dynamicTest("false", () -> {
          Condition present = new Condition(Operator.NULL, Quantifier.NONE, false, "k", List.of("false"), true);
          assertThat(present.holds(Context.EMPTY)).isFalse();
          assertThat(present.holds(Context.builder().put("K", "").build())).isTrue();
        }),
        DynamicTest.dynamicTest("both", () -> {
          Condition either = new Condition(Operator.NULL, Quantifier.NONE, false, "k", List.of("false", "true"), true);
          assertThat(either.holds(Context.EMPTY)).isTrue();
          assertThat(either.holds(Context.builder().put("k", "v").build())).isTrue();
        }));
  }

  @TestFactory
  List<DynamicTest> aKeyThatMayHaveManyValuesNeedsASet() {
    Context one = Context.builder().put("aws:PrincipalOrgPaths", List.of("o-a/r-b/")).build();
    return List.of(
        DynamicTest.dynamicTest("without", () ->
            assertThat(new Condition(Operator.STRING_LIKE, Quantifier.NONE, false, "aws:PrincipalOrgPaths", List.of("o-a/*"), true).holds(one)).isFalse()),
        DynamicTest.dynamicTest("with", () ->
            assertThat(new Condition(Operator.STRING_LIKE, Quantifier.ANY, false, "aws:PrincipalOrgPaths", List.of("o-a/*"), true).holds(one)).isTrue()));
  }

  @TestFactory
  List<DynamicTest> variablesWithoutAValue() {
    return List.of(
        DynamicTest.dynamicTest("a positive operator does not match", () ->
            assertThat(new Condition(Operator.STRING_EQUALS, Quantifier.NONE, false, "some:Key", List.of("${aws:PrincipalTag/t}"), true).holds(with(List.of("x")))).isFalse()),
        DynamicTest.dynamicTest("a negated operator does", () ->
            assertThat(new Condition(Operator.STRING_NOT_EQUALS, Quantifier.NONE, false, "some:Key", List.of("${aws:PrincipalTag/t}"), true).holds(with(List.of("x")))).isTrue()));
  }
}
