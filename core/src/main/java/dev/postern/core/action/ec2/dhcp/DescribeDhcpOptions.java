package dev.postern.core.action.ec2.dhcp;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.model.DhcpOptions;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeDhcpOptionsResponse;

/**
 * Lists DHCP options sets.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeDhcpOptions.html">AWS</a>
 *
 * <p>Errors: {@code InvalidDhcpOptionID.NotFound}, {@code InvalidParameterValue}, {@code InvalidNextToken}.
 */
public final class DescribeDhcpOptions implements Action<DescribeDhcpOptionsRequest, DescribeDhcpOptionsResponse> {
  private static final Filters<DhcpOptions> FILTERS =
      Filters.<DhcpOptions>none()
          .on("dhcp-options-id", DhcpOptions::id)
          .onEach("key", o -> List.copyOf(o.configurations().keySet()))
          .on("owner-id", o -> o.key().account())
          .onEach("value", o -> o.configurations().values().stream().flatMap(List::stream).toList());

  public static final Operation<DescribeDhcpOptionsRequest, DescribeDhcpOptionsResponse> OPERATION =
      Operation.describing(
          "DescribeDhcpOptions",
          DescribeDhcpOptionsRequest.class,
          new DescribeDhcpOptions(),
          FILTERS.names(),
          "DhcpOptionsId",
          "NextToken",
          "MaxResults");

  @Override
  public Applied<DescribeDhcpOptionsResponse> apply(Snapshot snapshot, Caller caller, DescribeDhcpOptionsRequest request, Facts facts) {
    List<DhcpOptions> asked = Lookup.asked(snapshot, caller, DhcpOptions.class, Kind.DHCP_OPTIONS, request.dhcpOptionsIds());
    Page<DhcpOptions> page = Page.of(FILTERS.apply(snapshot, request.filters(), asked), request.nextToken(), request.maxResults(), 5, 1000);
    return Applied.of(
        snapshot,
        DescribeDhcpOptionsResponse.builder()
            .dhcpOptions(page.items().stream().map(o -> DhcpOptionsView.of(snapshot, o)).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
