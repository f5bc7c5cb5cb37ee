package dev.postern.core.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.ip.Cidr;
import dev.postern.core.region.Region;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrefixListsTest {
  private static final List<String> REGIONS = Region.all().stream().map(Region::name).toList();

  @Test
  void publishedIdsAndBlocksAreKept() {
    PrefixList s3 = PrefixLists.ofService("us-east-1", "com.amazonaws.us-east-1.s3").orElseThrow();
    assertThat(s3.id()).isEqualTo("pl-63a5400a");
    assertThat(s3.cidrs()).extracting(Cidr::toString).containsExactlyInAnyOrder("54.231.0.0/17", "52.216.0.0/15", "3.5.16.0/21", "3.5.0.0/20");
    assertThat(PrefixLists.find("us-east-1", "pl-02cd2c6b").orElseThrow().name()).isEqualTo("com.amazonaws.us-east-1.dynamodb");
    assertThat(PrefixLists.find("us-west-2", "pl-63a5400a")).isEmpty();
  }

  @Test
  void everyRegionHasAListForS3AndDynamoDb() {
    assertThat(PrefixLists.regions()).containsExactlyInAnyOrderElementsOf(REGIONS);
    assertThat(REGIONS).allSatisfy(r -> assertThat(PrefixLists.of(r)).extracting(PrefixList::service).containsExactlyInAnyOrder("s3", "dynamodb"));
  }

  @Test
  void otherIdsHaveEightHexDigitsAndStayTheSame() {
    assertThat(PrefixLists.of("eu-west-1")).hasSize(2).allMatch(l -> l.id().matches("pl-[0-9a-f]{8}"));
    assertThat(REGIONS.stream().flatMap(r -> PrefixLists.of(r).stream()).map(PrefixList::id)).doesNotHaveDuplicates();
  }

  @Test
  void noTwoBlocksOverlapNorThoseOfPublicAddresses() {
    List<Cidr> blocks =
        Stream.concat(
                REGIONS.stream().flatMap(r -> PrefixLists.of(r).stream()).flatMap(l -> l.cidrs().stream()),
                Region.all().stream().map(Region::publicBlock))
            .sorted()
            .toList();
    for (int i = 1; i < blocks.size(); i++) {
      assertThat(blocks.get(i - 1).overlaps(blocks.get(i))).as("%s and %s", blocks.get(i - 1), blocks.get(i)).isFalse();
    }
  }

  @Test
  void answeredAddressesLieInTheBlocks() {
    for (PrefixList list : REGIONS.stream().flatMap(r -> PrefixLists.of(r).stream()).toList()) {
      assertThat(list.addresses()).isNotEmpty().doesNotHaveDuplicates().allMatch(list::contains);
    }
  }

  @Test
  void aRegionThatAwsDoesNotHaveHasNoLists() {
    assertThat(PrefixLists.of("moon-1")).isEmpty();
    assertThat(ServiceCatalog.of("moon-1")).isEmpty();
  }
}
