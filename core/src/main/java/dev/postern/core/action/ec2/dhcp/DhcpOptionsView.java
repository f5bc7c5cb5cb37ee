package dev.postern.core.action.ec2.dhcp;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.DhcpOptions;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.DhcpConfiguration;

/** A DHCP options set as responses show it. */
final class DhcpOptionsView {
  private DhcpOptionsView() {}

  static software.amazon.awssdk.services.ec2.model.DhcpOptions of(Snapshot snapshot, DhcpOptions options) {
    return software.amazon.awssdk.services.ec2.model.DhcpOptions.builder()
        .dhcpOptionsId(options.id())
        .ownerId(options.key().account())
        .dhcpConfigurations(options.configurations().entrySet().stream().map(e -> configuration(e.getKey(), e.getValue())).toList())
        .tags(Tags.shown(snapshot, options.key()))
        .build();
  }

  private static DhcpConfiguration configuration(String key, List<String> values) {
    return DhcpConfiguration.builder().key(key).values(values.stream().map(v -> AttributeValue.builder().value(v).build()).toList()).build();
  }
}
