package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.SecurityGroupRule.CidrPeer;
import dev.postern.core.model.SecurityGroupRule.GroupPeer;
import dev.postern.core.model.SecurityGroupRule.Ipv6Peer;
import dev.postern.core.model.SecurityGroupRule.PrefixListPeer;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.RevokedSecurityGroupRule;

/** Which of a group's rules a revoke takes away, and how its answer shows them. */
final class RevokedRules {
  private RevokedRules() {}

  static List<SecurityGroupRule> of(RequestedRules requested, List<String> ids, List<IpPermission> permissions) {
    if (ids.isEmpty()) {
      return requested.of(permissions).stream().map(r -> RuleChanges.existing(requested.group(), r)).toList();
    }
    if (!permissions.isEmpty()) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("The parameters securityGroupRuleIds and ipPermissions may not be used together");
    }
    return ids.stream().distinct().map(id -> RuleChanges.byId(requested.group(), requested.egress(), id)).toList();
  }

  static RevokedSecurityGroupRule shown(SecurityGroup group, SecurityGroupRule rule) {
    RevokedSecurityGroupRule.Builder shown =
        RevokedSecurityGroupRule.builder()
            .securityGroupRuleId(rule.id())
            .groupId(group.id())
            .isEgress(rule.egress())
            .ipProtocol(rule.protocol())
            .fromPort(rule.fromPort())
            .toPort(rule.toPort())
            .description(rule.description().orElse(null));
    return switch (rule.peer()) {
      case CidrPeer cidr -> shown.cidrIpv4(cidr.cidr().toString()).build();
      case Ipv6Peer cidr -> shown.cidrIpv6(cidr.cidr()).build();
      case PrefixListPeer list -> shown.prefixListId(list.prefixListId()).build();
      case GroupPeer peer -> shown.referencedGroupId(peer.groupId()).build();
    };
  }
}
