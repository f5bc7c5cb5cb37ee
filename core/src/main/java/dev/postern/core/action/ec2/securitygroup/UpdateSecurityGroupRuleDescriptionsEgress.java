package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressResponse;

/**
 * Changes what rules for traffic out of a group's members say of themselves; a rule without a description loses the one it had.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UpdateSecurityGroupRuleDescriptionsEgress.html">AWS</a>
 *
 * <p>Errors: {@code InvalidGroup.NotFound}, {@code InvalidPermission.NotFound}, {@code InvalidSecurityGroupRuleId.NotFound}.
 */
public final class UpdateSecurityGroupRuleDescriptionsEgress
    implements Action<UpdateSecurityGroupRuleDescriptionsEgressRequest, UpdateSecurityGroupRuleDescriptionsEgressResponse> {
  public static final Operation<UpdateSecurityGroupRuleDescriptionsEgressRequest, UpdateSecurityGroupRuleDescriptionsEgressResponse> OPERATION =
      Operation.of(
          "UpdateSecurityGroupRuleDescriptionsEgress",
          UpdateSecurityGroupRuleDescriptionsEgressRequest.class,
          new UpdateSecurityGroupRuleDescriptionsEgress(),
          "GroupId",
          "GroupName",
          "IpPermissions",
          "SecurityGroupRuleDescription");

  @Override
  public Applied<UpdateSecurityGroupRuleDescriptionsEgressResponse> apply(
      Snapshot snapshot, Caller caller, UpdateSecurityGroupRuleDescriptionsEgressRequest request, Facts facts) {
    SecurityGroup group = GroupLookup.require(snapshot, caller, request.groupId(), request.groupName());
    SecurityGroup changed =
        RuleDescriptions.of(
            new RequestedRules(snapshot, caller, group, true), request.ipPermissions(), request.securityGroupRuleDescriptions());
    return Applied.of(
        snapshot.with(changed), UpdateSecurityGroupRuleDescriptionsEgressResponse.builder().returnValue(true).build());
  }
}
