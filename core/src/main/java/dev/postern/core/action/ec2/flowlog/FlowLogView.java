package dev.postern.core.action.ec2.flowlog;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.FlowLog;
import dev.postern.core.state.Snapshot;
import java.util.Optional;

/** A flow log as responses show it. */
final class FlowLogView {
  private FlowLogView() {}

  static software.amazon.awssdk.services.ec2.model.FlowLog of(Snapshot snapshot, FlowLog log) {
    software.amazon.awssdk.services.ec2.model.FlowLog.Builder view =
        software.amazon.awssdk.services.ec2.model.FlowLog.builder()
            .creationTime(log.created())
            .deliverLogsStatus(deliveryStatus(log))
            .deliverLogsErrorMessage(log.deliveryError().orElse(null))
            .flowLogId(log.id())
            .flowLogStatus("ACTIVE")
            .resourceId(log.resourceId())
            .trafficType(log.traffic().name())
            .logDestinationType(destinationType(log))
            .logFormat(log.format())
            .maxAggregationInterval(log.interval())
            .tags(Tags.shown(snapshot, log.key()));
    switch (log.destination()) {
      case FlowLog.Bucket bucket ->
          view.logDestination(bucket.arn())
              .destinationOptions(o -> o.fileFormat("plain-text").hiveCompatiblePartitions(bucket.hivePartitions()).perHourPartition(bucket.hourPartitions()));
      case FlowLog.LogGroup group ->
          view.logGroupName(group.name())
              .logDestination("arn:aws:logs:" + group.region() + ":" + group.account() + ":log-group:" + group.name())
              .deliverLogsPermissionArn(group.roleArn());
    }
    return view.build();
  }

  static String destinationType(FlowLog log) {
    return switch (log.destination()) {
      case FlowLog.Bucket _ -> "s3";
      case FlowLog.LogGroup _ -> "cloud-watch-logs";
    };
  }

  static Optional<String> group(FlowLog log) {
    return switch (log.destination()) {
      case FlowLog.Bucket _ -> Optional.empty();
      case FlowLog.LogGroup group -> Optional.of(group.name());
    };
  }

  static String deliveryStatus(FlowLog log) {
    return log.deliveryError().isPresent() ? "FAILED" : "SUCCESS";
  }
}
