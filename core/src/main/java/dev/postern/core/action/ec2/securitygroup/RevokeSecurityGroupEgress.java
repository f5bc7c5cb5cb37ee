package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;

/**
 * Takes rules for traffic out of a group's members away, named by their ids or by what they allow; all of them or none.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupEgress.html">AWS</a>
 *
 * <p>Errors: {@code InvalidGroup.NotFound}, {@code InvalidPermission.NotFound}, {@code InvalidSecurityGroupRuleId.NotFound}.
 */
public final class RevokeSecurityGroupEgress implements Action<RevokeSecurityGroupEgressRequest, RevokeSecurityGroupEgressResponse> {
  public static final Operation<RevokeSecurityGroupEgressRequest, RevokeSecurityGroupEgressResponse> OPERATION =
      Operation.of(
          "RevokeSecurityGroupEgress",
          RevokeSecurityGroupEgressRequest.class,
          new RevokeSecurityGroupEgress(),
          "GroupId",
          "SecurityGroupRuleId",
          "IpPermissions",
          "IpProtocol",
          "FromPort",
          "ToPort",
          "CidrIp");

  @Override
  public Applied<RevokeSecurityGroupEgressResponse> apply(
      Snapshot snapshot, Caller caller, RevokeSecurityGroupEgressRequest request, Facts facts) {
    SecurityGroup group = GroupLookup.require(snapshot, caller, request.groupId());
    List<SecurityGroupRule> revoked =
        RevokedRules.of(
            new RequestedRules(snapshot, caller, group, true),
            request.securityGroupRuleIds(),
            SimplePermission.or(
                request.ipPermissions(), request.ipProtocol(), request.fromPort(), request.toPort(), request.cidrIp()));
    SecurityGroup changed = group.withRules(group.rules().stream().filter(r -> !revoked.contains(r)).toList());
    return Applied.of(
        snapshot.with(changed),
        RevokeSecurityGroupEgressResponse.builder()
            .returnValue(true)
            .revokedSecurityGroupRules(revoked.stream().map(r -> RevokedRules.shown(group, r)).toList())
            .build());
  }
}
