package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AddedPrincipal;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointServicePermissionsRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointServicePermissionsResponse;

/**
 * Lets principals make endpoints of a service, and stops letting them; endpoints that are there stay.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpointServicePermissions.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcEndpointServiceId.NotFound}, {@code InvalidVpcEndpointServiceIdId.Malformed}, {@code InvalidPrincipal},
 * {@code UnknownPrincipalType.Unsupported}.
 */
public final class ModifyVpcEndpointServicePermissions implements Action<ModifyVpcEndpointServicePermissionsRequest, ModifyVpcEndpointServicePermissionsResponse> {
  public static final Operation<ModifyVpcEndpointServicePermissionsRequest, ModifyVpcEndpointServicePermissionsResponse> OPERATION =
      Operation.of("ModifyVpcEndpointServicePermissions", ModifyVpcEndpointServicePermissionsRequest.class, new ModifyVpcEndpointServicePermissions(), "ServiceId", "AddAllowedPrincipals", "RemoveAllowedPrincipals");

  @Override
  public Applied<ModifyVpcEndpointServicePermissionsResponse> apply(Snapshot snapshot, Caller caller, ModifyVpcEndpointServicePermissionsRequest request, Facts facts) {
    List<String> removed = request.removeAllowedPrincipals().stream().map(AllowedPrincipals::checked).toList();
    List<String> wanted = request.addAllowedPrincipals().stream().map(AllowedPrincipals::checked).distinct().toList();
    VpcEndpointService service = Lookup.require(snapshot, caller, VpcEndpointService.class, Kind.VPC_ENDPOINT_SERVICE, request.serviceId());
    List<VpcEndpointService.Permission> permissions = new ArrayList<>(service.permissions());
    permissions.removeIf(p -> removed.contains(p.principal()));
    List<VpcEndpointService.Permission> added = new ArrayList<>();
    for (String principal : wanted) {
      if (permissions.stream().noneMatch(p -> p.principal().equals(principal))) {
        added.add(new VpcEndpointService.Permission(facts.seed().id("vpce-svc-perm"), principal));
      }
    }
    permissions.addAll(added);
    return Applied.of(
        snapshot.with(service.withPermissions(List.copyOf(permissions))),
        ModifyVpcEndpointServicePermissionsResponse.builder().addedPrincipals(added.stream().map(p -> shown(service, p)).toList()).returnValue(true).build());
  }

  private static AddedPrincipal shown(VpcEndpointService service, VpcEndpointService.Permission permission) {
    return AddedPrincipal.builder()
        .principalType(AllowedPrincipals.type(permission.principal()))
        .principal(permission.principal())
        .servicePermissionId(permission.id())
        .serviceId(service.id())
        .build();
  }
}
