package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.action.Seed;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Changes of a group's rules: all of a request or none of it.
 * <a href="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html">AWS</a>
 */
final class RuleChanges {
  /** For each direction, counted for IPv4 and for IPv6; groups and prefix lists (of weight 1) count in both. */
  private static final int QUOTA = 60;

  private RuleChanges() {}

  /** The rules with new ids, or {@code InvalidPermission.Duplicate}. */
  static List<SecurityGroupRule> numbered(SecurityGroup group, List<SecurityGroupRule> rules, Seed seed) {
    for (SecurityGroupRule rule : rules) {
      checkNew(group.rules(), rule);
    }
    return rules.stream().map(r -> r.withId(seed.id("sgr"))).toList();
  }

  static SecurityGroup added(SecurityGroup group, List<SecurityGroupRule> rules) {
    List<SecurityGroupRule> all = new ArrayList<>(group.rules());
    all.addAll(rules);
    checkQuota(all);
    return group.withRules(all);
  }

  /** The group's own rule that allows the same as this one, or {@code InvalidPermission.NotFound}. */
  static SecurityGroupRule existing(SecurityGroup group, SecurityGroupRule rule) {
    return group.rules().stream().filter(rule::allowsSameAs).findFirst().orElseThrow(() -> Ec2Error.PERMISSION_NOT_FOUND.with());
  }

  /** The group's rule of one direction by its id, or {@code InvalidSecurityGroupRuleId.NotFound}. */
  static SecurityGroupRule byId(SecurityGroup group, boolean egress, String id) {
    SecurityGroupRule rule = byId(group, id);
    if (rule.egress() != egress) {
      throw Ec2Error.SECURITY_GROUP_RULE_NOT_FOUND.with(id);
    }
    return rule;
  }

  static SecurityGroupRule byId(SecurityGroup group, String id) {
    checkForm(id);
    return group.rules().stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow(() -> Ec2Error.SECURITY_GROUP_RULE_NOT_FOUND.with(id));
  }

  static void checkForm(String id) {
    if (!id.matches("sgr-[0-9a-f]{8}([0-9a-f]{9})?")) {
      throw Ec2Error.SECURITY_GROUP_RULE_MALFORMED.with(id);
    }
  }

  /** The group with one rule in the place of that with the same id. */
  static SecurityGroup replaced(SecurityGroup group, SecurityGroupRule rule) {
    checkNew(group.rules().stream().filter(r -> !r.id().equals(rule.id())).toList(), rule);
    SecurityGroup changed = described(group, rule);
    checkQuota(changed.rules());
    return changed;
  }

  /** The same for a rule that allows what it did, with another description. */
  static SecurityGroup described(SecurityGroup group, SecurityGroupRule rule) {
    return group.withRules(group.rules().stream().map(r -> r.id().equals(rule.id()) ? rule : r).toList());
  }

  private static void checkNew(List<SecurityGroupRule> present, SecurityGroupRule rule) {
    if (present.stream().anyMatch(rule::allowsSameAs)) {
      throw Ec2Error.PERMISSION_DUPLICATE.with(text(rule));
    }
  }

  private static void checkQuota(List<SecurityGroupRule> rules) {
    for (boolean egress : new boolean[] {false, true}) {
      List<SecurityGroupRule> one = rules.stream().filter(r -> r.egress() == egress).toList();
      long ipv4 = one.stream().filter(r -> !(r.peer() instanceof SecurityGroupRule.Ipv6Peer)).count();
      long ipv6 = one.stream().filter(r -> !(r.peer() instanceof SecurityGroupRule.CidrPeer)).count();
      if (Math.max(ipv4, ipv6) > QUOTA) {
        throw Ec2Error.RULES_PER_SECURITY_GROUP_LIMIT_EXCEEDED.with();
      }
    }
  }

  /** A rule as AWS words it: {@code 0.0.0.0/0, TCP, from port: 443, to port: 443, ALLOW}. */
  private static String text(SecurityGroupRule rule) {
    String protocol = rule.protocol().equals("-1") ? "ALL" : rule.protocol().toUpperCase(Locale.ROOT);
    String ports =
        switch (rule.protocol()) {
          case "tcp", "udp" -> ", from port: " + rule.fromPort() + ", to port: " + rule.toPort();
          case "icmp", "icmpv6" -> ", type: " + rule.fromPort() + ", code: " + rule.toPort();
          default -> "";
        };
    return SecurityGroupView.peerText(rule.peer()) + ", " + protocol + ports + ", ALLOW";
  }
}
