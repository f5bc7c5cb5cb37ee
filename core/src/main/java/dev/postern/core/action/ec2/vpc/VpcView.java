package dev.postern.core.action.ec2.vpc;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;

/** A VPC as responses show it. */
final class VpcView {
  private VpcView() {}

  static software.amazon.awssdk.services.ec2.model.Vpc of(Snapshot snapshot, Vpc vpc) {
    return software.amazon.awssdk.services.ec2.model.Vpc.builder()
        .vpcId(vpc.id())
        .ownerId(vpc.key().account())
        .state("available")
        .cidrBlock(vpc.primary().toString())
        .cidrBlockAssociationSet(vpc.cidrs().stream().map(c -> association(c, "associated")).toList())
        .ipv6CidrBlockAssociationSet(List.of())
        .dhcpOptionsId(vpc.dhcpOptionsId())
        .instanceTenancy(vpc.instanceTenancy())
        .isDefault(vpc.isDefault())
        .tags(Tags.shown(snapshot, vpc.key()))
        .build();
  }

  static VpcCidrBlockAssociation association(Vpc.CidrAssociation association, String state) {
    return VpcCidrBlockAssociation.builder()
        .associationId(association.id())
        .cidrBlock(association.cidr().toString())
        .cidrBlockState(s -> s.state(state))
        .build();
  }
}
