package dev.postern.core.action.ec2.prefixlist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribePrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribePrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesRequest;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;

class PrefixListOperationsTest {
  private final Cloud cloud = new Cloud();

  @Test
  void describeFindsAListByName() {
    DescribePrefixListsResponse found =
        cloud.run(DescribePrefixLists.OPERATION, DescribePrefixListsRequest.builder()
            .filters(Filter.builder().name("prefix-list-name").values("com.amazonaws.*.s3").build()).build());
    assertThat(found.prefixLists()).singleElement().satisfies(l -> {
      assertThat(l.prefixListId()).isEqualTo("pl-63a5400a");
      assertThat(l.cidrs()).contains("54.231.0.0/17");
    });
  }

  @Test
  void describePagesThroughAllLists() {
    DescribePrefixListsResponse first = cloud.run(DescribePrefixLists.OPERATION, DescribePrefixListsRequest.builder().maxResults(1).build());
    DescribePrefixListsResponse second =
        cloud.run(DescribePrefixLists.OPERATION, DescribePrefixListsRequest.builder().nextToken(first.nextToken()).build());
    assertThat(first.prefixLists()).hasSize(1);
    assertThat(second.prefixLists()).hasSize(1).doesNotContainAnyElementsOf(first.prefixLists());
    assertThat(second.nextToken()).isNull();
  }

  @Test
  void managedListsOfAwsAreOwnedByAws() {
    assertThat(cloud.run(DescribeManagedPrefixLists.OPERATION, DescribeManagedPrefixListsRequest.builder().prefixListIds("pl-02cd2c6b").build())
            .prefixLists())
        .singleElement()
        .returns("AWS", ManagedPrefixList::ownerId)
        .returns("create-complete", ManagedPrefixList::stateAsString)
        .returns("arn:aws:ec2:us-east-1:aws:prefix-list/pl-02cd2c6b", ManagedPrefixList::prefixListArn);
  }

  @Test
  void entriesAreTheBlocks() {
    assertThat(cloud.run(GetManagedPrefixListEntries.OPERATION, GetManagedPrefixListEntriesRequest.builder().prefixListId("pl-02cd2c6b").build())
            .entries())
        .extracting(PrefixListEntry::cidr)
        .containsExactlyInAnyOrder("52.94.0.0/22", "52.119.224.0/20");
  }

  @Test
  void unknownAndMalformedIdsAreRefused() {
    assertThat(cloud.refused(DescribePrefixLists.OPERATION, DescribePrefixListsRequest.builder().prefixListIds("pl-00000000").build()).code())
        .isEqualTo("InvalidPrefixListID.NotFound");
    assertThat(cloud.refused(GetManagedPrefixListEntries.OPERATION,
            GetManagedPrefixListEntriesRequest.builder().prefixListId("list").build()).code())
        .isEqualTo("InvalidPrefixListID.Malformed");
  }

  @Test
  void unknownFilterIsRefused() {
    assertThat(cloud.refused(DescribePrefixLists.OPERATION, DescribePrefixListsRequest.builder()
            .filters(Filter.builder().name("colour").values("red").build()).build()).text())
        .isEqualTo("The filter 'colour' is invalid");
  }
}
