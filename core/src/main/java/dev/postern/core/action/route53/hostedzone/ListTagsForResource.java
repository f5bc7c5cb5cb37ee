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
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.route53.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.route53.model.Tag;

/**
 * Lists the tags of a zone.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListTagsForResource.html">AWS</a>
 *
 * <p>Errors: {@code NoSuchHostedZone}, {@code InvalidInput}.
 */
public final class ListTagsForResource implements Action<ListTagsForResourceRequest, ListTagsForResourceResponse> {
  public static final Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> OPERATION =
      Operation.of("ListTagsForResource", ListTagsForResourceRequest.class, new ListTagsForResource(), "ResourceType", "ResourceId");

  @Override
  public Applied<ListTagsForResourceResponse> apply(Snapshot snapshot, Caller caller, ListTagsForResourceRequest request, Facts facts) {
    HostedZone zone = tagged(snapshot, caller, request.resourceTypeAsString(), request.resourceId());
    List<Tag> tags = snapshot.tagsOf(zone.key()).entrySet().stream().map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build()).toList();
    return Applied.of(
        snapshot,
        ListTagsForResourceResponse.builder().resourceTagSet(set -> set.resourceType("hostedzone").resourceId(zone.id()).tags(tags)).build());
  }

  /** The zone that is meant; the other kind of resource that Route 53 has, health checks, is not built. */
  static HostedZone tagged(Snapshot snapshot, Caller caller, @Nullable String type, @Nullable String id) {
    if (!Given.required(type, "resourceType").equals("hostedzone")) {
      throw Route53Error.INVALID_INPUT.with("Only resources of type hostedzone are built in Postern, not " + type + ".");
    }
    return Given.zone(snapshot, caller, id);
  }
}
