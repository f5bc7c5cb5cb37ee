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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class UpdatingTest {
  private static final Map<String, AttributeValue> VALUES = Map.of(
      ":one", n("1"), ":s", s("x"), ":list", AttributeValue.fromL(List.of(n("8"), n("9"))), ":ss", AttributeValue.fromSs(List.of("b", "c")),
      ":ns", AttributeValue.fromNs(List.of("1")), ":map", AttributeValue.fromM(Map.of()), ":half", n("0.5"));

  private static final Item ITEM = item(Map.of(
      "n", n("10"), "txt", s("t"), "things", AttributeValue.fromL(List.of(n("0"), n("1"), n("2"), n("3"))),
      "deep", AttributeValue.fromM(Map.of("a", AttributeValue.fromM(Map.of("b", n("5"))))), "tags", AttributeValue.fromSs(List.of("a", "b"))));

  @Test
  void sourcesAreReadFromTheItemAsItWas() {
    Item after = apply("SET n = n - :half, twin = n, total1 = n + deep.a.b, z = if_not_exists(z, :one), y = if_not_exists(n, :one)");
    assertThat(after.attributes()).containsAllEntriesOf(item(Map.of("n", n("9.5"), "twin", n("10"), "total1", n("15"), "z", n("1"), "y", n("10"))).attributes());
  }

  @Test
  void listPositionsMeanTheListAsItWas() {
    assertThat(list(apply("REMOVE things[0], things[2]"))).containsExactly("1", "3");
    assertThat(list(apply("REMOVE things[2], things[0]"))).containsExactly("1", "3");
    assertThat(list(apply("REMOVE things[9]"))).containsExactly("0", "1", "2", "3");
    assertThat(list(apply("SET things[90] = :one, things[80] = :half, things[0] = :one"))).containsExactly("1", "1", "2", "3", "0.5", "1");
    assertThat(list(apply("SET things[1] = :half REMOVE things[0]"))).containsExactly("0.5", "2", "3");
    assertThat(list(apply("SET things = list_append(:list, things)"))).containsExactly("8", "9", "0", "1", "2", "3");
  }

  @Test
  void documentsAreChangedInside() {
    Item after = apply("SET deep.a.c = :s, deep.#d = :map REMOVE deep.a.b");
    assertThat(after.get("deep")).contains(item(Map.of("deep", AttributeValue.fromM(Map.of(
        "a", AttributeValue.fromM(Map.of("c", s("x"))), "d.e", AttributeValue.fromM(Map.of()))))).attributes().get("deep"));
    assertThat(ITEM.get("deep")).isNotEqualTo(after.get("deep"));
  }

  @Test
  void setsGrowAndShrink() {
    assertThat(AttributeValues.print(apply("ADD tags :ss")).get("tags").ss()).containsExactly("a", "b", "c");
    assertThat(AttributeValues.print(apply("DELETE tags :ss")).get("tags").ss()).containsExactly("a");
    assertThat(AttributeValues.print(apply("ADD fresh :ns, n :one, m :one"))).containsEntry("n", n("11")).containsEntry("m", n("1"))
        .containsEntry("fresh", AttributeValue.fromNs(List.of("1")));
    assertThat(Updating.apply(parse("DELETE fresh :ss"), item(Map.of("fresh", AttributeValue.fromSs(List.of("b"))))).attributes()).isEmpty();
    assertThat(apply("DELETE absent :ss")).isEqualTo(ITEM);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "SET a = gone        | The provided expression refers to an attribute that does not exist in the item",
      "SET a = txt + :one    | An operand in the update expression has an incorrect data type",
      "SET a.b = :one         | The document path provided in the update expression is invalid for update",
      "SET txt.b = :one      | The document path provided in the update expression is invalid for update",
      "SET deep[0] = :one     | The document path provided in the update expression is invalid for update",
      "REMOVE a.b             | The document path provided in the update expression is invalid for update",
      "ADD txt :one          | An operand in the update expression has an incorrect data type",
      "ADD tags :ns           | An operand in the update expression has an incorrect data type",
      "DELETE n :ss           | An operand in the update expression has an incorrect data type",
  })
  void refusedByTheItem(String expression, String message) {
    assertThatThrownBy(() -> apply(expression)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "INVALID SYNTAX HERE      | Syntax error; token: \"INVALID\", near: \"INVALID SYNTAX\"",
      "ADD hits : incr          | Syntax error; token: \":\", near: \"hits : incr\"",
      "SET                      | Syntax error; token: \"<EOF>\", near: \"SET\"",
      "SET a = :one, SET b = :s | Syntax error; token: \"b\", near: \"SET b =\"",
      "SET a = :one SET b = :s  | The \"SET\" section can only be used once in an update expression;",
      "SET a = :one, a = :s     | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]",
      "SET a.b = :one REMOVE a  | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]",
      "SET a.b = :one REMOVE a[0] | Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [0]]",
      "ADD a :s                 | Incorrect operand type for operator or function; operator: ADD, operand type: STRING",
      "DELETE a :one            | Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER",
      "SET a = :s + :one        | Incorrect operand type for operator or function; operator or function: +, operand type: S",
      "SET a = list_append(:one, b) | Incorrect operand type for operator or function; operator or function: list_append, operand type: N",
      "SET a = if_not_exists(:one, :s) | Operator or function requires a document path; operator or function: if_not_exists",
      "SET a = attribute_exists(b) | Invalid function name; function: attribute_exists",
      "SET data = :one          | Attribute name is a reserved keyword; reserved keyword: data",
  })
  void refusedWhenParsed(String expression, String message) {
    assertThatThrownBy(() -> parse(expression)).hasMessage("Invalid UpdateExpression: " + message);
  }

  @Test
  void projectionsKeepTheShape() {
    Item part = Projection.parse("things[2], things[0], deep.a.b, nothing", Placeholders.none()).of(ITEM);
    assertThat(part).isEqualTo(item(Map.of("things", AttributeValue.fromL(List.of(n("0"), n("2"))),
        "deep", AttributeValue.fromM(Map.of("a", AttributeValue.fromM(Map.of("b", n("5"))))))));
    assertThatThrownBy(() -> Projection.parse("a, a.b", Placeholders.none())).hasMessage("Invalid ProjectionExpression: Two document paths overlap "
        + "with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]");
    assertThatThrownBy(() -> Projection.parse("a b", Placeholders.none()))
        .hasMessage("Invalid ProjectionExpression: Syntax error; token: \"b\", near: \"a b\"");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "pk = :s AND sk > :one AND sk < :half | Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key",
      "sk = :one             | Query condition missed key schema element: pk",
      "pk = :s AND misc = :one | Query condition missed key schema element: sk",
      "pk > :s               | Query key condition not supported",
      "pk = :s OR sk = :one  | Invalid operator used in KeyConditionExpression: OR",
      "pk = :s AND contains(sk, :one) | Invalid operator used in KeyConditionExpression: contains",
      "pk = sk               | Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
  })
  void keyConditionsAreLimited(String expression, String message) {
    assertThatThrownBy(() -> KeyCondition.parse(expression, placeholders(), "pk", Optional.of("sk"))).hasMessage(message);
  }

  private static Item apply(String expression) {
    return Updating.apply(parse(expression), ITEM);
  }

  private static Update parse(String expression) {
    return UpdateParser.parse(expression, placeholders());
  }

  private static Placeholders placeholders() {
    return Placeholders.of(Optional.of(Map.of("#d", "d.e")), Optional.of(VALUES));
  }

  private static List<String> list(Item item) {
    return AttributeValues.print(item).get("things").l().stream().map(AttributeValue::n).toList();
  }

  private static Item item(Map<String, AttributeValue> attributes) {
    return AttributeValues.item(attributes);
  }

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue n(String number) {
    return AttributeValue.fromN(number);
  }
}
