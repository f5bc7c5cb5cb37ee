package dev.postern.core.action.elasticloadbalancing;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.LoadBalancingError;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;

/** The operations on the tags of load balancers, target groups and listeners: up to 50, keys of 1 to 128 and values of up to 256 characters. */
final class BalancerTags {
  static final List<Operation<?, ?>> ALL =
      List.of(
          Operation.of("AddTags", AddTagsRequest.class, BalancerTags::add, "ResourceArns", "Tags"),
          Operation.of("RemoveTags", RemoveTagsRequest.class, BalancerTags::remove, "ResourceArns", "TagKeys"),
          Operation.of("DescribeTags", DescribeTagsRequest.class, BalancerTags::describe, "ResourceArns"));

  private static final int LIMIT = 50;

  private BalancerTags() {}

  private static Applied<AddTagsResponse> add(Snapshot snapshot, Caller caller, AddTagsRequest request, Facts facts) {
    Snapshot next = snapshot;
    for (String arn : request.resourceArns()) {
      next = plus(next, Given.any(snapshot, caller, arn).key(), request.tags());
    }
    return Applied.of(next, AddTagsResponse.builder().build());
  }

  private static Applied<RemoveTagsResponse> remove(Snapshot snapshot, Caller caller, RemoveTagsRequest request, Facts facts) {
    Snapshot next = snapshot;
    for (String arn : request.resourceArns()) {
      ResourceKey key = Given.any(snapshot, caller, arn).key();
      next = next.withTags(key, TreePMap.from(next.tagsOf(key)).minusAll(request.tagKeys()));
    }
    return Applied.of(next, RemoveTagsResponse.builder().build());
  }

  private static Applied<DescribeTagsResponse> describe(Snapshot snapshot, Caller caller, DescribeTagsRequest request, Facts facts) {
    List<TagDescription> shown = new ArrayList<>();
    for (String arn : request.resourceArns()) {
      ResourceKey key = Given.any(snapshot, caller, arn).key();
      List<Tag> tags = snapshot.tagsOf(key).entrySet().stream().map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build()).toList();
      shown.add(TagDescription.builder().resourceArn(arn).tags(tags).build());
    }
    return Applied.of(snapshot, DescribeTagsResponse.builder().tagDescriptions(shown).build());
  }

  static Snapshot plus(Snapshot snapshot, ResourceKey key, List<Tag> more) {
    TreePMap<String, String> tags = TreePMap.from(snapshot.tagsOf(key));
    Set<String> seen = new HashSet<>();
    for (Tag tag : more) {
      String name = Given.required(tag.key(), "Tags.member.Key");
      String value = tag.value() == null ? "" : tag.value();
      if (name.isEmpty() || name.length() > 128 || value.length() > 256 || name.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw Given.invalid("The tag '" + name + "' is not valid: keys have 1 to 128 characters and do not begin with aws:, values at most 256");
      }
      if (!seen.add(name)) {
        throw LoadBalancingError.DUPLICATE_TAG_KEYS.with();
      }
      tags = tags.plus(name, value);
    }
    if (tags.size() > LIMIT) {
      throw LoadBalancingError.TOO_MANY_TAGS.with();
    }
    return snapshot.withTags(key, tags);
  }
}
