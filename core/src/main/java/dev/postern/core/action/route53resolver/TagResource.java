package dev.postern.core.action.route53resolver;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.route53resolver.model.TagResourceRequest;
import software.amazon.awssdk.services.route53resolver.model.TagResourceResponse;

/**
 * Adds tags to an endpoint.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_TagResource.html">AWS</a>
 *
 * <p>Errors: {@code ResourceNotFoundException}, {@code InvalidParameterException}, {@code LimitExceededException}.
 */
public final class TagResource implements Action<TagResourceRequest, TagResourceResponse> {
  public static final Operation<TagResourceRequest, TagResourceResponse> OPERATION =
      Operation.of("TagResource", TagResourceRequest.class, new TagResource(), "ResourceArn", "Tags");

  @Override
  public Applied<TagResourceResponse> apply(Snapshot snapshot, Caller caller, TagResourceRequest request, Facts facts) {
    ResolverEndpoint endpoint = Given.byArn(snapshot, caller, request.resourceArn());
    return Applied.of(Tagging.plus(snapshot, endpoint.key(), request.tags()), TagResourceResponse.builder().build());
  }
}
