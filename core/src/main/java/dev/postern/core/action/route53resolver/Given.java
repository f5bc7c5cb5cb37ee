package dev.postern.core.action.route53resolver;

import dev.postern.core.action.Caller;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.error.ResolverError;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What requests name, found and checked as Route 53 Resolver does. */
final class Given {
  private Given() {}

  /** A required member, by its name as AWS prints it ({@code creatorRequestId}). */
  static <T> T required(@Nullable T value, String member) {
    if (value == null) {
      throw violated("null", member, "Member must not be null");
    }
    return value;
  }

  static AwsException violated(String value, String member, String constraint) {
    return ResolverError.INVALID_PARAMETER.with(
        "1 validation error detected: Value " + value + " at '" + member + "' failed to satisfy constraint: " + constraint);
  }

  static ResolverEndpoint endpoint(Snapshot snapshot, Caller caller, @Nullable String id) {
    String given = required(id, "resolverEndpointId");
    return snapshot.find(ResolverEndpoint.class, key(caller, given)).orElseThrow(() -> notFound(given));
  }

  /** By {@code arn:aws:route53resolver:REGION:ACCOUNT:resolver-endpoint/ID}. */
  static ResolverEndpoint byArn(Snapshot snapshot, Caller caller, @Nullable String arn) {
    String given = required(arn, "resourceArn");
    return snapshot
        .find(ResolverEndpoint.class, key(caller, given.substring(given.lastIndexOf('/') + 1)))
        .filter(endpoint -> EndpointView.arn(endpoint).equals(given))
        .orElseThrow(() -> ResolverError.RESOURCE_NOT_FOUND.with("The resource '" + given + "' does not exist."));
  }

  static ResourceKey key(Caller caller, String id) {
    return new ResourceKey(caller.account(), caller.region(), Kind.RESOLVER_ENDPOINT, id);
  }

  /** A name of letters, digits, spaces, hyphens and underscores that is more than a number; empty when left out. */
  static String name(@Nullable String name) {
    String given = name == null ? "" : name;
    if (given.length() > 64 || !given.matches("[a-zA-Z0-9\\-_' ']*") || given.matches("[0-9]+")) {
      throw violated("'" + given + "'", "name", "Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9\\-_' ']+)");
    }
    return given;
  }

  /** One page of a list whose items are told apart by {@code after}; 100 items at most. */
  static int size(@Nullable Integer maxResults) {
    int size = maxResults == null ? 100 : maxResults;
    if (size < 1 || size > 100) {
      throw violated("'" + size + "'", "maxResults", "Member must have value between 1 and 100");
    }
    return size;
  }

  /** What stands behind the item that a token names. */
  static <T> List<T> after(List<T> sorted, Function<T, String> id, @Nullable String token) {
    if (token == null) {
      return sorted;
    }
    int last = sorted.stream().map(id).toList().indexOf(token);
    if (last < 0) {
      throw ResolverError.INVALID_NEXT_TOKEN.with();
    }
    return sorted.subList(last + 1, sorted.size());
  }

  private static AwsException notFound(String id) {
    return ResolverError.RESOURCE_NOT_FOUND.with("Resolver endpoint with ID '" + id + "' does not exist.");
  }

  /** Route 53 Resolver passes on what EC2 answered to it. */
  static <T> T said(Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsException e) {
      throw e.error() instanceof Ec2Error error && error == Ec2Error.SECURITY_GROUPS_PER_INTERFACE_LIMIT_EXCEEDED
          ? ResolverError.LIMIT_EXCEEDED.with(e.text())
          : ResolverError.INVALID_PARAMETER.with(e.text());
    }
  }
}
