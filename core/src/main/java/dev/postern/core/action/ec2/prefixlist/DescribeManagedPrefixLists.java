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
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;

/**
 * Lists managed prefix lists; those of AWS have the owner {@code AWS} and no version.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeManagedPrefixLists.html">AWS</a>
 */
public final class DescribeManagedPrefixLists implements Action<DescribeManagedPrefixListsRequest, DescribeManagedPrefixListsResponse> {
  private static final String OWNER = "AWS";
  private static final Filters<PrefixList> FILTERS =
      Filters.<PrefixList>untagged()
          .on("owner-id", _ -> OWNER)
          .on("prefix-list-id", PrefixList::id)
          .on("prefix-list-name", PrefixList::name);

  public static final Operation<DescribeManagedPrefixListsRequest, DescribeManagedPrefixListsResponse> OPERATION =
      Operation.describing(
          "DescribeManagedPrefixLists",
          DescribeManagedPrefixListsRequest.class,
          new DescribeManagedPrefixLists(),
          FILTERS.names(),
          "PrefixListId",
          "NextToken",
          "MaxResults");

  @Override
  public Applied<DescribeManagedPrefixListsResponse> apply(
      Snapshot snapshot, Caller caller, DescribeManagedPrefixListsRequest request, Facts facts) {
    List<PrefixList> found = FILTERS.apply(snapshot, request.filters(), PrefixListLookup.asked(caller, request.prefixListIds()));
    Page<PrefixList> page = Page.of(found, PrefixList::id, request.nextToken(), request.maxResults(), 1, 100);
    return Applied.of(
        snapshot,
        DescribeManagedPrefixListsResponse.builder()
            .prefixLists(page.items().stream().map(DescribeManagedPrefixLists::shown).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }

  private static ManagedPrefixList shown(PrefixList list) {
    return ManagedPrefixList.builder()
        .prefixListId(list.id())
        .prefixListName(list.name())
        .prefixListArn("arn:aws:ec2:" + list.region() + ":aws:prefix-list/" + list.id())
        .addressFamily("IPv4")
        .state("create-complete")
        .ownerId(OWNER)
        .tags(List.of())
        .build();
  }
}
