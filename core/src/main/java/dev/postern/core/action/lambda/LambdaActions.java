package dev.postern.core.action.lambda;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.error.LambdaError;
import dev.postern.core.model.Function;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionCodeSigningConfigRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionCodeSigningConfigResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.GetPolicyRequest;
import software.amazon.awssdk.services.lambda.model.GetPolicyResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.ListTagsRequest;
import software.amazon.awssdk.services.lambda.model.ListTagsResponse;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionRequest;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionResponse;
import software.amazon.awssdk.services.lambda.model.TagResourceRequest;
import software.amazon.awssdk.services.lambda.model.TagResourceResponse;
import software.amazon.awssdk.services.lambda.model.UntagResourceRequest;
import software.amazon.awssdk.services.lambda.model.UntagResourceResponse;

/** The actions that find, list, tag and delete functions; each is an {@link dev.postern.core.action.Action}. */
public final class LambdaActions {
  /** A page has 50 functions at most, whatever {@code MaxItems} says. */
  private static final int PAGE = 50;

  private LambdaActions() {}

  public static Applied<FunctionConfiguration> getConfiguration(
      Snapshot snapshot, Caller caller, GetFunctionConfigurationRequest request, Facts facts) {
    Function function = FunctionRef.of(caller, request.functionName(), request.qualifier()).find(snapshot, caller);
    return new Applied<>(snapshot, observed -> FunctionView.of(function, observed));
  }

  /** {@code Code.Location}, a link to the zip file, is not given. */
  public static Applied<GetFunctionResponse> get(Snapshot snapshot, Caller caller, GetFunctionRequest request, Facts facts) {
    Function function = FunctionRef.of(caller, request.functionName(), request.qualifier()).find(snapshot, caller);
    return new Applied<>(
        snapshot,
        observed ->
            GetFunctionResponse.builder()
                .configuration(FunctionView.of(function, observed))
                .code(c -> c.repositoryType("S3"))
                .tags(snapshot.tagsOf(function.key()))
                .build());
  }

  public static Applied<ListFunctionsResponse> list(Snapshot snapshot, Caller caller, ListFunctionsRequest request, Facts facts) {
    if (request.functionVersionAsString() != null && !request.functionVersionAsString().equals("ALL")) {
      throw Require.violated("'" + request.functionVersionAsString() + "'", "functionVersion", "Member must satisfy enum value set: [ALL]");
    }
    int size = request.maxItems() == null ? PAGE : Math.min(PAGE, Require.between(request.maxItems(), "maxItems", 1, 10000));
    String after = decoded(request.marker());
    List<Function> left =
        snapshot.all(Function.class, Kind.FUNCTION, caller.account(), caller.region()).stream()
            .filter(f -> f.name().compareTo(after) > 0)
            .toList();
    List<Function> page = left.subList(0, Math.min(size, left.size()));
    String marker = page.size() < left.size() ? encoded(page.getLast().name()) : null;
    return new Applied<>(
        snapshot,
        observed ->
            ListFunctionsResponse.builder().functions(page.stream().map(f -> FunctionView.of(f, observed)).toList()).nextMarker(marker).build());
  }

  /** {@code $LATEST} is the only version. */
  public static Applied<ListVersionsByFunctionResponse> listVersions(
      Snapshot snapshot, Caller caller, ListVersionsByFunctionRequest request, Facts facts) {
    Function function = FunctionRef.of(caller, request.functionName(), null).find(snapshot, caller);
    return new Applied<>(
        snapshot,
        observed ->
            ListVersionsByFunctionResponse.builder()
                .versions(FunctionView.of(function, observed).toBuilder().functionArn(function.arn() + ":" + FunctionRef.LATEST).build())
                .build());
  }

  public static Applied<DeleteFunctionResponse> delete(Snapshot snapshot, Caller caller, DeleteFunctionRequest request, Facts facts) {
    FunctionRef ref = FunctionRef.of(caller, request.functionName(), request.qualifier());
    if (ref.qualifier().isPresent()) {
      throw ref.qualifier().get().equals(FunctionRef.LATEST)
          ? LambdaError.INVALID_PARAMETER_VALUE.with("$LATEST version cannot be deleted without deleting the function.")
          : ref.notFound();
    }
    Function function = ref.find(snapshot, caller);
    return Applied.of(FunctionNetwork.leave(snapshot, caller, function).without(function.key()), DeleteFunctionResponse.builder().build());
  }

  /** Resource policies are not built, so none is ever there. */
  public static Applied<GetPolicyResponse> getPolicy(Snapshot snapshot, Caller caller, GetPolicyRequest request, Facts facts) {
    FunctionRef.of(caller, request.functionName(), request.qualifier()).find(snapshot, caller);
    throw LambdaError.RESOURCE_NOT_FOUND.with("The resource you requested does not exist.");
  }

  /** Reserved concurrency is not built: AWS's answer for a function without it. */
  public static Applied<GetFunctionConcurrencyResponse> getConcurrency(
      Snapshot snapshot, Caller caller, GetFunctionConcurrencyRequest request, Facts facts) {
    FunctionRef.of(caller, request.functionName(), null).find(snapshot, caller);
    return Applied.of(snapshot, GetFunctionConcurrencyResponse.builder().build());
  }

  /** Code signing is not built: AWS's answer for a function without it. */
  public static Applied<GetFunctionCodeSigningConfigResponse> getCodeSigning(
      Snapshot snapshot, Caller caller, GetFunctionCodeSigningConfigRequest request, Facts facts) {
    Function function = FunctionRef.of(caller, request.functionName(), null).find(snapshot, caller);
    return Applied.of(snapshot, GetFunctionCodeSigningConfigResponse.builder().functionName(function.name()).codeSigningConfigArn("").build());
  }

  public static Applied<ListTagsResponse> listTags(Snapshot snapshot, Caller caller, ListTagsRequest request, Facts facts) {
    Function function = byArn(snapshot, caller, request.resource());
    return Applied.of(snapshot, ListTagsResponse.builder().tags(snapshot.tagsOf(function.key())).build());
  }

  public static Applied<TagResourceResponse> tag(Snapshot snapshot, Caller caller, TagResourceRequest request, Facts facts) {
    ResourceKey key = byArn(snapshot, caller, request.resource()).key();
    return Applied.of(FunctionTags.plus(snapshot, key, request.tags()), TagResourceResponse.builder().build());
  }

  public static Applied<UntagResourceResponse> untag(Snapshot snapshot, Caller caller, UntagResourceRequest request, Facts facts) {
    ResourceKey key = byArn(snapshot, caller, request.resource()).key();
    return Applied.of(
        snapshot.withTags(key, TreePMap.from(snapshot.tagsOf(key)).minusAll(request.tagKeys())), UntagResourceResponse.builder().build());
  }

  private static Function byArn(Snapshot snapshot, Caller caller, @Nullable String arn) {
    String given = Require.given(arn, "resource");
    if (!given.matches("arn:aws:lambda:[a-z0-9-]+:\\d{12}:function:[a-zA-Z0-9-_]+")) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with("The resource ARN is not that of a function: " + given);
    }
    return FunctionRef.of(caller, given, null).find(snapshot, caller);
  }

  private static String encoded(String name) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(@Nullable String marker) {
    try {
      return marker == null ? "" : new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with("The marker is not valid: " + marker);
    }
  }
}
