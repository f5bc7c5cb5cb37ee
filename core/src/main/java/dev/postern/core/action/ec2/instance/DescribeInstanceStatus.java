package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.model.Instance;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;

/**
 * Lists the states of instances, the running ones alone unless all are asked for.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html">AWS</a>
 */
public final class DescribeInstanceStatus implements Action<DescribeInstanceStatusRequest, DescribeInstanceStatusResponse> {
  public static final Operation<DescribeInstanceStatusRequest, DescribeInstanceStatusResponse> OPERATION =
      Operation.describing(
          "DescribeInstanceStatus",
          DescribeInstanceStatusRequest.class,
          new DescribeInstanceStatus(),
          filters(Observed.NOTHING).names(),
          "InstanceId",
          "IncludeAllInstances",
          "NextToken",
          "MaxResults");

  private static Filters<Instance> filters(Observed observed) {
    return Filters.<Instance>untagged()
        .on("availability-zone", Instance::availabilityZone)
        .on("instance-state-code", i -> String.valueOf(Instances.state(i, observed).code()))
        .on("instance-state-name", i -> Instances.state(i, observed).wire())
        .on("instance-status.status", i -> status(i, observed))
        .on("system-status.status", i -> status(i, observed));
  }

  @Override
  public Applied<DescribeInstanceStatusResponse> apply(Snapshot snapshot, Caller caller, DescribeInstanceStatusRequest request, Facts facts) {
    boolean all = Boolean.TRUE.equals(request.includeAllInstances());
    List<Instance> asked =
        Instances.asked(snapshot, caller, facts, request.instanceIds()).stream()
            .filter(i -> all || Instances.state(i, facts.observed()) == Instances.StateName.RUNNING)
            .toList();
    List<Instance> found = filters(facts.observed()).apply(snapshot, request.filters(), asked);
    Page<Instance> page = Page.of(found, request.nextToken(), request.maxResults(), 5, 1000);
    return Applied.of(
        snapshot,
        DescribeInstanceStatusResponse.builder()
            .instanceStatuses(page.items().stream().map(i -> shown(i, facts.observed())).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }

  private static String status(Instance instance, Observed observed) {
    return Instances.state(instance, observed) == Instances.StateName.RUNNING ? "ok" : "not-applicable";
  }

  private static InstanceStatus shown(Instance instance, Observed observed) {
    InstanceStatusSummary summary = InstanceStatusSummary.builder().status(status(instance, observed)).build();
    return InstanceStatus.builder()
        .instanceId(instance.id())
        .availabilityZone(instance.availabilityZone())
        .instanceState(InstanceView.state(instance, observed))
        .instanceStatus(summary)
        .systemStatus(summary)
        .events(List.of())
        .build();
  }
}
