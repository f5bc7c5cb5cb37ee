package dev.postern.core.action.route53.hostedzone;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.route53.Given;
import dev.postern.core.action.route53.ZoneView;
import dev.postern.core.error.Route53Error;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.route53.model.ListHostedZonesRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesResponse;

/**
 * Lists the account's zones, by id; {@code Marker} is the id that a page begins with.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZones.html">AWS</a>
 *
 * <p>Errors: {@code InvalidInput}.
 */
public final class ListHostedZones implements Action<ListHostedZonesRequest, ListHostedZonesResponse> {
  public static final Operation<ListHostedZonesRequest, ListHostedZonesResponse> OPERATION =
      Operation.of("ListHostedZones", ListHostedZonesRequest.class, new ListHostedZones(), "marker", "maxitems", "hostedzonetype");

  @Override
  public Applied<ListHostedZonesResponse> apply(Snapshot snapshot, Caller caller, ListHostedZonesRequest request, Facts facts) {
    int most = Given.items(request.maxItems(), 100);
    String marker = request.marker() == null ? "" : Given.zoneId(request.marker());
    String type = request.hostedZoneTypeAsString();
    if (type != null && !type.equals("PrivateHostedZone")) {
      throw Route53Error.INVALID_INPUT.with("The hosted zone type is invalid: " + type);
    }
    List<HostedZone> left =
        snapshot.all(HostedZone.class, Kind.HOSTED_ZONE, caller.account(), ResourceKey.GLOBAL).stream().filter(z -> z.id().compareTo(marker) >= 0).toList();
    ListHostedZonesResponse.Builder page =
        ListHostedZonesResponse.builder()
            .hostedZones(left.stream().limit(most).map(ZoneView::of).toList())
            .marker(request.marker())
            .maxItems(String.valueOf(most))
            .isTruncated(left.size() > most);
    if (left.size() > most) {
      page.nextMarker(left.get(most).id());
    }
    return Applied.of(snapshot, page.build());
  }
}
