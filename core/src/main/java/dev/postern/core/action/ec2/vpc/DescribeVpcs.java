package dev.postern.core.action.ec2.vpc;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;

/**
 * Lists VPCs.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcID.NotFound}, {@code InvalidParameterValue}, {@code InvalidNextToken}.
 */
public final class DescribeVpcs implements Action<DescribeVpcsRequest, DescribeVpcsResponse> {
  private static final Filters<Vpc> FILTERS =
      Filters.<Vpc>none()
          .on("cidr", v -> v.primary().toString())
          .onEach("cidr-block-association.cidr-block", v -> v.cidrs().stream().map(c -> c.cidr().toString()).toList())
          .onEach("cidr-block-association.association-id", v -> v.cidrs().stream().map(Vpc.CidrAssociation::id).toList())
          .on("cidr-block-association.state", _ -> "associated")
          .on("dhcp-options-id", Vpc::dhcpOptionsId)
          .onFlag("is-default", Vpc::isDefault)
          .on("owner-id", v -> v.key().account())
          .on("state", _ -> "available")
          .on("vpc-id", Vpc::id);

  public static final Operation<DescribeVpcsRequest, DescribeVpcsResponse> OPERATION =
      Operation.describing(
          "DescribeVpcs", DescribeVpcsRequest.class, new DescribeVpcs(), FILTERS.names(), "VpcId", "NextToken", "MaxResults");

  @Override
  public Applied<DescribeVpcsResponse> apply(Snapshot snapshot, Caller caller, DescribeVpcsRequest request, Facts facts) {
    List<Vpc> asked = Lookup.asked(snapshot, caller, Vpc.class, Kind.VPC, request.vpcIds());
    Page<Vpc> page = Page.of(FILTERS.apply(snapshot, request.filters(), asked), request.nextToken(), request.maxResults(), 5, 1000);
    return Applied.of(
        snapshot,
        DescribeVpcsResponse.builder()
            .vpcs(page.items().stream().map(v -> VpcView.of(snapshot, v)).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
