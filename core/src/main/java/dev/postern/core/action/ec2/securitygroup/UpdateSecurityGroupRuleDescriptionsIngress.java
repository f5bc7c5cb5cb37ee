package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressResponse;

/**
 * Changes what rules for traffic into a group's members say of themselves; a rule without a description loses the one it had.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UpdateSecurityGroupRuleDescriptionsIngress.html">AWS</a>
 *
 * <p>Errors: {@code InvalidGroup.NotFound}, {@code InvalidPermission.NotFound}, {@code InvalidSecurityGroupRuleId.NotFound}.
 */
public final class UpdateSecurityGroupRuleDescriptionsIngress
    implements Action<UpdateSecurityGroupRuleDescriptionsIngressRequest, UpdateSecurityGroupRuleDescriptionsIngressResponse> {
  public static final Operation<UpdateSecurityGroupRuleDescriptionsIngressRequest, UpdateSecurityGroupRuleDescriptionsIngressResponse> OPERATION =
      Operation.of(
          "UpdateSecurityGroupRuleDescriptionsIngress",
          UpdateSecurityGroupRuleDescriptionsIngressRequest.class,
          new UpdateSecurityGroupRuleDescriptionsIngress(),
          "GroupId",
          "GroupName",
          "IpPermissions",
          "SecurityGroupRuleDescription");

  @Override
  public Applied<UpdateSecurityGroupRuleDescriptionsIngressResponse> apply(
      Snapshot snapshot, Caller caller, UpdateSecurityGroupRuleDescriptionsIngressRequest request, Facts facts) {
    SecurityGroup group = GroupLookup.require(snapshot, caller, request.groupId(), request.groupName());
    SecurityGroup changed =
        RuleDescriptions.of(
            new RequestedRules(snapshot, caller, group, false), request.ipPermissions(), request.securityGroupRuleDescriptions());
    return Applied.of(
        snapshot.with(changed), UpdateSecurityGroupRuleDescriptionsIngressResponse.builder().returnValue(true).build());
  }
}
