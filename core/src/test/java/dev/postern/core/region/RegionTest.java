package dev.postern.core.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.ip.Cidr;
import dev.postern.core.services.PrefixList;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.services.PublicService;
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
  void aServicesAddressIsKnownInEveryRegion() {
    for (Region region : Region.all()) {
      for (Cidr block : PublicSide.serviceBlocks(region.name())) {
        assertThat(PublicSide.isService(block.at(0))).as(block.toString()).isTrue();
        assertThat(PublicSide.isService(block.at(block.size() - 1))).as(block.toString()).isTrue();
        assertThat(PublicSide.serviceBlocks()).filteredOn(b -> b.overlaps(block)).containsExactly(block);
      }
      assertThat(PublicSide.isService(region.publicBlock().at(9))).isFalse();
      for (PublicService service : PublicService.all()) {
        assertThat(PublicSide.addresses(region.name(), service)).allSatisfy(a -> assertThat(PublicSide.serviceAt(region.name(), a)).contains(service));
      }
    }
    assertThat(PublicSide.isService(0)).isFalse();
    assertThat(PublicSide.isService(0xFFFFFFFFL)).isFalse();
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
