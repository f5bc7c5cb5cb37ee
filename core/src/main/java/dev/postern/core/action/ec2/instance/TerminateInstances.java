package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.networkinterface.InterfaceAttachments;
import dev.postern.core.model.Instance;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/**
 * Ends instances for good, with the interfaces that go with them; they are shown as terminated for an hour.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html">AWS</a>
 *
 * <p>Errors: {@code MissingParameter}, {@code InvalidInstanceID.NotFound}.
 */
public final class TerminateInstances implements Action<TerminateInstancesRequest, TerminateInstancesResponse> {
  public static final Operation<TerminateInstancesRequest, TerminateInstancesResponse> OPERATION =
      Operation.of("TerminateInstances", TerminateInstancesRequest.class, new TerminateInstances(), "InstanceId");

  @Override
  public Applied<TerminateInstancesResponse> apply(Snapshot snapshot, Caller caller, TerminateInstancesRequest request, Facts facts) {
    List<Instance> old = Instances.requireAll(snapshot, caller, facts, request.instanceIds());
    List<Instance> ended =
        old.stream()
            .map(i -> i.state() == Instance.State.TERMINATED ? i : i.withState(Instance.State.TERMINATED, Optional.of(facts.now())))
            .toList();
    Snapshot next = Instances.swept(snapshot, caller, facts);
    for (int i = 0; i < old.size(); i++) {
      next = withoutInterfaces(next, old.get(i)).with(ended.get(i));
    }
    return new Applied<>(
        next,
        observed ->
            TerminateInstancesResponse.builder()
                .terminatingInstances(StateChanges.shown(old, ended, facts.observed(), observed))
                .build());
  }

  private static Snapshot withoutInterfaces(Snapshot snapshot, Instance instance) {
    Snapshot next = snapshot;
    for (NetworkInterface held : InstanceView.interfaces(snapshot, instance)) {
      next =
          held.attachment().orElseThrow().deleteOnTermination()
              ? InterfaceAttachments.deleted(next, held)
              : InterfaceAttachments.detached(next, held);
    }
    return next;
  }
}
