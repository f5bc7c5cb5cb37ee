package dev.postern.core.action.route53.association;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.route53.Given;
import dev.postern.core.error.Route53Error;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.HostedZone.AssociatedVpc;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.route53.model.DeleteVpcAssociationAuthorizationRequest;
import software.amazon.awssdk.services.route53.model.DeleteVpcAssociationAuthorizationResponse;

/**
 * Takes an authorisation back; an association that was made with it stays.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteVPCAssociationAuthorization.html">AWS</a>
 *
 * <p>Errors: {@code NoSuchHostedZone}, {@code InvalidVPCId}, {@code VPCAssociationAuthorizationNotFound}.
 */
public final class DeleteVPCAssociationAuthorization
    implements Action<DeleteVpcAssociationAuthorizationRequest, DeleteVpcAssociationAuthorizationResponse> {
  public static final Operation<DeleteVpcAssociationAuthorizationRequest, DeleteVpcAssociationAuthorizationResponse> OPERATION =
      Operation.of(
          "DeleteVPCAssociationAuthorization",
          DeleteVpcAssociationAuthorizationRequest.class,
          new DeleteVPCAssociationAuthorization(),
          "Id",
          "VPC");

  @Override
  public Applied<DeleteVpcAssociationAuthorizationResponse> apply(
      Snapshot snapshot, Caller caller, DeleteVpcAssociationAuthorizationRequest request, Facts facts) {
    HostedZone zone = Given.zone(snapshot, caller, request.hostedZoneId());
    AssociatedVpc given = Given.associated(Given.vpc(snapshot, request.vpc()));
    if (!zone.authorized().contains(given)) {
      throw Route53Error.VPC_ASSOCIATION_AUTHORIZATION_NOT_FOUND.with(given.vpcId(), zone.id());
    }
    return Applied.of(snapshot.with(zone.notAuthorizing(given)), DeleteVpcAssociationAuthorizationResponse.builder().build());
  }
}
