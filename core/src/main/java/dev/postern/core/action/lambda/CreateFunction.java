package dev.postern.core.action.lambda;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.error.LambdaError;
import dev.postern.core.model.Function;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.VpcConfig;

/**
 * Creates a function whose code was stored before. <a href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html">AWS</a>
 *
 * <p>Errors: {@link LambdaError#RESOURCE_CONFLICT}, {@link LambdaError#INVALID_PARAMETER_VALUE}, {@link LambdaError#VALIDATION}.
 */
public record CreateFunction(Function.Code code) implements Action<CreateFunctionRequest, FunctionConfiguration> {

  @Override
  public Applied<FunctionConfiguration> apply(Snapshot snapshot, Caller caller, CreateFunctionRequest request, Facts facts) {
    FunctionRef ref = FunctionRef.of(caller, request.functionName(), null);
    if (ref.qualifier().isPresent()) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with("The function name must not have a version or alias: " + request.functionName());
    }
    Require.only(request.packageTypeAsString(), "Zip", "PackageType");
    Require.only(request.publish(), false, "Publish");
    Require.only(request.tracingConfig() == null ? null : request.tracingConfig().modeAsString(), "PassThrough", "TracingConfig.Mode");
    Require.only(request.ephemeralStorage() == null ? null : request.ephemeralStorage().size(), 512, "EphemeralStorage.Size");
    Require.only(request.snapStart() == null ? null : request.snapStart().applyOnAsString(), "None", "SnapStart.ApplyOn");
    Require.only(request.hasLayers() && !request.layers().isEmpty(), false, "Layers");
    Require.only(request.vpcConfig() == null ? null : request.vpcConfig().ipv6AllowedForDualStack(), false, "VpcConfig.Ipv6AllowedForDualStack");
    if (request.runtimeAsString() == null || request.handler() == null) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with(
          "Runtime and Handler are mandatory parameters for functions created with deployment packages.");
    }
    ResourceKey key = new ResourceKey(caller.account(), caller.region(), Kind.FUNCTION, ref.name());
    Function.Settings settings =
        new Function.Settings(
            request.runtimeAsString(),
            Require.handler(request.handler()),
            Require.role(snapshot, caller, request.role()),
            request.description() == null ? "" : Require.atMost(request.description(), "description", 256),
            request.timeout() == null ? 3 : Require.between(request.timeout(), "timeout", 1, 900),
            request.memorySize() == null ? 128 : Require.between(request.memorySize(), "memorySize", 128, 10240),
            Require.environment(request.environment() == null ? Map.of() : request.environment().variables()));
    if (snapshot.find(key).isPresent()) {
      throw LambdaError.RESOURCE_CONFLICT.with("Function already exist: " + ref.name());
    }
    Function function = new Function(key, "", settings, code, Optional.empty(), facts.now(), Revision.next(facts));
    VpcConfig network = request.vpcConfig() == null ? VpcConfig.builder().build() : request.vpcConfig();
    Snapshot next = FunctionTags.plus(FunctionNetwork.join(snapshot, caller, function, network, facts), key, request.tags());
    Function made = next.find(Function.class, key).orElseThrow();
    return new Applied<>(next, observed -> FunctionView.of(made, observed));
  }
}
