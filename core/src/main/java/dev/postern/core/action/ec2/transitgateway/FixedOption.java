package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.error.Ec2Error;
import org.jspecify.annotations.Nullable;

/** Options of transit gateways that are {@code enable} or {@code disable}; those that Postern has one way only are refused by name the other way. */
final class FixedOption {
  private FixedOption() {}

  /** Lets AWS's default pass, given or not. */
  static void require(String operation, String option, @Nullable String given, String only) {
    if (isEnabled(option, given, only.equals("enable")) != only.equals("enable")) {
      throw Ec2Error.UNSUPPORTED_OPERATION.with("The value " + given + " of Options." + option + " of " + operation + " is not built in Postern");
    }
  }

  /** The value of an option that may be either, or {@code otherwise} when it is not given. */
  static boolean isEnabled(String option, @Nullable String given, boolean otherwise) {
    if (given == null) {
      return otherwise;
    }
    return switch (given) {
      case "enable" -> true;
      case "disable" -> false;
      default -> throw Ec2Error.INVALID_PARAMETER_VALUE.with("Invalid value '" + given + "' for " + option + ": expected enable or disable.");
    };
  }

  static String shown(boolean enabled) {
    return enabled ? "enable" : "disable";
  }
}
