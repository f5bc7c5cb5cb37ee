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
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointServiceConfigurationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointServiceConfigurationsResponse;

/**
 * Lists the caller's own endpoint services.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServiceConfigurations.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcEndpointServiceId.NotFound}, {@code InvalidVpcEndpointServiceIdId.Malformed}, {@code InvalidParameterValue},
 * {@code InvalidNextToken}.
 */
public final class DescribeVpcEndpointServiceConfigurations implements Action<DescribeVpcEndpointServiceConfigurationsRequest, DescribeVpcEndpointServiceConfigurationsResponse> {
  private static final Filters<VpcEndpointService> FILTERS =
      Filters.<VpcEndpointService>none()
          .on("service-name", VpcEndpointService::serviceName)
          .on("service-id", VpcEndpointService::id)
          .on("service-state", _ -> "Available")
          .on("supported-ip-address-types", _ -> "ipv4");

  public static final Operation<DescribeVpcEndpointServiceConfigurationsRequest, DescribeVpcEndpointServiceConfigurationsResponse> OPERATION =
      Operation.describing("DescribeVpcEndpointServiceConfigurations", DescribeVpcEndpointServiceConfigurationsRequest.class, new DescribeVpcEndpointServiceConfigurations(), FILTERS.names(), "ServiceId", "NextToken", "MaxResults");

  @Override
  public Applied<DescribeVpcEndpointServiceConfigurationsResponse> apply(Snapshot snapshot, Caller caller, DescribeVpcEndpointServiceConfigurationsRequest request, Facts facts) {
    List<VpcEndpointService> asked = Lookup.asked(snapshot, caller, VpcEndpointService.class, Kind.VPC_ENDPOINT_SERVICE, request.serviceIds());
    List<VpcEndpointService> found = FILTERS.apply(snapshot, request.filters(), asked);
    Page<VpcEndpointService> page = Page.of(found, request.nextToken(), request.maxResults(), 1, 1000);
    return Applied.of(
        snapshot,
        DescribeVpcEndpointServiceConfigurationsResponse.builder()
            .serviceConfigurations(page.items().stream().map(s -> ServiceView.of(snapshot, s)).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
