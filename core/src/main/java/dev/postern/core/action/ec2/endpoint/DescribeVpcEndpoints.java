package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;

/** Lists VPC endpoints. <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html">AWS</a> */
public final class DescribeVpcEndpoints implements Action<DescribeVpcEndpointsRequest, DescribeVpcEndpointsResponse> {
  public static final Operation<DescribeVpcEndpointsRequest, DescribeVpcEndpointsResponse> OPERATION =
      Operation.describing(
          "DescribeVpcEndpoints",
          DescribeVpcEndpointsRequest.class,
          new DescribeVpcEndpoints(),
          filters(Observed.NOTHING).names(),
          "VpcEndpointId",
          "NextToken",
          "MaxResults");

  private static Filters<VpcEndpoint> filters(Observed observed) {
    return Filters.<VpcEndpoint>none()
        .on("ip-address-type", _ -> "ipv4")
        .on("service-name", VpcEndpoint::serviceName)
        .on("service-region", VpcEndpoint::serviceRegion)
        .on("vpc-id", VpcEndpoint::vpcId)
        .on("vpc-endpoint-id", VpcEndpoint::id)
        .on("vpc-endpoint-state", e -> EndpointView.state(e, observed))
        .on("vpc-endpoint-type", EndpointView::type);
  }

  @Override
  public Applied<DescribeVpcEndpointsResponse> apply(Snapshot snapshot, Caller caller, DescribeVpcEndpointsRequest request, Facts facts) {
    List<VpcEndpoint> asked = Lookup.asked(snapshot, caller, VpcEndpoint.class, Kind.VPC_ENDPOINT, request.vpcEndpointIds());
    List<VpcEndpoint> found = filters(facts.observed()).apply(snapshot, request.filters(), asked);
    Page<VpcEndpoint> page = Page.of(found, request.nextToken(), request.maxResults(), 1, 1000);
    return Applied.of(
        snapshot,
        DescribeVpcEndpointsResponse.builder()
            .vpcEndpoints(page.items().stream().map(e -> EndpointView.of(snapshot, e, facts.observed())).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
