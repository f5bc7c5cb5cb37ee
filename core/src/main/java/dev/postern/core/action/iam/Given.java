package dev.postern.core.action.iam;

import dev.postern.core.error.AwsException;
import dev.postern.core.error.IamError;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the strings of a request as IAM does, and words what is wrong with them. */
final class Given {
  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]+");
  private static final Pattern PATH = Pattern.compile("/|(/[!-~]+/)");

  private Given() {}

  /** A required value, by the member's name as IAM prints it ({@code userName}). */
  static <T> T required(@Nullable T value, String member) {
    if (value == null) {
      throw violated("null", member, "Member must not be null");
    }
    return value;
  }

  /** A required name of letters, digits and {@code +=,.@_-}. */
  static String name(@Nullable String value, String member, int longest) {
    String name = required(value, member);
    if (name.isEmpty()) {
      throw violated("''", member, "Member must have length greater than or equal to 1");
    }
    if (!NAME.matcher(name).matches()) {
      throw IamError.VALIDATION_ERROR.with(
          "The specified value for " + member + " is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-");
    }
    return atMost(name, member, longest);
  }

  /** A path such as {@code /} or {@code /team/a/}; {@code /} when absent. */
  static String path(@Nullable String value) {
    String path = value == null ? "/" : value;
    if (!PATH.matcher(path).matches()) {
      throw IamError.VALIDATION_ERROR.with(
          "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.");
    }
    return atMost(path, "path", 512);
  }

  /** The value, or AWS's words that it is too long. */
  static String atMost(String value, String member, int longest) {
    if (value.length() > longest) {
      throw violated("'" + value + "'", member, "Member must have length less than or equal to " + longest);
    }
    return value;
  }

  static AwsException violated(String value, String member, String constraint) {
    return IamError.VALIDATION_ERROR.with(
        "1 validation error detected: Value " + value + " at '" + member + "' failed to satisfy constraint: " + constraint);
  }
}
