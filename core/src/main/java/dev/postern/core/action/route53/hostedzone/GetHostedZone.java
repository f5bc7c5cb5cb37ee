package dev.postern.core.action.route53.hostedzone;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.route53.Given;
import dev.postern.core.action.route53.ZoneView;
import dev.postern.core.model.HostedZone;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.route53.model.GetHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;

/**
 * Shows a zone and its VPCs.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html">AWS</a>
 *
 * <p>Errors: {@code NoSuchHostedZone}, {@code InvalidInput}.
 */
public final class GetHostedZone implements Action<GetHostedZoneRequest, GetHostedZoneResponse> {
  public static final Operation<GetHostedZoneRequest, GetHostedZoneResponse> OPERATION =
      Operation.of("GetHostedZone", GetHostedZoneRequest.class, new GetHostedZone(), "Id");

  @Override
  public Applied<GetHostedZoneResponse> apply(Snapshot snapshot, Caller caller, GetHostedZoneRequest request, Facts facts) {
    HostedZone zone = Given.zone(snapshot, caller, request.id());
    return Applied.of(
        snapshot, GetHostedZoneResponse.builder().hostedZone(ZoneView.of(zone)).vpCs(zone.vpcs().stream().map(ZoneView::of).toList()).build());
  }
}
