package dev.postern.engine.s3;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Continuation tokens: where the next page goes on, opaque to clients. */
final class Token {
  private static final String MARK = "1";

  private Token() {}

  static String print(String last) {
    return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
  }

  static String read(String token, String parameter) {
    try {
      if (token.startsWith(MARK)) {
        return new String(Base64.getUrlDecoder().decode(token.substring(1)), StandardCharsets.UTF_8);
      }
    } catch (IllegalArgumentException _) {
      // refused below
    }
    throw S3Error.argument("The continuation token provided is incorrect", parameter, token);
  }
}
