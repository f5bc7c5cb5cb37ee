package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.elasticip.PublicAddresses;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Instance;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;

/**
 * Starts stopped instances; one with a public address that AWS lends gets a new one.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartInstances.html">AWS</a>
 *
 * <p>Errors: {@code MissingParameter}, {@code InvalidInstanceID.NotFound}, {@code IncorrectInstanceState}.
 */
public final class StartInstances implements Action<StartInstancesRequest, StartInstancesResponse> {
  public static final Operation<StartInstancesRequest, StartInstancesResponse> OPERATION =
      Operation.of("StartInstances", StartInstancesRequest.class, new StartInstances(), "InstanceId");

  @Override
  public Applied<StartInstancesResponse> apply(Snapshot snapshot, Caller caller, StartInstancesRequest request, Facts facts) {
    List<Instance> old = Instances.requireAll(snapshot, caller, facts, request.instanceIds());
    List<Instance> started = new ArrayList<>();
    Snapshot next = snapshot;
    for (Instance instance : old) {
      if (instance.state() == Instance.State.TERMINATED) {
        throw Ec2Error.INCORRECT_INSTANCE_STATE.with("The instance '" + instance.id() + "' is not in a state from which it can be started.");
      }
      boolean stopped = instance.state() == Instance.State.STOPPED;
      Instance running = stopped ? instance.withState(Instance.State.RUNNING, Optional.empty()).withLaunchTime(facts.now()) : instance;
      next = stopped ? withNewAddresses(next, caller, instance, facts).with(running) : next;
      started.add(running);
    }
    return new Applied<>(
        next,
        observed ->
            StartInstancesResponse.builder().startingInstances(StateChanges.shown(old, started, facts.observed(), observed)).build());
  }

  private static Snapshot withNewAddresses(Snapshot snapshot, Caller caller, Instance instance, Facts facts) {
    Snapshot next = snapshot;
    for (NetworkInterface held : InstanceView.interfaces(snapshot, instance)) {
      if (held.publicIp().isPresent()) {
        next = next.with(held.withPublicIp(Optional.of(PublicAddresses.pick(next, caller.region(), facts.seed()))));
      }
    }
    return next;
  }
}
