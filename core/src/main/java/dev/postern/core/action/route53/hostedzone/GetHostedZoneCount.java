package dev.postern.core.action.route53.hostedzone;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.route53.model.GetHostedZoneCountRequest;
import software.amazon.awssdk.services.route53.model.GetHostedZoneCountResponse;

/**
 * Counts the account's zones.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZoneCount.html">AWS</a>
 */
public final class GetHostedZoneCount implements Action<GetHostedZoneCountRequest, GetHostedZoneCountResponse> {
  public static final Operation<GetHostedZoneCountRequest, GetHostedZoneCountResponse> OPERATION =
      Operation.of("GetHostedZoneCount", GetHostedZoneCountRequest.class, new GetHostedZoneCount());

  @Override
  public Applied<GetHostedZoneCountResponse> apply(Snapshot snapshot, Caller caller, GetHostedZoneCountRequest request, Facts facts) {
    long count = snapshot.all(HostedZone.class, Kind.HOSTED_ZONE, caller.account(), ResourceKey.GLOBAL).size();
    return Applied.of(snapshot, GetHostedZoneCountResponse.builder().hostedZoneCount(count).build());
  }
}
