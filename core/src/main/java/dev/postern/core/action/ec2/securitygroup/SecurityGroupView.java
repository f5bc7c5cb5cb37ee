package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.SecurityGroupRule.CidrPeer;
import dev.postern.core.model.SecurityGroupRule.GroupPeer;
import dev.postern.core.model.SecurityGroupRule.Ipv6Peer;
import dev.postern.core.model.SecurityGroupRule.Peer;
import dev.postern.core.model.SecurityGroupRule.PrefixListPeer;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** A security group and its rules as responses show them. */
final class SecurityGroupView {
  private SecurityGroupView() {}

  static String arn(SecurityGroup group) {
    return "arn:aws:ec2:" + group.key().region() + ":" + group.key().account() + ":security-group/" + group.id();
  }

  static software.amazon.awssdk.services.ec2.model.SecurityGroup of(Snapshot snapshot, SecurityGroup group) {
    return software.amazon.awssdk.services.ec2.model.SecurityGroup.builder()
        .groupId(group.id())
        .groupName(group.name())
        .description(group.description())
        .ownerId(group.key().account())
        .vpcId(group.vpcId())
        .securityGroupArn(arn(group))
        .ipPermissions(permissions(group, false))
        .ipPermissionsEgress(permissions(group, true))
        .tags(Tags.shown(snapshot, group.key()))
        .build();
  }

  static software.amazon.awssdk.services.ec2.model.SecurityGroupRule rule(SecurityGroup group, SecurityGroupRule rule) {
    var shown =
        software.amazon.awssdk.services.ec2.model.SecurityGroupRule.builder()
            .securityGroupRuleId(rule.id())
            .securityGroupRuleArn(
                "arn:aws:ec2:" + group.key().region() + ":" + group.key().account() + ":security-group-rule/" + rule.id())
            .groupId(group.id())
            .groupOwnerId(group.key().account())
            .isEgress(rule.egress())
            .ipProtocol(rule.protocol())
            .fromPort(rule.fromPort())
            .toPort(rule.toPort())
            .description(rule.description().orElse(null))
            .tags(List.of());
    return switch (rule.peer()) {
      case CidrPeer cidr -> shown.cidrIpv4(cidr.cidr().toString()).build();
      case Ipv6Peer cidr -> shown.cidrIpv6(cidr.cidr()).build();
      case PrefixListPeer list -> shown.prefixListId(list.prefixListId()).build();
      case GroupPeer peer ->
          shown.referencedGroupInfo(ReferencedSecurityGroup.builder().groupId(peer.groupId()).userId(peer.ownerId()).build()).build();
    };
  }

  static String peerText(Peer peer) {
    return switch (peer) {
      case CidrPeer cidr -> cidr.cidr().toString();
      case Ipv6Peer cidr -> cidr.cidr();
      case PrefixListPeer list -> list.prefixListId();
      case GroupPeer group -> group.groupId();
    };
  }

  /** Rules of the same protocol and ports are one permission. */
  private static List<IpPermission> permissions(SecurityGroup group, boolean egress) {
    Map<Protocol, List<SecurityGroupRule>> byProtocol = new LinkedHashMap<>();
    for (SecurityGroupRule rule : group.rules()) {
      if (rule.egress() == egress) {
        byProtocol.computeIfAbsent(new Protocol(rule.protocol(), rule.fromPort(), rule.toPort()), _ -> new ArrayList<>()).add(rule);
      }
    }
    return byProtocol.entrySet().stream().map(e -> permission(e.getKey(), e.getValue())).toList();
  }

  private static IpPermission permission(Protocol protocol, List<SecurityGroupRule> rules) {
    List<IpRange> ranges = new ArrayList<>();
    List<Ipv6Range> ipv6Ranges = new ArrayList<>();
    List<PrefixListId> lists = new ArrayList<>();
    List<UserIdGroupPair> groups = new ArrayList<>();
    for (SecurityGroupRule rule : rules) {
      String text = rule.description().orElse(null);
      switch (rule.peer()) {
        case CidrPeer cidr -> ranges.add(IpRange.builder().cidrIp(cidr.cidr().toString()).description(text).build());
        case Ipv6Peer cidr -> ipv6Ranges.add(Ipv6Range.builder().cidrIpv6(cidr.cidr()).description(text).build());
        case PrefixListPeer list -> lists.add(PrefixListId.builder().prefixListId(list.prefixListId()).description(text).build());
        case GroupPeer peer -> groups.add(UserIdGroupPair.builder().groupId(peer.groupId()).userId(peer.ownerId()).description(text).build());
      }
    }
    boolean hasPorts = List.of("tcp", "udp", "icmp", "icmpv6").contains(protocol.name());
    return IpPermission.builder()
        .ipProtocol(protocol.name())
        .fromPort(hasPorts ? protocol.fromPort() : null)
        .toPort(hasPorts ? protocol.toPort() : null)
        .ipRanges(ranges)
        .ipv6Ranges(ipv6Ranges)
        .prefixListIds(lists)
        .userIdGroupPairs(groups)
        .build();
  }
}
