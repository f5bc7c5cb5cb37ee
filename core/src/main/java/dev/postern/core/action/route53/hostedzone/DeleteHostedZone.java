package dev.postern.core.action.route53.hostedzone;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.route53.Given;
import dev.postern.core.action.route53.ZoneChanges;
import dev.postern.core.error.Route53Error;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.ZoneChange;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.route53.model.DeleteHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.DeleteHostedZoneResponse;

/**
 * Deletes a zone that has no records but those it was made with.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteHostedZone.html">AWS</a>
 *
 * <p>Errors: {@code NoSuchHostedZone}, {@code HostedZoneNotEmpty}.
 */
public final class DeleteHostedZone implements Action<DeleteHostedZoneRequest, DeleteHostedZoneResponse> {
  public static final Operation<DeleteHostedZoneRequest, DeleteHostedZoneResponse> OPERATION =
      Operation.of("DeleteHostedZone", DeleteHostedZoneRequest.class, new DeleteHostedZone(), "Id");

  @Override
  public Applied<DeleteHostedZoneResponse> apply(Snapshot snapshot, Caller caller, DeleteHostedZoneRequest request, Facts facts) {
    HostedZone zone = Given.zone(snapshot, caller, request.id());
    if (!zone.records().stream().allMatch(set -> set.name().equals(zone.name()) && (set.type().equals("NS") || set.type().equals("SOA")))) {
      throw Route53Error.HOSTED_ZONE_NOT_EMPTY.with();
    }
    ZoneChange change = ZoneChanges.made(caller, "", facts);
    return Applied.of(
        ZoneChanges.noted(snapshot, change).without(zone.key()), DeleteHostedZoneResponse.builder().changeInfo(ZoneChanges.shown(change)).build());
  }
}
