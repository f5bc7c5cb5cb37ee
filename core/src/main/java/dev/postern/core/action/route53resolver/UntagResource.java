package dev.postern.core.action.route53resolver;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.state.Snapshot;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.route53resolver.model.UntagResourceRequest;
import software.amazon.awssdk.services.route53resolver.model.UntagResourceResponse;

/**
 * Takes tags from an endpoint.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_UntagResource.html">AWS</a>
 *
 * <p>Errors: {@code ResourceNotFoundException}, {@code InvalidParameterException}.
 */
public final class UntagResource implements Action<UntagResourceRequest, UntagResourceResponse> {
  public static final Operation<UntagResourceRequest, UntagResourceResponse> OPERATION =
      Operation.of("UntagResource", UntagResourceRequest.class, new UntagResource(), "ResourceArn", "TagKeys");

  @Override
  public Applied<UntagResourceResponse> apply(Snapshot snapshot, Caller caller, UntagResourceRequest request, Facts facts) {
    ResolverEndpoint endpoint = Given.byArn(snapshot, caller, request.resourceArn());
    TreePMap<String, String> left = TreePMap.from(snapshot.tagsOf(endpoint.key())).minusAll(request.tagKeys());
    return Applied.of(snapshot.withTags(endpoint.key(), left), UntagResourceResponse.builder().build());
  }
}
