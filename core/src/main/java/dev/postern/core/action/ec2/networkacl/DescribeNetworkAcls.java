package dev.postern.core.action.ec2.networkacl;

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
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkAcl.Association;
import dev.postern.core.model.NetworkAcl.Entry;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsResponse;

/** Lists network ACLs. <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkAcls.html">AWS</a> */
public final class DescribeNetworkAcls implements Action<DescribeNetworkAclsRequest, DescribeNetworkAclsResponse> {
  private static final Filters<NetworkAcl> FILTERS =
      Filters.<NetworkAcl>none()
          .onEach("association.association-id", a -> a.associations().stream().map(Association::id).toList())
          .onEach("association.network-acl-id", a -> a.associations().stream().map(_ -> a.id()).toList())
          .onEach("association.subnet-id", a -> a.associations().stream().map(Association::subnetId).toList())
          .onFlag("default", NetworkAcl::isDefault)
          .onEach("entry.cidr", rows(e -> Stream.of(e.cidr().toString())))
          .onEach("entry.egress", rows(e -> Stream.of(String.valueOf(e.egress()))))
          .onEach("entry.icmp.code", rows(e -> e.icmp().stream().map(i -> String.valueOf(i.code()))))
          .onEach("entry.icmp.type", rows(e -> e.icmp().stream().map(i -> String.valueOf(i.type()))))
          .onEach("entry.port-range.from", rows(e -> e.ports().stream().map(p -> String.valueOf(p.from()))))
          .onEach("entry.port-range.to", rows(e -> e.ports().stream().map(p -> String.valueOf(p.to()))))
          .onEach("entry.protocol", rows(e -> Stream.of(e.protocol())))
          .onEach("entry.rule-action", rows(e -> Stream.of(e.allow() ? "allow" : "deny")))
          .onEach("entry.rule-number", rows(e -> Stream.of(String.valueOf(e.ruleNumber()))))
          .on("network-acl-id", NetworkAcl::id)
          .on("owner-id", a -> a.key().account())
          .on("vpc-id", NetworkAcl::vpcId);

  public static final Operation<DescribeNetworkAclsRequest, DescribeNetworkAclsResponse> OPERATION =
      Operation.describing(
          "DescribeNetworkAcls",
          DescribeNetworkAclsRequest.class,
          new DescribeNetworkAcls(),
          FILTERS.names(),
          "NetworkAclId",
          "NextToken",
          "MaxResults");

  private static Function<NetworkAcl, List<String>> rows(Function<Entry, Stream<String>> values) {
    return acl -> AclView.rows(acl).stream().flatMap(values).toList();
  }

  @Override
  public Applied<DescribeNetworkAclsResponse> apply(Snapshot snapshot, Caller caller, DescribeNetworkAclsRequest request, Facts facts) {
    if (!request.networkAclIds().isEmpty() && request.maxResults() != null) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with("The parameter NetworkAclIds cannot be used with the parameter MaxResults");
    }
    List<NetworkAcl> asked = Lookup.asked(snapshot, caller, NetworkAcl.class, Kind.NETWORK_ACL, request.networkAclIds());
    Page<NetworkAcl> page = Page.of(FILTERS.apply(snapshot, request.filters(), asked), request.nextToken(), request.maxResults(), 5, 1000);
    return Applied.of(
        snapshot,
        DescribeNetworkAclsResponse.builder()
            .networkAcls(page.items().stream().map(a -> AclView.of(snapshot, a)).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
