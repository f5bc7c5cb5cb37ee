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
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;

/**
 * Adds rules for traffic out of a group's members, in the {@code IpPermissions.N} form or the simple form of one block.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupEgress.html">AWS</a>
 *
 * <p>Errors: {@code InvalidGroup.NotFound}, {@code InvalidPermission.Duplicate}, {@code InvalidPermission.Malformed},
 * {@code InvalidParameterValue}, {@code InvalidPrefixListID.NotFound}, {@code RulesPerSecurityGroupLimitExceeded}.
 */
public final class AuthorizeSecurityGroupEgress implements Action<AuthorizeSecurityGroupEgressRequest, AuthorizeSecurityGroupEgressResponse> {
  public static final Operation<AuthorizeSecurityGroupEgressRequest, AuthorizeSecurityGroupEgressResponse> OPERATION =
      Operation.of(
          "AuthorizeSecurityGroupEgress",
          AuthorizeSecurityGroupEgressRequest.class,
          new AuthorizeSecurityGroupEgress(),
          "GroupId",
          "IpPermissions",
          "IpProtocol",
          "FromPort",
          "ToPort",
          "CidrIp");

  @Override
  public Applied<AuthorizeSecurityGroupEgressResponse> apply(
      Snapshot snapshot, Caller caller, AuthorizeSecurityGroupEgressRequest request, Facts facts) {
    SecurityGroup group = GroupLookup.require(snapshot, caller, request.groupId());
    List<SecurityGroupRule> asked =
        new RequestedRules(snapshot, caller, group, true)
            .of(SimplePermission.or(
                request.ipPermissions(), request.ipProtocol(), request.fromPort(), request.toPort(), request.cidrIp()));
    List<SecurityGroupRule> rules = RuleChanges.numbered(group, asked, facts.seed());
    SecurityGroup changed = RuleChanges.added(group, rules);
    return Applied.of(
        snapshot.with(changed),
        AuthorizeSecurityGroupEgressResponse.builder()
            .returnValue(true)
            .securityGroupRules(rules.stream().map(r -> SecurityGroupView.rule(changed, r)).toList())
            .build());
  }
}
