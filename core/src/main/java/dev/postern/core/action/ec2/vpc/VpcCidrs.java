package dev.postern.core.action.ec2.vpc;

import dev.postern.core.model.Vpc;
import java.util.List;

/** A VPC with other blocks. */
final class VpcCidrs {
  private VpcCidrs() {}

  static Vpc replaced(Vpc vpc, List<Vpc.CidrAssociation> cidrs) {
    return new Vpc(
        vpc.key(), cidrs, vpc.enableDnsSupport(), vpc.enableDnsHostnames(), vpc.dhcpOptionsId(), vpc.instanceTenancy(), vpc.isDefault());
  }
}
