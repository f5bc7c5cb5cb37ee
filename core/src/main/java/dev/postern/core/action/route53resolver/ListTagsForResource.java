package dev.postern.core.action.route53resolver;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.route53resolver.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.route53resolver.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.route53resolver.model.Tag;

/**
 * Lists the tags of an endpoint, all on one page.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ListTagsForResource.html">AWS</a>
 *
 * <p>Errors: {@code ResourceNotFoundException}, {@code InvalidParameterException}.
 */
public final class ListTagsForResource implements Action<ListTagsForResourceRequest, ListTagsForResourceResponse> {
  public static final Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> OPERATION =
      Operation.of("ListTagsForResource", ListTagsForResourceRequest.class, new ListTagsForResource(), "ResourceArn", "MaxResults");

  @Override
  public Applied<ListTagsForResourceResponse> apply(Snapshot snapshot, Caller caller, ListTagsForResourceRequest request, Facts facts) {
    ResolverEndpoint endpoint = Given.byArn(snapshot, caller, request.resourceArn());
    List<Tag> tags = snapshot.tagsOf(endpoint.key()).entrySet().stream().map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build()).toList();
    return Applied.of(snapshot, ListTagsForResourceResponse.builder().tags(tags).build());
  }
}
