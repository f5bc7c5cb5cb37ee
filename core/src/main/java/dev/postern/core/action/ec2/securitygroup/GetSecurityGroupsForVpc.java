package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.Kind;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.GetSecurityGroupsForVpcRequest;
import software.amazon.awssdk.services.ec2.model.GetSecurityGroupsForVpcResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroupForVpc;

/**
 * Lists the security groups that interfaces of a VPC may have.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetSecurityGroupsForVpc.html">AWS</a>
 */
public final class GetSecurityGroupsForVpc implements Action<GetSecurityGroupsForVpcRequest, GetSecurityGroupsForVpcResponse> {
  private static final Filters<SecurityGroup> FILTERS =
      Filters.<SecurityGroup>none()
          .on("group-id", SecurityGroup::id)
          .on("description", SecurityGroup::description)
          .on("group-name", SecurityGroup::name)
          .on("owner-id", g -> g.key().account())
          .on("primary-vpc-id", SecurityGroup::vpcId);

  public static final Operation<GetSecurityGroupsForVpcRequest, GetSecurityGroupsForVpcResponse> OPERATION =
      Operation.describing(
          "GetSecurityGroupsForVpc",
          GetSecurityGroupsForVpcRequest.class,
          new GetSecurityGroupsForVpc(),
          FILTERS.names(),
          "VpcId",
          "NextToken",
          "MaxResults");

  @Override
  public Applied<GetSecurityGroupsForVpcResponse> apply(Snapshot snapshot, Caller caller, GetSecurityGroupsForVpcRequest request, Facts facts) {
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    List<SecurityGroup> found = FILTERS.apply(snapshot, request.filters(), snapshot.inNetwork(SecurityGroup.class, vpc.id()));
    Page<SecurityGroup> page = Page.of(found, request.nextToken(), request.maxResults(), 5, 1000);
    return Applied.of(
        snapshot,
        GetSecurityGroupsForVpcResponse.builder()
            .securityGroupForVpcs(page.items().stream().map(g -> shown(snapshot, g)).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }

  private static SecurityGroupForVpc shown(Snapshot snapshot, SecurityGroup group) {
    return SecurityGroupForVpc.builder()
        .groupId(group.id())
        .groupName(group.name())
        .description(group.description())
        .ownerId(group.key().account())
        .primaryVpcId(group.vpcId())
        .tags(Tags.shown(snapshot, group.key()))
        .build();
  }
}
