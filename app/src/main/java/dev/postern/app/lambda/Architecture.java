package dev.postern.app.lambda;

import dev.postern.core.error.LambdaError;
import java.util.List;

/** The instruction set of this machine, which is the only one that its functions have. */
final class Architecture {
  private static final String HERE = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";

  private Architecture() {}

  /** The architecture that a request means; none is this machine's. */
  static List<String> require(List<String> asked) {
    if (asked.isEmpty() || asked.equals(List.of(HERE))) {
      return List.of(HERE);
    }
    throw LambdaError.INVALID_PARAMETER_VALUE.with("Architectures " + asked + " cannot be run on this host: it is " + HERE + ".");
  }
}
