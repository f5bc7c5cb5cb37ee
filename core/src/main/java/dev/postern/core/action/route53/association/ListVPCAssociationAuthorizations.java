package dev.postern.core.action.route53.association;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.route53.Given;
import dev.postern.core.action.route53.ZoneView;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.HostedZone.AssociatedVpc;
import dev.postern.core.state.Snapshot;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.route53.model.ListVpcAssociationAuthorizationsRequest;
import software.amazon.awssdk.services.route53.model.ListVpcAssociationAuthorizationsResponse;

/**
 * Lists the VPCs that other accounts may associate with a zone.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListVPCAssociationAuthorizations.html">AWS</a>
 *
 * <p>Errors: {@code NoSuchHostedZone}, {@code InvalidInput}.
 */
public final class ListVPCAssociationAuthorizations
    implements Action<ListVpcAssociationAuthorizationsRequest, ListVpcAssociationAuthorizationsResponse> {
  public static final Operation<ListVpcAssociationAuthorizationsRequest, ListVpcAssociationAuthorizationsResponse> OPERATION =
      Operation.of(
          "ListVPCAssociationAuthorizations",
          ListVpcAssociationAuthorizationsRequest.class,
          new ListVPCAssociationAuthorizations(),
          "Id",
          "maxresults",
          "nexttoken");

  @Override
  public Applied<ListVpcAssociationAuthorizationsResponse> apply(
      Snapshot snapshot, Caller caller, ListVpcAssociationAuthorizationsRequest request, Facts facts) {
    HostedZone zone = Given.zone(snapshot, caller, request.hostedZoneId());
    int most = Given.items(request.maxResults(), 50);
    String token = request.nextToken() == null ? "" : request.nextToken();
    List<AssociatedVpc> left =
        zone.authorized().stream().sorted(Comparator.comparing(AssociatedVpc::vpcId)).filter(vpc -> vpc.vpcId().compareTo(token) > 0).toList();
    List<AssociatedVpc> shown = left.subList(0, Math.min(most, left.size()));
    return Applied.of(
        snapshot,
        ListVpcAssociationAuthorizationsResponse.builder()
            .hostedZoneId(zone.id())
            .vpCs(shown.stream().map(ZoneView::of).toList())
            .nextToken(left.size() > most ? shown.getLast().vpcId() : null)
            .build());
  }
}
