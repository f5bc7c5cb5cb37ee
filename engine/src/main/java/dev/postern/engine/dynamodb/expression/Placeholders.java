package dev.postern.engine.dynamodb.expression;

import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.core.error.AwsException;
import dev.postern.engine.dynamodb.value.AttributeValues;
import dev.postern.engine.dynamodb.value.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A request's ExpressionAttributeNames and ExpressionAttributeValues; it knows which of them no expression has used. */
public final class Placeholders {
  private static final Pattern NAME = Pattern.compile("#[0-9a-zA-Z_]+");
  private static final Pattern VALUE = Pattern.compile(":[0-9a-zA-Z_]+");

  private final Map<String, String> names;
  private final Map<String, Value> values;
  private final Set<String> used = new HashSet<>();

  private Placeholders(Map<String, String> names, Map<String, Value> values) {
    this.names = names;
    this.values = values;
  }

  /**
   * The placeholders of a request.
   *
   * @param names empty when the request has no such member
   */
  public static Placeholders of(Optional<Map<String, String>> names, Optional<Map<String, AttributeValue>> values) {
    check("ExpressionAttributeNames", names, NAME);
    check("ExpressionAttributeValues", values, VALUE);
    Map<String, Value> read = new LinkedHashMap<>();
    values.orElse(Map.of()).forEach((key, value) -> read.put(key, read(key, value)));
    return new Placeholders(names.orElse(Map.of()), read);
  }

  public static Placeholders none() {
    return new Placeholders(Map.of(), Map.of());
  }

  Optional<String> name(String placeholder) {
    used.add(placeholder);
    return Optional.ofNullable(names.get(placeholder));
  }

  Optional<Value> value(String placeholder) {
    used.add(placeholder);
    return Optional.ofNullable(values.get(placeholder));
  }

  /** To be called when all expressions are parsed. */
  public void requireAllUsed() {
    requireUsed("ExpressionAttributeNames", names);
    requireUsed("ExpressionAttributeValues", values);
  }

  private void requireUsed(String parameter, Map<String, ?> map) {
    Set<String> unused = new LinkedHashSet<>(map.keySet());
    unused.removeAll(used);
    if (!unused.isEmpty()) {
      throw VALIDATION.saying("Value provided in %s unused in expressions: keys: {%s}".formatted(parameter, String.join(", ", unused)));
    }
  }

  private static void check(String parameter, Optional<? extends Map<String, ?>> map, Pattern key) {
    if (map.isEmpty()) {
      return;
    }
    if (map.get().isEmpty()) {
      throw VALIDATION.saying(parameter + " must not be empty");
    }
    for (String name : map.get().keySet()) {
      if (!key.matcher(name).matches()) {
        throw VALIDATION.saying("%s contains invalid key: Syntax error; key: \"%s\"".formatted(parameter, name));
      }
    }
  }

  private static Value read(String key, AttributeValue value) {
    try {
      return AttributeValues.value(value);
    } catch (AwsException e) {
      throw VALIDATION.saying("ExpressionAttributeValues contains invalid value: %s for key %s".formatted(e.text(), key));
    }
  }
}
