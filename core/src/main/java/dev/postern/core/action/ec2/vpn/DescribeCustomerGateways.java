package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.model.CustomerGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeCustomerGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeCustomerGatewaysResponse;

/**
 * Lists customer gateways; a deleted one is gone at once.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeCustomerGateways.html">AWS</a>
 *
 * <p>Errors: {@code InvalidCustomerGatewayID.NotFound}, {@code InvalidParameterValue}.
 */
public final class DescribeCustomerGateways implements Action<DescribeCustomerGatewaysRequest, DescribeCustomerGatewaysResponse> {
  private static final Filters<CustomerGateway> FILTERS =
      Filters.<CustomerGateway>none()
          .on("bgp-asn", g -> Long.toString(g.bgpAsn()))
          .on("customer-gateway-id", CustomerGateway::id)
          .on("ip-address", CustomerGateway::ipAddress)
          .on("state", _ -> "available")
          .on("type", _ -> VpnType.IPSEC);

  public static final Operation<DescribeCustomerGatewaysRequest, DescribeCustomerGatewaysResponse> OPERATION =
      Operation.describing(
          "DescribeCustomerGateways",
          DescribeCustomerGatewaysRequest.class,
          new DescribeCustomerGateways(),
          FILTERS.names(),
          "CustomerGatewayId");

  @Override
  public Applied<DescribeCustomerGatewaysResponse> apply(
      Snapshot snapshot, Caller caller, DescribeCustomerGatewaysRequest request, Facts facts) {
    List<CustomerGateway> asked =
        Lookup.asked(snapshot, caller, CustomerGateway.class, Kind.CUSTOMER_GATEWAY, request.customerGatewayIds());
    return Applied.of(
        snapshot,
        DescribeCustomerGatewaysResponse.builder()
            .customerGateways(
                FILTERS.apply(snapshot, request.filters(), asked).stream().map(g -> CustomerGatewayView.of(snapshot, g)).toList())
            .build());
  }
}
