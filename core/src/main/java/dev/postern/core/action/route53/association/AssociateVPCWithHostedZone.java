package dev.postern.core.action.route53.association;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.route53.Conflicts;
import dev.postern.core.action.route53.Given;
import dev.postern.core.action.route53.ZoneChanges;
import dev.postern.core.error.Route53Error;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.HostedZone.AssociatedVpc;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.ZoneChange;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.route53.model.AssociateVpcWithHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.AssociateVpcWithHostedZoneResponse;

/**
 * Lets a VPC's resolver answer a private zone. Whoever calls must own the VPC, and for a zone of another account that account must have authorised it.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html">AWS</a>
 *
 * <p>Errors: {@code NoSuchHostedZone}, {@code InvalidVPCId}, {@code NotAuthorizedException}, {@code ConflictingDomainExists}.
 */
public final class AssociateVPCWithHostedZone implements Action<AssociateVpcWithHostedZoneRequest, AssociateVpcWithHostedZoneResponse> {
  public static final Operation<AssociateVpcWithHostedZoneRequest, AssociateVpcWithHostedZoneResponse> OPERATION =
      Operation.of(
          "AssociateVPCWithHostedZone",
          AssociateVpcWithHostedZoneRequest.class,
          new AssociateVPCWithHostedZone(),
          "Id",
          "VPC",
          "Comment");

  @Override
  public Applied<AssociateVpcWithHostedZoneResponse> apply(
      Snapshot snapshot, Caller caller, AssociateVpcWithHostedZoneRequest request, Facts facts) {
    HostedZone zone =
        snapshot.located(HostedZone.class, Given.zoneId(request.hostedZoneId()))
            .orElseThrow(() -> Route53Error.NO_SUCH_HOSTED_ZONE.with(Given.zoneId(request.hostedZoneId())));
    Vpc vpc = Given.vpc(snapshot, request.vpc());
    AssociatedVpc given = Given.associated(vpc);
    boolean ownZone = zone.key().account().equals(caller.account());
    if (!vpc.key().account().equals(caller.account()) || !ownZone && !zone.authorized().contains(given)) {
      throw Route53Error.NOT_AUTHORIZED.with(vpc.id());
    }
    Conflicts.refuse(snapshot, vpc, zone.name());
    ZoneChange change = ZoneChanges.made(caller, Given.comment(request.comment()), facts);
    return Applied.of(
        ZoneChanges.noted(snapshot, change).with(zone.plus(given)),
        AssociateVpcWithHostedZoneResponse.builder().changeInfo(ZoneChanges.shown(change)).build());
  }
}
