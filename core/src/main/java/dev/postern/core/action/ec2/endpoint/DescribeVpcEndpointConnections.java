package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointConnectionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointConnectionsResponse;

/**
 * Lists the endpoints that lead to the caller's own services, whosever they are.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointConnections.html">AWS</a>
 *
 * <p>Errors: {@code InvalidParameterValue}, {@code InvalidNextToken}.
 */
public final class DescribeVpcEndpointConnections implements Action<DescribeVpcEndpointConnectionsRequest, DescribeVpcEndpointConnectionsResponse> {
  private record Connected(VpcEndpointService service, VpcEndpoint endpoint) {
    String id() {
      return endpoint.connection().orElseThrow().id();
    }
  }

  public static final Operation<DescribeVpcEndpointConnectionsRequest, DescribeVpcEndpointConnectionsResponse> OPERATION =
      Operation.describing("DescribeVpcEndpointConnections", DescribeVpcEndpointConnectionsRequest.class, new DescribeVpcEndpointConnections(), filters(Observed.NOTHING).names(), "NextToken", "MaxResults");

  private static Filters<Connected> filters(Observed observed) {
    return Filters.<Connected>untagged()
        .on("ip-address-type", _ -> "ipv4")
        .on("service-id", c -> c.service().id())
        .on("vpc-endpoint-owner", c -> c.endpoint().key().account())
        .on("vpc-endpoint-region", c -> c.endpoint().key().region())
        .on("vpc-endpoint-state", c -> EndpointView.state(c.endpoint(), observed))
        .on("vpc-endpoint-id", c -> c.endpoint().id());
  }

  @Override
  public Applied<DescribeVpcEndpointConnectionsResponse> apply(Snapshot snapshot, Caller caller, DescribeVpcEndpointConnectionsRequest request, Facts facts) {
    List<Connected> all =
        snapshot.all(VpcEndpointService.class, Kind.VPC_ENDPOINT_SERVICE, caller.account(), caller.region()).stream()
            .flatMap(s -> snapshot.inNetwork(VpcEndpoint.class, s.id()).stream().map(e -> new Connected(s, e)))
            .toList();
    List<Connected> found = filters(facts.observed()).apply(snapshot, request.filters(), all);
    Page<Connected> page = Page.of(found, Connected::id, request.nextToken(), request.maxResults(), 1, 1000);
    return Applied.of(
        snapshot,
        DescribeVpcEndpointConnectionsResponse.builder()
            .vpcEndpointConnections(page.items().stream().map(c -> ServiceView.connection(snapshot, c.service(), c.endpoint(), facts.observed())).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
