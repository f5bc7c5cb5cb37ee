package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.SecurityGroupRule.CidrPeer;
import dev.postern.core.model.SecurityGroupRule.GroupPeer;
import dev.postern.core.model.SecurityGroupRule.Ipv6Peer;
import dev.postern.core.model.SecurityGroupRule.PrefixListPeer;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;

/** Lists security groups. <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html">AWS</a> */
public final class DescribeSecurityGroups implements Action<DescribeSecurityGroupsRequest, DescribeSecurityGroupsResponse> {
  public static final Operation<DescribeSecurityGroupsRequest, DescribeSecurityGroupsResponse> OPERATION =
      Operation.describing(
          "DescribeSecurityGroups",
          DescribeSecurityGroupsRequest.class,
          new DescribeSecurityGroups(),
          filters(Snapshot.EMPTY).names(),
          "GroupId",
          "GroupName",
          "NextToken",
          "MaxResults");

  private static Filters<SecurityGroup> filters(Snapshot snapshot) {
    Filters<SecurityGroup> filters =
        Filters.<SecurityGroup>none()
            .on("description", SecurityGroup::description)
            .on("group-id", SecurityGroup::id)
            .on("group-name", SecurityGroup::name)
            .on("owner-id", g -> g.key().account())
            .on("vpc-id", SecurityGroup::vpcId);
    return permissions(permissions(filters, "ip-permission.", false, snapshot), "egress.ip-permission.", true, snapshot);
  }

  private static Filters<SecurityGroup> permissions(Filters<SecurityGroup> filters, String prefix, boolean egress, Snapshot snapshot) {
    return filters
        .onEach(prefix + "protocol", rules(egress, r -> Stream.of(r.protocol())))
        .onEach(prefix + "from-port", rules(egress, r -> Stream.of(String.valueOf(r.fromPort()))))
        .onEach(prefix + "to-port", rules(egress, r -> Stream.of(String.valueOf(r.toPort()))))
        .onEach(prefix + "cidr", rules(egress, r -> r.peer() instanceof CidrPeer p ? Stream.of(p.cidr().toString()) : Stream.of()))
        .onEach(prefix + "ipv6-cidr", rules(egress, r -> r.peer() instanceof Ipv6Peer p ? Stream.of(p.cidr()) : Stream.of()))
        .onEach(prefix + "prefix-list-id", rules(egress, r -> r.peer() instanceof PrefixListPeer p ? Stream.of(p.prefixListId()) : Stream.of()))
        .onEach(prefix + "group-id", rules(egress, r -> r.peer() instanceof GroupPeer p ? Stream.of(p.groupId()) : Stream.of()))
        .onEach(prefix + "user-id", rules(egress, r -> r.peer() instanceof GroupPeer p ? Stream.of(p.ownerId()) : Stream.of()))
        .onEach(
            prefix + "group-name",
            group -> rules(egress, r -> r.peer() instanceof GroupPeer p ? name(snapshot, group, p) : Stream.of()).apply(group));
  }

  private static Function<SecurityGroup, List<String>> rules(boolean egress, Function<SecurityGroupRule, Stream<String>> values) {
    return group -> group.rules().stream().filter(r -> r.egress() == egress).flatMap(values).toList();
  }

  private static Stream<String> name(Snapshot snapshot, SecurityGroup group, GroupPeer peer) {
    return snapshot.inNetwork(SecurityGroup.class, group.vpcId()).stream().filter(g -> g.id().equals(peer.groupId())).map(SecurityGroup::name);
  }

  @Override
  public Applied<DescribeSecurityGroupsResponse> apply(Snapshot snapshot, Caller caller, DescribeSecurityGroupsRequest request, Facts facts) {
    if (!request.groupIds().isEmpty() && request.maxResults() != null) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("The parameter GroupIds cannot be used with the parameter MaxResults");
    }
    List<SecurityGroup> found = filters(snapshot).apply(snapshot, request.filters(), asked(snapshot, caller, request));
    Page<SecurityGroup> page = Page.of(found, request.nextToken(), request.maxResults(), 5, 1000);
    return Applied.of(
        snapshot,
        DescribeSecurityGroupsResponse.builder()
            .securityGroups(page.items().stream().map(g -> SecurityGroupView.of(snapshot, g)).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }

  /** Names are those of the default VPC; ids and names together ask for both. */
  private static List<SecurityGroup> asked(Snapshot snapshot, Caller caller, DescribeSecurityGroupsRequest request) {
    if (request.groupNames().isEmpty()) {
      return Lookup.asked(snapshot, caller, SecurityGroup.class, Kind.SECURITY_GROUP, request.groupIds());
    }
    Vpc vpc = GroupLookup.defaultVpc(snapshot, caller);
    return Stream.concat(
            Lookup.requireAll(snapshot, caller, SecurityGroup.class, Kind.SECURITY_GROUP, request.groupIds()).stream(),
            request.groupNames().stream().map(n -> GroupLookup.named(snapshot, vpc, n)))
        .distinct()
        .toList();
  }
}
