package dev.postern.core.action.route53.hostedzone;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.route53.DomainNames;
import dev.postern.core.action.route53.Given;
import dev.postern.core.dns.PrivateDomain;
import dev.postern.core.error.Route53Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.route53.model.HostedZoneOwner;
import software.amazon.awssdk.services.route53.model.HostedZoneSummary;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByVpcRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByVpcResponse;

/**
 * Lists the private zones that a VPC of the caller has, those of other accounts and the hidden ones of interface endpoints among them.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByVPC.html">AWS</a>
 *
 * <p>Errors: {@code InvalidInput}.
 */
public final class ListHostedZonesByVPC implements Action<ListHostedZonesByVpcRequest, ListHostedZonesByVpcResponse> {
  public static final Operation<ListHostedZonesByVpcRequest, ListHostedZonesByVpcResponse> OPERATION =
      Operation.of(
          "ListHostedZonesByVPC",
          ListHostedZonesByVpcRequest.class,
          new ListHostedZonesByVPC(),
          "vpcid",
          "vpcregion",
          "maxitems",
          "nexttoken");

  @Override
  public Applied<ListHostedZonesByVpcResponse> apply(Snapshot snapshot, Caller caller, ListHostedZonesByVpcRequest request, Facts facts) {
    int most = Given.items(request.maxItems(), 100);
    String vpcId = Given.required(request.vpcId(), "vPCId");
    String region = Given.required(request.vpcRegionAsString(), "vPCRegion");
    if (snapshot.find(Vpc.class, new ResourceKey(caller.account(), region, Kind.VPC, vpcId)).isEmpty()) {
      throw Route53Error.INVALID_INPUT.with("The VPC " + vpcId + " does not exist in region " + region + " of this account.");
    }
    String token = request.nextToken() == null ? "" : request.nextToken();
    List<PrivateDomain> left = PrivateDomain.of(snapshot, vpcId).stream().filter(domain -> token.isEmpty() || domain.name().compareTo(token) > 0).toList();
    List<PrivateDomain> shown = left.subList(0, Math.min(most, left.size()));
    return Applied.of(
        snapshot,
        ListHostedZonesByVpcResponse.builder()
            .hostedZoneSummaries(shown.stream().map(ListHostedZonesByVPC::summary).toList())
            .maxItems(String.valueOf(most))
            .nextToken(left.size() > most ? shown.getLast().name() : null)
            .build());
  }

  private static HostedZoneSummary summary(PrivateDomain domain) {
    HostedZoneOwner owner =
        domain.account().isPresent()
            ? HostedZoneOwner.builder().owningAccount(domain.account().get()).build()
            : HostedZoneOwner.builder().owningService("vpce.amazonaws.com").build();
    return HostedZoneSummary.builder().hostedZoneId(domain.hostedZoneId()).name(DomainNames.shown(domain.name())).owner(owner).build();
  }
}
