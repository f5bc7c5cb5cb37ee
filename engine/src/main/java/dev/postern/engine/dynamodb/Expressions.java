package dev.postern.engine.dynamodb;

import dev.postern.engine.dynamodb.expression.Condition;
import dev.postern.engine.dynamodb.expression.ConditionParser;
import dev.postern.engine.dynamodb.expression.KeyCondition;
import dev.postern.engine.dynamodb.expression.Placeholders;
import dev.postern.engine.dynamodb.expression.Projection;
import dev.postern.engine.dynamodb.expression.Update;
import dev.postern.engine.dynamodb.expression.UpdateParser;
import dev.postern.engine.dynamodb.table.KeySchema;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The expressions of one request with the placeholders that they share. */
final class Expressions {
  private final Placeholders placeholders;

  private Expressions(Placeholders placeholders) {
    this.placeholders = placeholders;
  }

  /**
   * @param names the member as the SDK's class gives it, with {@code hasNames} telling an empty one from none
   * @param sources the request's expressions, null where absent
   */
  static Expressions of(
      boolean hasNames, Map<String, String> names, boolean hasValues, Map<String, AttributeValue> values, @Nullable String... sources) {
    boolean any = Stream.of(sources).anyMatch(Objects::nonNull);
    return new Expressions(Placeholders.of(hasNames ? Optional.of(names) : Optional.empty(), hasValues ? Optional.of(values) : Optional.empty(), any));
  }

  static Expressions withoutValues(boolean hasNames, Map<String, String> names, @Nullable String... sources) {
    return of(hasNames, names, false, Map.of(), sources);
  }

  Optional<Condition> condition(String parameter, @Nullable String source) {
    return Optional.ofNullable(source).map(text -> ConditionParser.parse(parameter, text, placeholders));
  }

  Update update(@Nullable String source) {
    return source == null ? Update.NOTHING : UpdateParser.parse(source, placeholders);
  }

  Optional<Projection> projection(@Nullable String source) {
    return Optional.ofNullable(source).map(text -> Projection.parse(text, placeholders));
  }

  KeyCondition keyCondition(String source, KeySchema keys) {
    return KeyCondition.parse(source, placeholders, keys.hash(), keys.range());
  }

  /** To be called when all expressions are parsed. */
  void requireAllUsed() {
    placeholders.requireAllUsed();
  }
}
