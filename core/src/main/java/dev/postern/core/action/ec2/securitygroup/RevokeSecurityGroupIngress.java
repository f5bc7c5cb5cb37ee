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
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;

/**
 * Takes rules for traffic into a group's members away, named by their ids or by what they allow; all of them or none.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html">AWS</a>
 *
 * <p>Errors: {@code InvalidGroup.NotFound}, {@code InvalidPermission.NotFound}, {@code InvalidSecurityGroupRuleId.NotFound}.
 */
public final class RevokeSecurityGroupIngress implements Action<RevokeSecurityGroupIngressRequest, RevokeSecurityGroupIngressResponse> {
  public static final Operation<RevokeSecurityGroupIngressRequest, RevokeSecurityGroupIngressResponse> OPERATION =
      Operation.of(
          "RevokeSecurityGroupIngress",
          RevokeSecurityGroupIngressRequest.class,
          new RevokeSecurityGroupIngress(),
          "GroupId",
          "GroupName",
          "SecurityGroupRuleId",
          "IpPermissions",
          "IpProtocol",
          "FromPort",
          "ToPort",
          "CidrIp");

  @Override
  public Applied<RevokeSecurityGroupIngressResponse> apply(
      Snapshot snapshot, Caller caller, RevokeSecurityGroupIngressRequest request, Facts facts) {
    SecurityGroup group = GroupLookup.require(snapshot, caller, request.groupId(), request.groupName());
    List<SecurityGroupRule> revoked =
        RevokedRules.of(
            new RequestedRules(snapshot, caller, group, false),
            request.securityGroupRuleIds(),
            SimplePermission.or(
                request.ipPermissions(), request.ipProtocol(), request.fromPort(), request.toPort(), request.cidrIp()));
    SecurityGroup changed = group.withRules(group.rules().stream().filter(r -> !revoked.contains(r)).toList());
    return Applied.of(
        snapshot.with(changed),
        RevokeSecurityGroupIngressResponse.builder()
            .returnValue(true)
            .revokedSecurityGroupRules(revoked.stream().map(r -> RevokedRules.shown(group, r)).toList())
            .build());
  }
}
