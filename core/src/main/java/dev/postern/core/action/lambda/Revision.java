package dev.postern.core.action.lambda;

import dev.postern.core.action.Facts;
import dev.postern.core.error.LambdaError;
import dev.postern.core.model.Function;
import org.jspecify.annotations.Nullable;

/** The revision id of a function: another UUID after each change, for clients that change only what they have read. */
final class Revision {
  private Revision() {}

  static String next(Facts facts) {
    String hex = facts.seed().hex(32);
    return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-4" + hex.substring(13, 16) + "-a" + hex.substring(17, 20) + "-" + hex.substring(20);
  }

  static void require(Function function, @Nullable String expected) {
    if (expected != null && !expected.equals(function.revisionId())) {
      throw LambdaError.PRECONDITION_FAILED.with();
    }
  }
}
