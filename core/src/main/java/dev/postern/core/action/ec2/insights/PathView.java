package dev.postern.core.action.ec2.insights;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInsightsPath;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;

/** A path as responses show it. */
final class PathView {
  private PathView() {}

  static software.amazon.awssdk.services.ec2.model.NetworkInsightsPath of(Snapshot snapshot, NetworkInsightsPath path) {
    return software.amazon.awssdk.services.ec2.model.NetworkInsightsPath.builder()
        .networkInsightsPathId(path.id())
        .networkInsightsPathArn(arn(path.key()))
        .createdDate(path.created())
        .source(path.source().id())
        .sourceArn(path.source().arn())
        .destination(path.destination().map(NetworkInsightsPath.Place::id).orElse(null))
        .destinationArn(path.destination().map(NetworkInsightsPath.Place::arn).orElse(null))
        .sourceIp(path.sourceIp().orElse(null))
        .destinationIp(path.destinationIp().orElse(null))
        .protocol(path.protocol())
        .destinationPort(path.destinationPort().orElse(null))
        .filterAtSource(path.atSource().map(PathFilters::shown).orElse(null))
        .filterAtDestination(path.atDestination().map(PathFilters::shown).orElse(null))
        .tags(Tags.shown(snapshot, path.key()))
        .build();
  }

  /** Of a path, and of an {@link Kind#NETWORK_INSIGHTS_ANALYSIS analysis}. */
  static String arn(ResourceKey key) {
    return "arn:aws:ec2:" + key.region() + ":" + key.account() + ":" + key.kind().resourceType() + "/" + key.id();
  }
}
