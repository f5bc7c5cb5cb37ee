package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.engine.dynamodb.expression.Condition;
import dev.postern.engine.dynamodb.expression.ConditionParser;
import dev.postern.engine.dynamodb.expression.KeyCondition;
import dev.postern.engine.dynamodb.expression.Placeholders;
import dev.postern.engine.dynamodb.expression.Projection;
import dev.postern.engine.dynamodb.expression.Update;
import dev.postern.engine.dynamodb.expression.UpdateParser;
import dev.postern.engine.dynamodb.table.KeySchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The expressions of one request, by the names of their members, with the placeholders that they share. */
final class Expressions {
  private static final String PROJECTION = "ProjectionExpression";

  /** An expression's member of the request and its text, null when absent. */
  record Source(String member, @Nullable String text) {}

  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Placeholders placeholders;

  private Expressions(List<Source> all, Optional<Map<String, String>> names, Optional<Map<String, AttributeValue>> values) {
    for (Source source : all) {
      if (source.text() != null) {
        sources.put(source.member(), source.text());
      }
    }
    if (names.isPresent() && sources.isEmpty()) {
      throw VALIDATION.saying("ExpressionAttributeNames can only be specified when using expressions");
    }
    List<String> withValues = all.stream().map(Source::member).filter(member -> !member.equals(PROJECTION)).toList();
    if (values.isPresent() && withValues.stream().noneMatch(sources::containsKey)) {
      throw VALIDATION.saying("ExpressionAttributeValues can only be specified when using expressions: %s %s null"
          .formatted(String.join(" and ", withValues), withValues.size() > 1 ? "are" : "is"));
    }
    this.placeholders = Placeholders.of(names, values);
  }

  /** @param hasNames as the SDK's class tells an empty {@code names} from none; likewise {@code hasValues} */
  static Expressions of(
      boolean hasNames, Map<String, String> names, boolean hasValues, Map<String, AttributeValue> values, Source... sources) {
    return new Expressions(List.of(sources), hasNames ? Optional.of(names) : Optional.empty(), hasValues ? Optional.of(values) : Optional.empty());
  }

  /** Of a request that has no expression but this projection, and so no values. */
  static Expressions ofProjection(boolean hasNames, Map<String, String> names, @Nullable String projection) {
    return of(hasNames, names, false, Map.of(), new Source(PROJECTION, projection));
  }

  static Source update(@Nullable String text) {
    return new Source("UpdateExpression", text);
  }

  static Source condition(@Nullable String text) {
    return new Source("ConditionExpression", text);
  }

  static Source keyCondition(@Nullable String text) {
    return new Source("KeyConditionExpression", text);
  }

  static Source filter(@Nullable String text) {
    return new Source("FilterExpression", text);
  }

  static Source projection(@Nullable String text) {
    return new Source(PROJECTION, text);
  }

  Optional<Condition> condition() {
    return parsed("ConditionExpression");
  }

  Optional<Condition> filter() {
    return parsed("FilterExpression");
  }

  Update update() {
    return Optional.ofNullable(sources.get("UpdateExpression")).map(text -> UpdateParser.parse(text, placeholders)).orElse(Update.NOTHING);
  }

  Optional<Projection> projection() {
    return Optional.ofNullable(sources.get(PROJECTION)).map(text -> Projection.parse(text, placeholders));
  }

  Optional<KeyCondition> keyCondition(KeySchema keys) {
    return Optional.ofNullable(sources.get("KeyConditionExpression")).map(text -> KeyCondition.parse(text, placeholders, keys.hash(), keys.range()));
  }

  /** To be called when all expressions are parsed. */
  void requireAllUsed() {
    placeholders.requireAllUsed();
  }

  private Optional<Condition> parsed(String member) {
    return Optional.ofNullable(sources.get(member)).map(text -> ConditionParser.parse(member, text, placeholders));
  }
}
