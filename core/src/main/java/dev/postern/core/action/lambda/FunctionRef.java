package dev.postern.core.action.lambda;

import dev.postern.core.action.Caller;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.LambdaError;
import dev.postern.core.model.Function;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a request names a function: by name, by {@code account:function:name}, or by ARN, each with or without a qualifier.
 *
 * @param qualifier a version or alias; the unpublished {@code $LATEST} is the only version that is built
 */
public record FunctionRef(String account, String region, String name, Optional<String> qualifier) {
  public static final String LATEST = "$LATEST";

  private static final String REGEX =
      "(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?";
  private static final Pattern PATTERN = Pattern.compile(REGEX);

  /** Reads a name; a {@code given} qualifier is a parameter of its own, and both must say the same. */
  public static FunctionRef of(Caller caller, @Nullable String text, @Nullable String given) {
    String named = Require.given(text, "functionName");
    Matcher matcher = PATTERN.matcher(named);
    if (!matcher.matches()) {
      throw Require.violated("'" + named + "'", "functionName", "Member must satisfy regular expression pattern: " + REGEX);
    }
    String name = matcher.group(7);
    if (name.length() > 64) {
      throw Require.violated("'" + named + "'", "functionName", "Member must have length less than or equal to 64");
    }
    Optional<String> inName = Optional.ofNullable(matcher.group(9));
    if (inName.isPresent() && given != null && !inName.get().equals(given)) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with(
          "The derived qualifier from the function name does not match the specified qualifier.");
    }
    return new FunctionRef(
        part(matcher.group(5)).orElse(caller.account()),
        part(matcher.group(3)).orElse(caller.region()),
        name,
        inName.or(() -> Optional.ofNullable(given)));
  }

  private static Optional<String> part(@Nullable String group) {
    return Optional.ofNullable(group).map(g -> g.substring(0, g.length() - 1));
  }

  /** The function in the caller's account and Region; another one's cannot be seen. */
  public Function find(Snapshot snapshot, Caller caller) {
    if (!account.equals(caller.account())) {
      throw LambdaError.ACCESS_DENIED.with(
          "User: " + caller.principalArn() + " is not authorized to access the function " + arn() + ": it belongs to another account");
    }
    if (qualifier.isPresent() && !qualifier.get().equals(LATEST)) {
      throw notFound();
    }
    return snapshot
        .find(Function.class, new ResourceKey(account, caller.region(), Kind.FUNCTION, name))
        .filter(_ -> region.equals(caller.region()))
        .orElseThrow(this::notFound);
  }

  /** AWS's error for a function that is not there. */
  public AwsException notFound() {
    return LambdaError.RESOURCE_NOT_FOUND.with("Function not found: " + arn());
  }

  /** The ARN as the request means it. */
  public String arn() {
    return "arn:aws:lambda:" + region + ":" + account + ":function:" + name + qualifier.map(q -> ":" + q).orElse("");
  }
}
