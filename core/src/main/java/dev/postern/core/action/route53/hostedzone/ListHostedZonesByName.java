package dev.postern.core.action.route53.hostedzone;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.route53.DomainNames;
import dev.postern.core.action.route53.Given;
import dev.postern.core.action.route53.ZoneView;
import dev.postern.core.error.Route53Error;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameResponse;

/**
 * Lists the account's zones by name, the labels read backwards, from a name on.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByName.html">AWS</a>
 *
 * <p>Errors: {@code InvalidInput}.
 */
public final class ListHostedZonesByName implements Action<ListHostedZonesByNameRequest, ListHostedZonesByNameResponse> {
  public static final Operation<ListHostedZonesByNameRequest, ListHostedZonesByNameResponse> OPERATION =
      Operation.of(
          "ListHostedZonesByName",
          ListHostedZonesByNameRequest.class,
          new ListHostedZonesByName(),
          "dnsname",
          "hostedzoneid",
          "maxitems");

  @Override
  public Applied<ListHostedZonesByNameResponse> apply(Snapshot snapshot, Caller caller, ListHostedZonesByNameRequest request, Facts facts) {
    int most = Given.items(request.maxItems(), 100);
    if (request.dnsName() == null && request.hostedZoneId() != null) {
      throw Route53Error.INVALID_INPUT.with("The HostedZoneId parameter needs the DNSName parameter.");
    }
    String from = request.dnsName() == null ? "" : DomainNames.order(DomainNames.plain(request.dnsName()));
    String fromId = request.hostedZoneId() == null ? "" : Given.zoneId(request.hostedZoneId());
    List<HostedZone> left =
        snapshot.all(HostedZone.class, Kind.HOSTED_ZONE, caller.account(), ResourceKey.GLOBAL).stream()
            .filter(zone -> isFrom(zone, from, fromId))
            .sorted(Comparator.comparing((HostedZone zone) -> DomainNames.order(zone.name())).thenComparing(HostedZone::id))
            .toList();
    ListHostedZonesByNameResponse.Builder page =
        ListHostedZonesByNameResponse.builder()
            .hostedZones(left.stream().limit(most).map(ZoneView::of).toList())
            .dnsName(request.dnsName())
            .hostedZoneId(request.hostedZoneId())
            .maxItems(String.valueOf(most))
            .isTruncated(left.size() > most);
    if (left.size() > most) {
      page.nextDNSName(DomainNames.shown(left.get(most).name())).nextHostedZoneId(left.get(most).id());
    }
    return Applied.of(snapshot, page.build());
  }

  private static boolean isFrom(HostedZone zone, String order, String id) {
    int compared = DomainNames.order(zone.name()).compareTo(order);
    return compared > 0 || compared == 0 && zone.id().compareTo(id) >= 0;
  }
}
