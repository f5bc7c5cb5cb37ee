package dev.postern.core.action.ec2.tag;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * Removes tags from resources: those of a key, of a key with a value, or with no tags given all.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html">AWS</a>
 *
 * <p>Errors: {@code MissingParameter}, {@code InvalidID}, the {@code .NotFound} of the id's kind.
 */
public final class DeleteTags implements Action<DeleteTagsRequest, DeleteTagsResponse> {
  public static final Operation<DeleteTagsRequest, DeleteTagsResponse> OPERATION =
      Operation.of("DeleteTags", DeleteTagsRequest.class, new DeleteTags(), "ResourceId", "Tag");

  @Override
  public Applied<DeleteTagsResponse> apply(Snapshot snapshot, Caller caller, DeleteTagsRequest request, Facts facts) {
    Snapshot next = snapshot;
    for (ResourceKey key : Taggable.requireAll(snapshot, caller, request.resources())) {
      next = next.withTags(key, without(TreePMap.from(next.tagsOf(key)), request.tags()));
    }
    return Applied.of(next, DeleteTagsResponse.builder().build());
  }

  private static TreePMap<String, String> without(TreePMap<String, String> tags, List<Tag> removed) {
    TreePMap<String, String> left = removed.isEmpty() ? TreePMap.empty() : tags;
    for (Tag tag : removed) {
      String key = Lookup.given(tag.key(), "Tag.Key");
      left = tag.value() == null || tag.value().equals(left.get(key)) ? left.minus(key) : left;
    }
    return left;
  }
}
