package dev.postern.core.action.ec2.tag;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;

/**
 * Adds tags to resources, over those of the same keys.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html">AWS</a>
 *
 * <p>Errors: {@code InvalidParameterValue}, {@code TagLimitExceeded}, {@code MissingParameter}, {@code InvalidID}, the {@code .NotFound} of
 * the id's kind.
 */
public final class CreateTags implements Action<CreateTagsRequest, CreateTagsResponse> {
  public static final Operation<CreateTagsRequest, CreateTagsResponse> OPERATION =
      Operation.of("CreateTags", CreateTagsRequest.class, new CreateTags(), "ResourceId", "Tag");

  @Override
  public Applied<CreateTagsResponse> apply(Snapshot snapshot, Caller caller, CreateTagsRequest request, Facts facts) {
    List<ResourceKey> keys = Taggable.requireAll(snapshot, caller, request.resources());
    if (request.tags().isEmpty()) {
      throw Ec2Error.MISSING_PARAMETER.with("tagSet");
    }
    Snapshot next = snapshot;
    for (ResourceKey key : keys) {
      next = next.withTags(key, Tags.plus(TreePMap.from(next.tagsOf(key)), request.tags()));
    }
    return Applied.of(next, CreateTagsResponse.builder().build());
  }
}
