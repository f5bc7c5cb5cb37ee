package dev.postern.core.action.route53.hostedzone;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.route53.Given;
import dev.postern.core.error.Route53Error;
import dev.postern.core.model.HostedZone;
import dev.postern.core.state.Snapshot;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.route53.model.ChangeTagsForResourceRequest;
import software.amazon.awssdk.services.route53.model.ChangeTagsForResourceResponse;
import software.amazon.awssdk.services.route53.model.Tag;

/**
 * Adds tags to a zone and takes others away.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeTagsForResource.html">AWS</a>
 *
 * <p>Errors: {@code NoSuchHostedZone}, {@code InvalidInput}.
 */
public final class ChangeTagsForResource implements Action<ChangeTagsForResourceRequest, ChangeTagsForResourceResponse> {
  public static final Operation<ChangeTagsForResourceRequest, ChangeTagsForResourceResponse> OPERATION =
      Operation.of(
          "ChangeTagsForResource",
          ChangeTagsForResourceRequest.class,
          new ChangeTagsForResource(),
          "ResourceType",
          "ResourceId",
          "AddTags",
          "RemoveTagKeys");

  @Override
  public Applied<ChangeTagsForResourceResponse> apply(Snapshot snapshot, Caller caller, ChangeTagsForResourceRequest request, Facts facts) {
    HostedZone zone = ListTagsForResource.tagged(snapshot, caller, request.resourceTypeAsString(), request.resourceId());
    TreePMap<String, String> tags = TreePMap.from(snapshot.tagsOf(zone.key())).minusAll(request.removeTagKeys());
    for (Tag tag : request.addTags()) {
      String key = Given.required(tag.key(), "addTags.key");
      if (key.isEmpty() || key.length() > 128 || key.startsWith("aws:")) {
        throw Route53Error.INVALID_INPUT.with("The tag key is invalid: '" + key + "'");
      }
      tags = tags.plus(key, tag.value() == null ? "" : tag.value());
    }
    if (tags.size() > 50) {
      throw Route53Error.INVALID_INPUT.with("A hosted zone can have at most 50 tags.");
    }
    return Applied.of(snapshot.withTags(zone.key(), tags), ChangeTagsForResourceResponse.builder().build());
  }
}
