package dev.postern.core.action.ec2.natgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NatGateway;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysResponse;

/**
 * Lists NAT gateways; a deleted one is gone at once.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNatGateways.html">AWS</a>
 *
 * <p>Errors: {@code NatGatewayNotFound}, {@code InvalidParameterValue}, {@code InvalidNextToken}.
 */
public final class DescribeNatGateways implements Action<DescribeNatGatewaysRequest, DescribeNatGatewaysResponse> {
  private record Seen(NatGateway gateway, Observed observed) {}

  private static final Filters<Seen> FILTERS =
      Filters.<Seen>tagged(s -> s.gateway().key())
          .on("nat-gateway-id", s -> s.gateway().id())
          .on("state", s -> NatGatewayView.state(s.gateway(), s.observed()))
          .on("subnet-id", s -> s.gateway().subnetId())
          .on("vpc-id", s -> s.gateway().vpcId());

  public static final Operation<DescribeNatGatewaysRequest, DescribeNatGatewaysResponse> OPERATION =
      Operation.describing(
          "DescribeNatGateways",
          DescribeNatGatewaysRequest.class,
          new DescribeNatGateways(),
          FILTERS.names(),
          "NatGatewayId",
          "NextToken",
          "MaxResults");

  @Override
  public Applied<DescribeNatGatewaysResponse> apply(Snapshot snapshot, Caller caller, DescribeNatGatewaysRequest request, Facts facts) {
    List<Seen> asked =
        Lookup.asked(snapshot, caller, NatGateway.class, Kind.NAT_GATEWAY, request.natGatewayIds()).stream()
            .map(g -> new Seen(g, facts.observed()))
            .toList();
    Page<Seen> page =
        Page.of(FILTERS.apply(snapshot, request.filter(), asked), s -> s.gateway().id(), request.nextToken(), request.maxResults(), 5, 1000);
    return Applied.of(
        snapshot,
        DescribeNatGatewaysResponse.builder()
            .natGateways(page.items().stream().map(s -> NatGatewayView.of(snapshot, s.gateway(), s.observed())).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
