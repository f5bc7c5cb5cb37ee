package dev.postern.core.action.lambda;

import dev.postern.core.action.Caller;
import dev.postern.core.action.iam.RoleTrust;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.LambdaError;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks the settings of a function as Lambda does, and words what is wrong with them. */
final class Require {
  private static final String ROLE = "arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+";
  private static final int ENVIRONMENT_BYTES = 4096;

  /** What Lambda sets itself. <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">AWS</a> */
  private static final Set<String> RESERVED =
      Set.of(
          "_HANDLER",
          "_X_AMZN_TRACE_ID",
          "AWS_DEFAULT_REGION",
          "AWS_REGION",
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_FUNCTION_NAME",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
          "AWS_LAMBDA_FUNCTION_VERSION",
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_ACCESS_KEY",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_LAMBDA_RUNTIME_API",
          "LAMBDA_TASK_ROOT",
          "LAMBDA_RUNTIME_DIR");

  private Require() {}

  static <T> T given(@Nullable T value, String member) {
    if (value == null) {
      throw violated("null", member, "Member must not be null");
    }
    return value;
  }

  static int between(int value, String member, int lowest, int highest) {
    if (value < lowest) {
      throw violated("'" + value + "'", member, "Member must have value greater than or equal to " + lowest);
    }
    if (value > highest) {
      throw violated("'" + value + "'", member, "Member must have value less than or equal to " + highest);
    }
    return value;
  }

  static String atMost(String value, String member, int longest) {
    if (value.length() > longest) {
      throw violated("'" + value + "'", member, "Member must have length less than or equal to " + longest);
    }
    return value;
  }

  static String handler(@Nullable String value) {
    String handler = given(value, "handler");
    if (!handler.matches("\\S+")) {
      throw violated("'" + handler + "'", "handler", "Member must satisfy regular expression pattern: [^\\s]+");
    }
    return atMost(handler, "handler", 128);
  }

  /** The ARN of a role that is there and trusts Lambda. */
  static String role(Snapshot snapshot, Caller caller, @Nullable String value) {
    String arn = given(value, "role");
    if (!arn.matches(ROLE)) {
      throw violated("'" + arn + "'", "role", "Member must satisfy regular expression pattern: " + ROLE);
    }
    String account = arn.split(":")[4];
    if (!account.equals(caller.account())) {
      throw LambdaError.ACCESS_DENIED.with("Cross-account pass role is not allowed.");
    }
    String name = arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
    ResourceKey key = new ResourceKey(account, ResourceKey.GLOBAL, Kind.IAM_ROLE, name);
    if (snapshot.find(IamRole.class, key).filter(r -> r.arn().equals(arn) && RoleTrust.isGiven(r, RoleTrust.LAMBDA)).isEmpty()) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with("The role defined for the function cannot be assumed by Lambda.");
    }
    return arn;
  }

  static SortedMap<String, String> environment(Map<String, String> variables) {
    for (String name : variables.keySet()) {
      if (!name.matches("[a-zA-Z]\\w+")) {
        throw violated("{" + name + "}", "environment.variables", "Map keys must satisfy constraint: [a-zA-Z]([a-zA-Z0-9_])+");
      }
    }
    List<String> reserved = variables.keySet().stream().filter(RESERVED::contains).sorted().toList();
    if (!reserved.isEmpty()) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with(
          "Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved "
              + "keys that are currently not supported for modification. Reserved keys used in this request: "
              + String.join(", ", reserved));
    }
    SortedMap<String, String> sorted = new TreeMap<>(variables);
    String measured = sorted.entrySet().stream().map(e -> "\"" + e.getKey() + "\":\"" + e.getValue() + "\"").collect(Collectors.joining(",", "{", "}"));
    if (measured.getBytes(StandardCharsets.UTF_8).length > ENVIRONMENT_BYTES) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with(
          "Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB "
              + "limit. String measured: "
              + measured);
    }
    return sorted;
  }

  /** A member of which one value alone is built: absent or that. */
  static void only(@Nullable Object value, Object built, String member) {
    if (value != null && !value.equals(built)) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with(member + " " + value + " is not built in Postern: only " + built + " is.");
    }
  }

  static AwsException violated(String value, String member, String constraint) {
    return LambdaError.VALIDATION.with(
        "1 validation error detected: Value " + value + " at '" + member + "' failed to satisfy constraint: " + constraint);
  }
}
