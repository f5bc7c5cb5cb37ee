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
import software.amazon.awssdk.services.ec2.model.AllowedPrincipal;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointServicePermissionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointServicePermissionsResponse;

/**
 * Lists who may make endpoints of a service, besides its owner.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServicePermissions.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcEndpointServiceId.NotFound}, {@code InvalidVpcEndpointServiceIdId.Malformed}, {@code InvalidParameterValue},
 * {@code InvalidNextToken}.
 */
public final class DescribeVpcEndpointServicePermissions implements Action<DescribeVpcEndpointServicePermissionsRequest, DescribeVpcEndpointServicePermissionsResponse> {
  private static final Filters<VpcEndpointService.Permission> FILTERS =
      Filters.<VpcEndpointService.Permission>untagged()
          .on("principal", VpcEndpointService.Permission::principal)
          .on("principal-type", p -> AllowedPrincipals.type(p.principal()));

  public static final Operation<DescribeVpcEndpointServicePermissionsRequest, DescribeVpcEndpointServicePermissionsResponse> OPERATION =
      Operation.describing("DescribeVpcEndpointServicePermissions", DescribeVpcEndpointServicePermissionsRequest.class, new DescribeVpcEndpointServicePermissions(), FILTERS.names(), "ServiceId", "NextToken", "MaxResults");

  @Override
  public Applied<DescribeVpcEndpointServicePermissionsResponse> apply(Snapshot snapshot, Caller caller, DescribeVpcEndpointServicePermissionsRequest request, Facts facts) {
    VpcEndpointService service = Lookup.require(snapshot, caller, VpcEndpointService.class, Kind.VPC_ENDPOINT_SERVICE, request.serviceId());
    List<VpcEndpointService.Permission> found = FILTERS.apply(snapshot, request.filters(), service.permissions());
    Page<VpcEndpointService.Permission> page = Page.of(found, VpcEndpointService.Permission::id, request.nextToken(), request.maxResults(), 1, 1000);
    return Applied.of(
        snapshot,
        DescribeVpcEndpointServicePermissionsResponse.builder()
            .allowedPrincipals(page.items().stream().map(p -> shown(service, p)).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }

  private static AllowedPrincipal shown(VpcEndpointService service, VpcEndpointService.Permission permission) {
    return AllowedPrincipal.builder()
        .principalType(AllowedPrincipals.type(permission.principal()))
        .principal(permission.principal())
        .servicePermissionId(permission.id())
        .serviceId(service.id())
        .tags(List.of())
        .build();
  }
}
