package dev.postern.core.action.lambda;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.model.Function;
import dev.postern.core.state.Snapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.VpcConfig;

/**
 * Changes the settings of a function that the request names, and its network. Both lists of {@code VpcConfig} empty takes it out of its VPC.
 * <a href="https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html">AWS</a>
 */
public final class UpdateFunctionConfiguration implements Action<UpdateFunctionConfigurationRequest, FunctionConfiguration> {

  @Override
  public Applied<FunctionConfiguration> apply(Snapshot snapshot, Caller caller, UpdateFunctionConfigurationRequest request, Facts facts) {
    Function old = FunctionRef.of(caller, request.functionName(), null).find(snapshot, caller);
    Revision.require(old, request.revisionId());
    Require.only(request.tracingConfig() == null ? null : request.tracingConfig().modeAsString(), "PassThrough", "TracingConfig.Mode");
    Require.only(request.ephemeralStorage() == null ? null : request.ephemeralStorage().size(), 512, "EphemeralStorage.Size");
    Require.only(request.snapStart() == null ? null : request.snapStart().applyOnAsString(), "None", "SnapStart.ApplyOn");
    Require.only(request.hasLayers() && !request.layers().isEmpty(), false, "Layers");
    Require.only(request.vpcConfig() == null ? null : request.vpcConfig().ipv6AllowedForDualStack(), false, "VpcConfig.Ipv6AllowedForDualStack");
    Function changed = old.withSettings(settings(snapshot, caller, old.settings(), request), facts.now(), Revision.next(facts));
    VpcConfig network = request.vpcConfig();
    Snapshot next =
        network == null || isIn(old, network)
            ? snapshot.with(changed)
            : FunctionNetwork.join(FunctionNetwork.leave(snapshot, caller, old), caller, changed, network, facts);
    Function made = next.find(Function.class, old.key()).orElseThrow();
    return new Applied<>(next, observed -> FunctionView.of(made, observed));
  }

  private static Function.Settings settings(
      Snapshot snapshot, Caller caller, Function.Settings old, UpdateFunctionConfigurationRequest request) {
    return new Function.Settings(
        request.runtimeAsString() == null ? old.runtime() : request.runtimeAsString(),
        request.handler() == null ? old.handler() : Require.handler(request.handler()),
        request.role() == null ? old.role() : Require.role(snapshot, caller, request.role()),
        request.description() == null ? old.description() : Require.atMost(request.description(), "description", 256),
        request.timeout() == null ? old.timeoutSeconds() : Require.between(request.timeout(), "timeout", 1, 900),
        request.memorySize() == null ? old.memoryMb() : Require.between(request.memorySize(), "memorySize", 128, 10240),
        request.environment() == null ? old.environment() : Require.environment(request.environment().variables()));
  }

  /** Asking for the network that the function is in keeps its host and addresses. */
  private static boolean isIn(Function function, VpcConfig asked) {
    Set<String> subnets = new HashSet<>(function.vpcConfig().map(Function.VpcConfig::subnetIds).orElse(List.of()));
    Set<String> groups = new HashSet<>(function.vpcConfig().map(Function.VpcConfig::securityGroupIds).orElse(List.of()));
    return subnets.equals(new HashSet<>(asked.subnetIds())) && groups.equals(new HashSet<>(asked.securityGroupIds()));
  }
}
