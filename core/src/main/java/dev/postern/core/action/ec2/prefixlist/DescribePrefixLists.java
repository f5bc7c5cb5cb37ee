package dev.postern.core.action.ec2.prefixlist;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.services.PrefixList;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribePrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribePrefixListsResponse;

/**
 * Lists the prefix lists that gateway endpoints route to, with their blocks.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribePrefixLists.html">AWS</a>
 */
public final class DescribePrefixLists implements Action<DescribePrefixListsRequest, DescribePrefixListsResponse> {
  private static final Filters<PrefixList> FILTERS =
      Filters.<PrefixList>untagged().on("prefix-list-id", PrefixList::id).on("prefix-list-name", PrefixList::name);

  public static final Operation<DescribePrefixListsRequest, DescribePrefixListsResponse> OPERATION =
      Operation.describing(
          "DescribePrefixLists",
          DescribePrefixListsRequest.class,
          new DescribePrefixLists(),
          FILTERS.names(),
          "PrefixListId",
          "NextToken",
          "MaxResults");

  @Override
  public Applied<DescribePrefixListsResponse> apply(Snapshot snapshot, Caller caller, DescribePrefixListsRequest request, Facts facts) {
    List<PrefixList> found = FILTERS.apply(snapshot, request.filters(), PrefixListLookup.asked(caller, request.prefixListIds()));
    Page<PrefixList> page = Page.of(found, PrefixList::id, request.nextToken(), request.maxResults(), 1, 1000);
    return Applied.of(
        snapshot,
        DescribePrefixListsResponse.builder()
            .prefixLists(page.items().stream().map(DescribePrefixLists::shown).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }

  private static software.amazon.awssdk.services.ec2.model.PrefixList shown(PrefixList list) {
    return software.amazon.awssdk.services.ec2.model.PrefixList.builder()
        .prefixListId(list.id())
        .prefixListName(list.name())
        .cidrs(list.cidrs().stream().map(Object::toString).toList())
        .build();
  }
}
