package dev.postern.core.action.ec2.prefixlist;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.ip.Cidr;
import dev.postern.core.services.PrefixList;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesRequest;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesResponse;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;

/**
 * Lists the blocks of one prefix list; {@code TargetVersion} is not honoured because AWS-managed lists have no versions.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html">AWS</a>
 */
public final class GetManagedPrefixListEntries implements Action<GetManagedPrefixListEntriesRequest, GetManagedPrefixListEntriesResponse> {
  public static final Operation<GetManagedPrefixListEntriesRequest, GetManagedPrefixListEntriesResponse> OPERATION =
      Operation.of(
          "GetManagedPrefixListEntries",
          GetManagedPrefixListEntriesRequest.class,
          new GetManagedPrefixListEntries(),
          "PrefixListId",
          "NextToken",
          "MaxResults");

  @Override
  public Applied<GetManagedPrefixListEntriesResponse> apply(
      Snapshot snapshot, Caller caller, GetManagedPrefixListEntriesRequest request, Facts facts) {
    PrefixList list = PrefixListLookup.require(caller, request.prefixListId());
    Page<Cidr> page = Page.of(list.cidrs(), Cidr::toString, request.nextToken(), request.maxResults(), 1, 100);
    return Applied.of(
        snapshot,
        GetManagedPrefixListEntriesResponse.builder()
            .entries(page.items().stream().map(c -> PrefixListEntry.builder().cidr(c.toString()).build()).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
