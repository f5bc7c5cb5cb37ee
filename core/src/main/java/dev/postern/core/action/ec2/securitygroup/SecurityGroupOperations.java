package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on security groups. */
public final class SecurityGroupOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          CreateSecurityGroup.OPERATION,
          DeleteSecurityGroup.OPERATION,
          DescribeSecurityGroups.OPERATION,
          AuthorizeSecurityGroupIngress.OPERATION,
          AuthorizeSecurityGroupEgress.OPERATION,
          RevokeSecurityGroupIngress.OPERATION,
          RevokeSecurityGroupEgress.OPERATION,
          UpdateSecurityGroupRuleDescriptionsIngress.OPERATION,
          UpdateSecurityGroupRuleDescriptionsEgress.OPERATION,
          ModifySecurityGroupRules.OPERATION,
          DescribeSecurityGroupRules.OPERATION,
          GetSecurityGroupsForVpc.OPERATION);

  private SecurityGroupOperations() {}
}
