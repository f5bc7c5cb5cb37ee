package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Instance;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;

/**
 * Stops instances, which keep their interfaces and addresses; {@code Force} makes no difference, since stopping always ends all processes.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StopInstances.html">AWS</a>
 *
 * <p>Errors: {@code MissingParameter}, {@code InvalidInstanceID.NotFound}, {@code IncorrectInstanceState}.
 */
public final class StopInstances implements Action<StopInstancesRequest, StopInstancesResponse> {
  public static final Operation<StopInstancesRequest, StopInstancesResponse> OPERATION =
      Operation.of("StopInstances", StopInstancesRequest.class, new StopInstances(), "InstanceId", "Force");

  @Override
  public Applied<StopInstancesResponse> apply(Snapshot snapshot, Caller caller, StopInstancesRequest request, Facts facts) {
    List<Instance> old = Instances.requireAll(snapshot, caller, facts, request.instanceIds());
    Snapshot next = snapshot;
    for (Instance instance : old) {
      if (instance.state() == Instance.State.TERMINATED) {
        throw Ec2Error.INCORRECT_INSTANCE_STATE.with("This instance '" + instance.id() + "' is not in a state from which it can be stopped.");
      }
      next = next.with(instance.withState(Instance.State.STOPPED, Optional.empty()));
    }
    List<Instance> stopped = old.stream().map(i -> i.withState(Instance.State.STOPPED, Optional.empty())).toList();
    return new Applied<>(
        next,
        observed ->
            StopInstancesResponse.builder().stoppingInstances(StateChanges.shown(old, stopped, facts.observed(), observed)).build());
  }
}
