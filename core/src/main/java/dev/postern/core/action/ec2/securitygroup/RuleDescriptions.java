package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;

/** New descriptions of a group's rules, named by their ids or by what they allow. */
final class RuleDescriptions {
  private RuleDescriptions() {}

  static SecurityGroup of(RequestedRules requested, List<IpPermission> permissions, List<SecurityGroupRuleDescription> descriptions) {
    if (permissions.isEmpty() == descriptions.isEmpty()) {
      throw permissions.isEmpty()
          ? Ec2Error.MISSING_PARAMETER.saying("Either ipPermissions or securityGroupRuleDescriptions should be provided.")
          : Ec2Error.INVALID_PARAMETER_COMBINATION.with("ipPermissions and securityGroupRuleDescriptions may not be used together");
    }
    SecurityGroup changed = requested.group();
    for (SecurityGroupRule rule : permissions.isEmpty() ? List.<SecurityGroupRule>of() : requested.of(permissions)) {
      changed = RuleChanges.described(changed, RuleChanges.existing(changed, rule).withDescription(rule.description()));
    }
    for (SecurityGroupRuleDescription given : descriptions) {
      String id = Lookup.given(given.securityGroupRuleId(), "SecurityGroupRuleId");
      SecurityGroupRule rule = RuleChanges.byId(changed, requested.egress(), id);
      changed = RuleChanges.described(changed, rule.withDescription(RequestedRules.description(given.description())));
    }
    return changed;
  }
}
