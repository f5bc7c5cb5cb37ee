package dev.postern.core.action.route53.association;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.route53.Given;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.route53.model.CreateVpcAssociationAuthorizationRequest;
import software.amazon.awssdk.services.route53.model.CreateVpcAssociationAuthorizationResponse;

/**
 * Lets another account associate a VPC of its own with a zone of the caller.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateVPCAssociationAuthorization.html">AWS</a>
 *
 * <p>Errors: {@code NoSuchHostedZone}, {@code InvalidVPCId}.
 */
public final class CreateVPCAssociationAuthorization
    implements Action<CreateVpcAssociationAuthorizationRequest, CreateVpcAssociationAuthorizationResponse> {
  public static final Operation<CreateVpcAssociationAuthorizationRequest, CreateVpcAssociationAuthorizationResponse> OPERATION =
      Operation.of(
          "CreateVPCAssociationAuthorization",
          CreateVpcAssociationAuthorizationRequest.class,
          new CreateVPCAssociationAuthorization(),
          "Id",
          "VPC");

  @Override
  public Applied<CreateVpcAssociationAuthorizationResponse> apply(
      Snapshot snapshot, Caller caller, CreateVpcAssociationAuthorizationRequest request, Facts facts) {
    HostedZone zone = Given.zone(snapshot, caller, request.hostedZoneId());
    Vpc vpc = Given.vpc(snapshot, request.vpc());
    return Applied.of(
        snapshot.with(zone.authorizing(Given.associated(vpc))),
        CreateVpcAssociationAuthorizationResponse.builder().hostedZoneId(zone.id()).vpc(request.vpc()).build());
  }
}
