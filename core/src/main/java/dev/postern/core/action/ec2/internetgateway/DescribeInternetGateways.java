package dev.postern.core.action.ec2.internetgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;

/**
 * Lists internet gateways.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInternetGateways.html">AWS</a>
 *
 * <p>Errors: {@code InvalidInternetGatewayID.NotFound}, {@code InvalidParameterValue}, {@code InvalidNextToken}.
 */
public final class DescribeInternetGateways implements Action<DescribeInternetGatewaysRequest, DescribeInternetGatewaysResponse> {
  private static final Filters<InternetGateway> FILTERS =
      Filters.<InternetGateway>none()
          .onEach("attachment.state", g -> g.vpcId().stream().map(_ -> "available").toList())
          .onEach("attachment.vpc-id", g -> g.vpcId().stream().toList())
          .on("internet-gateway-id", InternetGateway::id)
          .on("owner-id", g -> g.key().account());

  public static final Operation<DescribeInternetGatewaysRequest, DescribeInternetGatewaysResponse> OPERATION =
      Operation.describing(
          "DescribeInternetGateways",
          DescribeInternetGatewaysRequest.class,
          new DescribeInternetGateways(),
          FILTERS.names(),
          "InternetGatewayId",
          "NextToken",
          "MaxResults");

  @Override
  public Applied<DescribeInternetGatewaysResponse> apply(Snapshot snapshot, Caller caller, DescribeInternetGatewaysRequest request, Facts facts) {
    List<InternetGateway> asked = Lookup.asked(snapshot, caller, InternetGateway.class, Kind.INTERNET_GATEWAY, request.internetGatewayIds());
    Page<InternetGateway> page = Page.of(FILTERS.apply(snapshot, request.filters(), asked), request.nextToken(), request.maxResults(), 5, 1000);
    return Applied.of(
        snapshot,
        DescribeInternetGatewaysResponse.builder()
            .internetGateways(page.items().stream().map(g -> InternetGatewayView.of(snapshot, g)).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
