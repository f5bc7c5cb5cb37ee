package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;

/**
 * Puts other rules in the place of a group's rules, under the same ids; the direction and the kind of peer stay.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html">AWS</a>
 *
 * <p>Errors: {@code InvalidGroup.NotFound}, {@code InvalidSecurityGroupRuleId.NotFound}, {@code InvalidPermission.Duplicate}.
 */
public final class ModifySecurityGroupRules implements Action<ModifySecurityGroupRulesRequest, ModifySecurityGroupRulesResponse> {
  public static final Operation<ModifySecurityGroupRulesRequest, ModifySecurityGroupRulesResponse> OPERATION =
      Operation.of(
          "ModifySecurityGroupRules", ModifySecurityGroupRulesRequest.class, new ModifySecurityGroupRules(), "GroupId", "SecurityGroupRule");

  @Override
  public Applied<ModifySecurityGroupRulesResponse> apply(
      Snapshot snapshot, Caller caller, ModifySecurityGroupRulesRequest request, Facts facts) {
    SecurityGroup group = GroupLookup.require(snapshot, caller, request.groupId());
    if (request.securityGroupRules().isEmpty()) {
      throw Ec2Error.MISSING_PARAMETER.with("SecurityGroupRule");
    }
    for (SecurityGroupRuleUpdate update : request.securityGroupRules()) {
      String id = Lookup.given(update.securityGroupRuleId(), "SecurityGroupRuleId");
      SecurityGroupRule old = RuleChanges.byId(group, id);
      SecurityGroupRule rule =
          new RequestedRules(snapshot, caller, group, old.egress()).of(id, Lookup.given(update.securityGroupRule(), "SecurityGroupRule"));
      if (!rule.peer().getClass().equals(old.peer().getClass())) {
        throw Ec2Error.INVALID_PARAMETER_VALUE.with("The source or destination type of security group rule " + id + " can't be changed.");
      }
      group = RuleChanges.replaced(group, rule);
    }
    return Applied.of(snapshot.with(group), ModifySecurityGroupRulesResponse.builder().returnValue(true).build());
  }
}
