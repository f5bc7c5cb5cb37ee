package dev.postern.core.action.ec2.tag;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/**
 * Lists the tags of all resources.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html">AWS</a>
 *
 * <p>Errors: {@code InvalidParameterValue}, {@code InvalidNextToken}.
 */
public final class DescribeTags implements Action<DescribeTagsRequest, DescribeTagsResponse> {
  private record Tagged(ResourceKey resource, String key, String value) {
    /** Tags are in this order; no id or key has a line break. */
    String name() {
      return resource.id() + "/" + key;
    }

    TagDescription shown() {
      return TagDescription.builder().resourceId(resource.id()).resourceType(resource.kind().resourceType()).key(key).value(value).build();
    }
  }

  private static final Filters<Tagged> FILTERS =
      Filters.<Tagged>untagged()
          .on("key", Tagged::key)
          .on("resource-id", t -> t.resource().id())
          .on("resource-type", t -> t.resource().kind().resourceType())
          .on("value", Tagged::value);

  public static final Operation<DescribeTagsRequest, DescribeTagsResponse> OPERATION =
      Operation.describing("DescribeTags", DescribeTagsRequest.class, new DescribeTags(), FILTERS.names(), "NextToken", "MaxResults");

  @Override
  public Applied<DescribeTagsResponse> apply(Snapshot snapshot, Caller caller, DescribeTagsRequest request, Facts facts) {
    List<Tagged> all =
        Taggable.KINDS.stream()
            .flatMap(k -> snapshot.tags().subMap(Lookup.key(caller, k, ""), Lookup.key(caller, k, "\uffff")).entrySet().stream())
            .flatMap(e -> e.getValue().entrySet().stream().map(t -> new Tagged(e.getKey(), t.getKey(), t.getValue())))
            .toList();
    Page<Tagged> page =
        Page.of(FILTERS.apply(snapshot, request.filters(), all), Tagged::name, request.nextToken(), request.maxResults(), 5, 1000);
    return Applied.of(
        snapshot,
        DescribeTagsResponse.builder().tags(page.items().stream().map(Tagged::shown).toList()).nextToken(page.nextToken().orElse(null)).build());
  }
}
