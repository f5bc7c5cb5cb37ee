package dev.postern.engine.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The constraints of the API's model, violations of which AWS reports together in one ValidationException. */
final class Constraints {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
  private static final int MAX_REPORTED = 10;

  private final List<String> violations = new ArrayList<>();

  Constraints notNull(String member, @Nullable Object value) {
    return check(value != null, "null", member, "Member must not be null");
  }

  /** A table's or index's name. */
  Constraints name(String member, @Nullable String value) {
    notNull(member, value);
    if (value == null) {
      return this;
    }
    check(NAME.matcher(value).matches(), value, member, "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
    check(value.length() >= 3, value, member, "Member must have length greater than or equal to 3");
    return check(value.length() <= 255, value, member, "Member must have length less than or equal to 255");
  }

  /** An enum's member as sent; absent is fine. */
  Constraints oneOf(String member, @Nullable String value, Set<? extends Enum<?>> known) {
    Set<String> names = known.stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
    return check(value == null || names.contains(value), value, member, "Member must satisfy enum value set: " + names);
  }

  Constraints atLeast(String member, @Nullable Number value, long minimum) {
    return check(value == null || value.longValue() >= minimum, value, member, "Member must have value greater than or equal to " + minimum);
  }

  Constraints atMost(String member, @Nullable Number value, long maximum) {
    return check(value == null || value.longValue() <= maximum, value, member, "Member must have value less than or equal to " + maximum);
  }

  Constraints size(String member, List<?> list, int minimum, int maximum) {
    check(list.size() >= minimum, list, member, "Member must have length greater than or equal to " + minimum);
    return check(list.size() <= maximum, list, member, "Member must have length less than or equal to " + maximum);
  }

  /** @throws dev.postern.core.error.AwsException with all violations, if there are any */
  void require() {
    if (!violations.isEmpty()) {
      throw DynamoDbError.VALIDATION.saying("%d validation error%s detected: %s"
          .formatted(violations.size(), violations.size() == 1 ? "" : "s", String.join("; ", violations)));
    }
  }

  private Constraints check(boolean holds, @Nullable Object value, String member, String constraint) {
    if (!holds && violations.size() < MAX_REPORTED) {
      String shown = value == null || value.equals("null") ? "null" : "'" + value + "'";
      violations.add("Value %s at '%s' failed to satisfy constraint: %s".formatted(shown, member, constraint));
    }
    return this;
  }
}
