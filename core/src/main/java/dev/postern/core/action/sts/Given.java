package dev.postern.core.action.sts;

import dev.postern.core.action.Caller;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.StsError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks the members of a request as STS does, and words what is wrong with them. */
final class Given {
  private Given() {}

  /** A required value, by the member's name as STS prints it ({@code roleArn}). */
  static <T> T required(@Nullable T value, String member) {
    if (value == null) {
      throw violated("null", member, "Member must not be null");
    }
    return value;
  }

  /** A text of so many characters out of {@code characters}, a class of a regular expression. */
  static String text(String value, String member, int shortest, int longest, String characters) {
    if (value.length() < shortest) {
      throw violated("'" + value + "'", member, "Member must have length greater than or equal to " + shortest);
    }
    if (value.length() > longest) {
      throw violated("'" + value + "'", member, "Member must have length less than or equal to " + longest);
    }
    if (!value.matches(characters + "*+")) {
      throw violated("'" + value + "'", member, "Member must satisfy regular expression pattern: " + characters + "*");
    }
    return value;
  }

  static void atMost(int size, String member, int most) {
    if (size > most) {
      throw violated("of " + size + " members", member, "Member must have length less than or equal to " + most);
    }
  }

  static Duration lasting(@Nullable Integer seconds, int usual, int longest) {
    int value = seconds == null ? usual : seconds;
    if (value < 900) {
      throw violated("'" + value + "'", "durationSeconds", "Member must have value greater than or equal to 900");
    }
    if (value > longest) {
      throw violated("'" + value + "'", "durationSeconds", "Member must have value less than or equal to " + longest);
    }
    return Duration.ofSeconds(value);
  }

  /** How long the credentials of a user last, or those of a root user, who gets an hour at most without being told. */
  static Duration lasting(Caller caller, @Nullable Integer seconds) {
    Duration asked = lasting(seconds, 43200, 129600);
    boolean root = caller.principalArn().endsWith(":root");
    return root && asked.toSeconds() > 3600 ? Duration.ofHours(1) : asked;
  }

  static AwsException violated(String value, String member, String constraint) {
    return StsError.VALIDATION_ERROR.with(
        "1 validation error detected: Value " + value + " at '" + member + "' failed to satisfy constraint: " + constraint);
  }
}
