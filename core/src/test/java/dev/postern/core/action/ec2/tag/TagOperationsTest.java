package dev.postern.core.action.ec2.tag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Calls;
import dev.postern.core.action.ec2.Cloud;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;

class TagOperationsTest {
  private final Cloud cloud = new Cloud();
  private final Calls calls = new Calls(cloud);
  private final String vpc = calls.vpc("10.0.0.0/16");
  private final String subnet = calls.subnet(vpc, "10.0.0.0/24");

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private void put(String id, Tag... tags) {
    cloud.run(CreateTags.OPERATION, CreateTagsRequest.builder().resources(id).tags(tags).build());
  }

  private void delete(String id, Tag... tags) {
    cloud.run(DeleteTags.OPERATION, DeleteTagsRequest.builder().resources(id).tags(tags).build());
  }

  private List<TagDescription> describe(Filter... filters) {
    return cloud.run(DescribeTags.OPERATION, DescribeTagsRequest.builder().filters(filters).build()).tags();
  }

  @Test
  void tagsAreAddedToSeveralResourcesAndOverwritten() {
    cloud.run(CreateTags.OPERATION, CreateTagsRequest.builder().resources(vpc, subnet).tags(tag("Name", "a"), tag("Team", "x")).build());
    put(vpc, tag("Name", "b"));
    assertThat(describe()).hasSize(4);
    assertThat(describe(Filter.builder().name("resource-type").values("vpc").build()))
        .extracting(t -> t.key() + "=" + t.value())
        .containsExactly("Name=b", "Team=x");
    assertThat(describe(Filter.builder().name("key").values("Name").build(), Filter.builder().name("value").values("a").build()))
        .singleElement()
        .returns(subnet, TagDescription::resourceId);
  }

  @Test
  void deletingByKeyByValueAndAltogether() {
    put(vpc, tag("a", "1"), tag("b", "2"), tag("c", "3"), tag("d", ""));
    delete(vpc, tag("a", "other"), Tag.builder().key("b").build(), tag("c", ""), tag("d", ""));
    assertThat(describe()).extracting(TagDescription::key).containsExactly("a", "c");
    delete(vpc);
    assertThat(describe()).isEmpty();
  }

  @Test
  void badIdsAreRefused() {
    CreateTagsRequest.Builder request = CreateTagsRequest.builder().tags(tag("a", "1"));
    assertThat(cloud.refused(CreateTags.OPERATION, request.resources("vpc-00000000").build()).code()).isEqualTo("InvalidVpcID.NotFound");
    assertThat(cloud.refused(CreateTags.OPERATION, request.resources(vpc, "vol-00000000").build()).code()).isEqualTo("InvalidID");
    assertThat(cloud.refused(CreateTags.OPERATION, CreateTagsRequest.builder().tags(tag("a", "1")).build()).code()).isEqualTo("MissingParameter");
    assertThat(cloud.refused(CreateTags.OPERATION, CreateTagsRequest.builder().resources(vpc).build()).code()).isEqualTo("MissingParameter");
  }

  @Test
  void limitsAreKept() {
    CreateTagsRequest.Builder request = CreateTagsRequest.builder().resources(vpc);
    assertThat(cloud.refused(CreateTags.OPERATION, request.tags(tag("aws:x", "1")).build()).code()).isEqualTo("InvalidParameterValue");
    assertThat(cloud.refused(CreateTags.OPERATION, request.tags(tag("x".repeat(129), "1")).build()).code()).isEqualTo("InvalidParameterValue");
    List<Tag> many = IntStream.range(0, 51).mapToObj(i -> tag("k" + i, "")).toList();
    assertThat(cloud.refused(CreateTags.OPERATION, request.tags(many).build()).code()).isEqualTo("TagLimitExceeded");
  }

  @Test
  void tagsOfOtherAccountsAreNotShown() {
    put(vpc, tag("a", "1"));
    Cloud other = new Cloud("eu-west-1");
    other.snapshot = cloud.snapshot;
    assertThat(other.run(DescribeTags.OPERATION, DescribeTagsRequest.builder().build()).tags()).isEmpty();
  }
}
