package dev.postern.engine.dynamodb.expression;

import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.engine.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a KeyConditionExpression asks: one hash key value, and perhaps a range of range keys. */
public record KeyCondition(Value hash, Optional<Range> range) {

  /** A condition on the range key. */
  public sealed interface Range {}

  public record Compared(Condition.Comparator comparator, Value value) implements Range {}

  public record BetweenBoth(Value low, Value high) implements Range {}

  public record Prefixed(Value prefix) implements Range {}

  /** Parses the expression for a key with these attribute names. */
  public static KeyCondition parse(String source, Placeholders placeholders, String hashName, Optional<String> rangeName) {
    Condition condition = ConditionParser.parse("KeyConditionExpression", source, placeholders);
    Map<String, Range> byName = new LinkedHashMap<>();
    for (Condition part : conjuncts(condition)) {
      Map.Entry<String, Range> entry = part(part);
      if (byName.put(entry.getKey(), entry.getValue()) != null) {
        throw error("KeyConditionExpressions must only contain one condition per key");
      }
    }
    if (byName.size() > 2) {
      throw VALIDATION.saying("Conditions can be of length 1 or 2 only");
    }
    Range hash = Optional.ofNullable(byName.remove(hashName))
        .orElseThrow(() -> VALIDATION.saying("Query condition missed key schema element: " + hashName));
    if (!byName.isEmpty() && (rangeName.isEmpty() || !byName.containsKey(rangeName.get()))) {
      throw VALIDATION.saying(rangeName.map(name -> "Query condition missed key schema element: " + name)
          .orElse("Query key condition not supported"));
    }
    if (!(hash instanceof Compared(Condition.Comparator comparator, Value value)) || comparator != Condition.Comparator.EQUAL) {
      throw VALIDATION.saying("Query key condition not supported");
    }
    return new KeyCondition(value, byName.values().stream().findFirst());
  }

  private static List<Condition> conjuncts(Condition condition) {
    if (!(condition instanceof Condition.And(Condition left, Condition right))) {
      return List.of(condition);
    }
    List<Condition> all = new ArrayList<>(conjuncts(left));
    all.addAll(conjuncts(right));
    return all;
  }

  private static Map.Entry<String, Range> part(Condition condition) {
    return switch (condition) {
      case Condition.Compare(var comparator, Operand left, Operand right) -> {
        if (comparator == Condition.Comparator.NOT_EQUAL) {
          throw invalidOperator("<>");
        }
        boolean swapped = left instanceof Operand.Constant;
        yield Map.entry(name(swapped ? right : left), new Compared(swapped ? mirrored(comparator) : comparator, constant(swapped ? left : right)));
      }
      case Condition.Between(Operand operand, Operand low, Operand high) ->
          Map.entry(name(operand), new BetweenBoth(constant(low), constant(high)));
      case Condition.BeginsWith(Operand operand, Operand prefix) -> Map.entry(name(operand), new Prefixed(constant(prefix)));
      case Condition.And _ -> throw invalidOperator("AND");
      case Condition.Or _ -> throw invalidOperator("OR");
      case Condition.Not _ -> throw invalidOperator("NOT");
      case Condition.In _ -> throw invalidOperator("IN");
      case Condition.Exists _ -> throw invalidOperator("attribute_exists");
      case Condition.NotExists _ -> throw invalidOperator("attribute_not_exists");
      case Condition.OfType _ -> throw invalidOperator("attribute_type");
      case Condition.Contains _ -> throw invalidOperator("contains");
    };
  }

  private static Condition.Comparator mirrored(Condition.Comparator comparator) {
    return switch (comparator) {
      case EQUAL, NOT_EQUAL -> comparator;
      case LESS -> Condition.Comparator.GREATER;
      case LESS_OR_EQUAL -> Condition.Comparator.GREATER_OR_EQUAL;
      case GREATER -> Condition.Comparator.LESS;
      case GREATER_OR_EQUAL -> Condition.Comparator.LESS_OR_EQUAL;
    };
  }

  private static String name(Operand operand) {
    return switch (operand) {
      case Operand.Attribute(Path path) when path.isNested() ->
          throw error("KeyConditionExpressions cannot have conditions on nested attributes");
      case Operand.Attribute(Path path) -> path.head();
      case Operand.Constant _ -> throw VALIDATION.saying("Invalid condition in KeyConditionExpression: No key attribute specified");
      case Operand.Size _ -> throw error("KeyConditionExpressions cannot contain nested operations");
    };
  }

  private static Value constant(Operand operand) {
    return switch (operand) {
      case Operand.Constant(Value value) -> value;
      case Operand.Attribute _ ->
          throw VALIDATION.saying("Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition");
      case Operand.Size _ -> throw error("KeyConditionExpressions cannot contain nested operations");
    };
  }

  private static RuntimeException invalidOperator(String operator) {
    return VALIDATION.saying("Invalid operator used in KeyConditionExpression: " + operator);
  }

  private static RuntimeException error(String message) {
    return VALIDATION.saying("Invalid KeyConditionExpression: " + message);
  }
}
