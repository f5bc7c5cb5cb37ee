package dev.postern.core.action.route53.association;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.route53.Given;
import dev.postern.core.action.route53.ZoneChanges;
import dev.postern.core.error.Route53Error;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.HostedZone.AssociatedVpc;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.ZoneChange;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.route53.model.DisassociateVpcFromHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.DisassociateVpcFromHostedZoneResponse;

/**
 * Stops a VPC's resolver from answering a private zone; the zone's owner may do that, and the VPC's.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_DisassociateVPCFromHostedZone.html">AWS</a>
 *
 * <p>Errors: {@code NoSuchHostedZone}, {@code InvalidVPCId}, {@code VPCAssociationNotFound}, {@code LastVPCAssociation}.
 */
public final class DisassociateVPCFromHostedZone implements Action<DisassociateVpcFromHostedZoneRequest, DisassociateVpcFromHostedZoneResponse> {
  public static final Operation<DisassociateVpcFromHostedZoneRequest, DisassociateVpcFromHostedZoneResponse> OPERATION =
      Operation.of(
          "DisassociateVPCFromHostedZone",
          DisassociateVpcFromHostedZoneRequest.class,
          new DisassociateVPCFromHostedZone(),
          "Id",
          "VPC",
          "Comment");

  @Override
  public Applied<DisassociateVpcFromHostedZoneResponse> apply(
      Snapshot snapshot, Caller caller, DisassociateVpcFromHostedZoneRequest request, Facts facts) {
    String zoneId = Given.zoneId(request.hostedZoneId());
    HostedZone zone = snapshot.located(HostedZone.class, zoneId).orElseThrow(() -> Route53Error.NO_SUCH_HOSTED_ZONE.with(zoneId));
    Vpc vpc = Given.vpc(snapshot, request.vpc());
    AssociatedVpc given = Given.associated(vpc);
    if (!zone.key().account().equals(caller.account()) && !vpc.key().account().equals(caller.account())) {
      throw Route53Error.NO_SUCH_HOSTED_ZONE.with(zoneId);
    }
    if (!zone.vpcs().contains(given)) {
      throw Route53Error.VPC_ASSOCIATION_NOT_FOUND.with(vpc.id(), zoneId);
    }
    if (zone.vpcs().size() == 1) {
      throw Route53Error.LAST_VPC_ASSOCIATION.with(vpc.id(), zoneId);
    }
    ZoneChange change = ZoneChanges.made(caller, Given.comment(request.comment()), facts);
    return Applied.of(
        ZoneChanges.noted(snapshot, change).with(zone.minus(given)),
        DisassociateVpcFromHostedZoneResponse.builder().changeInfo(ZoneChanges.shown(change)).build());
  }
}
