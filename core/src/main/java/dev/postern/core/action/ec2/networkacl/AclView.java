package dev.postern.core.action.ec2.networkacl;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkAcl.Entry;
import dev.postern.core.state.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;

/** A network ACL as responses show it, with the last row of each direction that denies what no entry matched. */
final class AclView {
  private AclView() {}

  static software.amazon.awssdk.services.ec2.model.NetworkAcl of(Snapshot snapshot, NetworkAcl acl) {
    return software.amazon.awssdk.services.ec2.model.NetworkAcl.builder()
        .networkAclId(acl.id())
        .vpcId(acl.vpcId())
        .ownerId(acl.key().account())
        .isDefault(acl.isDefault())
        .entries(rows(acl).stream().map(AclView::shown).toList())
        .associations(
            acl.associations().stream()
                .map(a -> NetworkAclAssociation.builder()
                    .networkAclAssociationId(a.id())
                    .networkAclId(acl.id())
                    .subnetId(a.subnetId())
                    .build())
                .toList())
        .tags(Tags.shown(snapshot, acl.key()))
        .build();
  }

  /** The entries with the implied last rows, outgoing ones first, by number. */
  static List<Entry> rows(NetworkAcl acl) {
    return Stream.concat(acl.entries().stream(), Stream.of(last(true), last(false)))
        .sorted(Comparator.comparing(Entry::egress).reversed().thenComparing(Entry::ruleNumber))
        .toList();
  }

  private static Entry last(boolean egress) {
    return new Entry(NetworkAcl.LAST_RULE, egress, "-1", false, Cidr.ANY, Optional.empty(), Optional.empty());
  }

  private static NetworkAclEntry shown(Entry entry) {
    NetworkAclEntry.Builder shown =
        NetworkAclEntry.builder()
            .ruleNumber(entry.ruleNumber())
            .egress(entry.egress())
            .protocol(entry.protocol())
            .ruleAction(entry.allow() ? "allow" : "deny")
            .cidrBlock(entry.cidr().toString());
    entry.ports().ifPresent(ports -> shown.portRange(p -> p.from(ports.from()).to(ports.to())));
    entry.icmp().ifPresent(icmp -> shown.icmpTypeCode(i -> i.type(icmp.type()).code(icmp.code())));
    return shown.build();
  }
}
