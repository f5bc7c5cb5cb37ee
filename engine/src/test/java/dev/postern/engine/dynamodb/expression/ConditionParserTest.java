package dev.postern.engine.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.engine.dynamodb.value.AttributeValues;
import dev.postern.engine.dynamodb.value.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ConditionParserTest {
  private static final Map<String, AttributeValue> VALUES = Map.of(
      ":one", n("1"), ":five", n("5"), ":ten", n("10.0"), ":a", s("a"), ":apple", s("apple"), ":l", s("L"),
      ":true", AttributeValue.fromBool(true), ":bin", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1})),
      ":list", AttributeValue.fromL(List.of(n("1"))), ":bad", s("X"));

  private static final Item ITEM = AttributeValues.item(Map.of(
      "id", s("apple"), "price", n("10"), "tags", AttributeValue.fromSs(List.of("a", "b")), "things", AttributeValue.fromL(List.of(n("1"), s("a"))),
      "deep", AttributeValue.fromM(Map.of("below", AttributeValue.fromL(List.of(n("5"))), "size", n("3"))), "lit", AttributeValue.fromBool(true),
      "octets", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, 2}))));

  @ParameterizedTest
  @ValueSource(strings = {
      "price = :ten", "price <> :one", "price > :five AND price <= :ten", "price BETWEEN :one AND :ten", "price IN (:one, :ten)", "NOT price = :one",
      "price = :one OR price = :ten", "price = :ten OR price = :one AND price = :five", "(price = :ten OR price = :one) AND id = :apple",
      "attribute_exists(deep.below[0])", "attribute_not_exists(deep.below[1])", "attribute_exists (id) and attribute_not_exists(nothing)",
      "attribute_type(deep.below, :l)", "begins_with(id, :a)", "begins_with(octets, :bin)", "contains(tags, :a)", "contains(id, :a)", "contains(things, :one)",
      "size(id) = :five", "size(deep.below) = :one", "deep.below[0] = :five", "gone <> :one", "size(tags) < size(id)", "lit = :true",
      ":five = deep.below[0]", "not (price = :one)", "not not price = :ten", "deep.#s > :one", "(price) = (:ten)", "deep . below [ 0 ] = :five"})
  void trueOfTheItem(String expression) {
    assertThat(parse(expression).holds(ITEM)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "price = :a", "gone = :one", "gone < :one", "gone = misc", "id < :one", "price IN (:one, :five)", "contains(id, :one)", "begins_with(price, :a)",
      "size(price) > :one", "size(gone) > :one", "attribute_type(gone, :l)", "deep.below = :five", "things[5] = :one", "id[0] = :a", "lit = :a",
      "price BETWEEN :one AND :five", "NOT price BETWEEN :one AND :ten", "tags = :a"})
  void falseOfTheItem(String expression) {
    assertThat(parse(expression).holds(ITEM)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "a-b                              | Syntax error; token: \"-\", near: \"a-b\"",
      "price =                          | Syntax error; token: \"<EOF>\", near: \"=\"",
      "price                            | Syntax error; token: \"<EOF>\", near: \"price\"",
      "price = :one :five               | Syntax error; token: \":five\", near: \":one :five\"",
      "price ! :one                     | Syntax error; token: \"!\", near: \"price ! :one\"",
      "AND = :one                       | Syntax error; token: \"AND\", near: \"AND =\"",
      "name = :one                      | Attribute name is a reserved keyword; reserved keyword: name",
      "#x = :one                        | An expression attribute name used in the document path is not defined; attribute name: #x",
      "price = :nope                    | An expression attribute value used in expression is not defined; attribute value: :nope",
      "price < :true                    | Incorrect operand type for operator or function; operator: <, operand type: BOOL",
      "foo(price)                       | Invalid function name; function: foo",
      "size(price, id) = :one           | Incorrect number of operands for operator or function; operator or function: size, number of operands: 2",
      "attribute_exists(:one)           | Operator or function requires a document path; operator or function: attribute_exists",
      "attribute_type(id, :bad)         | Invalid attribute type name found; type: X, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
      "begins_with(id, :one)            | Incorrect operand type for operator or function; operator or function: begins_with, operand type: N",
      "size(id)                         | The function is not allowed to be used this way in an expression; function: size",
      "attribute_exists(id) = :one      | The function is not allowed to be used this way in an expression; function: attribute_exists",
      "price = price                    | The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [price]",
      "((price = :one))                 | The expression has redundant parentheses;",
      "price BETWEEN :ten AND :one      | The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:10}, upper bound operand: AttributeValue: {N:1}",
      "price BETWEEN :one AND :a        | The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}",
  })
  void refusedInAwsWords(String expression, String message) {
    assertThatThrownBy(() -> parse(expression)).hasMessage("Invalid ConditionExpression: " + message);
  }

  @Test
  void twoGroupsSideBySideAreNotRedundant() {
    assertThat(parse("((price = :one) OR (price = :ten))").holds(ITEM)).isTrue();
  }

  @Test
  void emptyAndDeepExpressionsAreRefused() {
    assertThatThrownBy(() -> parse(" ")).hasMessage("Invalid ConditionExpression: The expression can not be empty;");
    assertThatThrownBy(() -> parse("(".repeat(2000))).hasMessageContaining("too many operators");
    assertThatThrownBy(() -> parse("NOT ".repeat(1000) + "price = :one")).hasMessageContaining("too many operators");
    assertThatThrownBy(() -> parse("price = :one" + " ".repeat(5000))).hasMessageContaining("Expression size has exceeded the maximum allowed size");
  }

  @Test
  void everyPlaceholderMustBeUsed() {
    Placeholders placeholders = Placeholders.of(Optional.of(Map.of("#p", "price", "#q", "q")), Optional.of(Map.of(":one", n("1"))));
    ConditionParser.parse("FilterExpression", "#p = :one", placeholders);
    assertThatThrownBy(placeholders::requireAllUsed).hasMessage("Value provided in ExpressionAttributeNames unused in expressions: keys: {#q}");
    assertThatThrownBy(() -> Placeholders.of(Optional.empty(), Optional.of(Map.of("one", n("1")))))
        .hasMessage("ExpressionAttributeValues contains invalid key: Syntax error; key: \"one\"");
  }

  private static Condition parse(String expression) {
    return ConditionParser.parse("ConditionExpression", expression, Placeholders.of(Optional.of(Map.of("#s", "size")), Optional.of(VALUES)));
  }

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue n(String number) {
    return AttributeValue.fromN(number);
  }
}
