package dev.postern.core.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.ip.Cidr;
import dev.postern.core.services.PrefixList;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.services.PublicSide;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegionTest {
  @Test
  void everyRegionHasAsManyZoneNamesAsIds() {
    for (Region region : Region.all()) {
      assertThat(region.zones()).hasSizeBetween(2, 6).allMatch(z -> z.region().equals(region.name()) && z.name().startsWith(region.name()));
      assertThat(region.zones().stream().map(Zone::id)).doesNotHaveDuplicates();
    }
    assertThat(Region.require("us-east-1").zones()).hasSize(6);
    assertThat(Region.zone("apne1-az4")).map(Zone::name).contains("ap-northeast-1d");
  }

  @Test
  void publicBlocksOverlapNeitherEachOtherNorAnyService() {
    for (Region region : Region.all()) {
      assertThat(Region.all()).filteredOn(r -> r.publicBlock().overlaps(region.publicBlock())).containsExactly(region);
      for (Region other : Region.all()) {
        List<Cidr> blocks = PublicSide.serviceBlocks(other.name());
        assertThat(blocks).as(region.name() + " and " + other.name()).noneMatch(b -> b.overlaps(region.publicBlock()));
      }
    }
  }

  @Test
  void theTablesKnowTheSameRegions() {
    assertThat(Region.all()).extracting(Region::name).containsExactlyElementsOf(PrefixLists.regions());
    assertThat(PrefixLists.of("us-east-1")).extracting(PrefixList::service).contains("s3", "dynamodb");
  }

  @Test
  void aRegionThatAwsDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> Region.require("mars-1")).hasMessageContaining("valid Region");
  }
}
