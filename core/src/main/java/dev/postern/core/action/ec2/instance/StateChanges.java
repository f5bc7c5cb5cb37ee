package dev.postern.core.action.ec2.instance;

import dev.postern.core.model.Instance;
import dev.postern.core.state.Observed;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;

/** How start, stop and terminate show what they changed. */
final class StateChanges {
  private StateChanges() {}

  /**
   * Each instance's state before and after.
   *
   * @param before what the kernel had when the call came
   * @param after what it has once the change is committed
   */
  static List<InstanceStateChange> shown(List<Instance> old, List<Instance> changed, Observed before, Observed after) {
    return IntStream.range(0, old.size())
        .mapToObj(i -> InstanceStateChange.builder()
            .instanceId(old.get(i).id())
            .previousState(InstanceView.state(old.get(i), before))
            .currentState(InstanceView.state(changed.get(i), after))
            .build())
        .toList();
  }
}
