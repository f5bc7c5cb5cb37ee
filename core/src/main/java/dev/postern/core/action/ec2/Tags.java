package dev.postern.core.action.ec2;

import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Locale;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Tags between the SDK's lists and the snapshot's maps, with AWS's limits: 50 tags, keys of 1 to 128 and values of up to 256 characters.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html">AWS</a>
 */
public final class Tags {
  private static final int LIMIT = 50;

  private Tags() {}

  /** What {@code TagSpecification.N} gives a resource of {@code kind} that is being made. */
  public static TreePMap<String, String> of(List<TagSpecification> specifications, Kind kind) {
    TreePMap<String, String> tags = TreePMap.empty();
    for (TagSpecification specification : specifications) {
      if (!kind.resourceType().equals(specification.resourceTypeAsString())) {
        throw Ec2Error.INVALID_PARAMETER_VALUE.with(
            "'" + specification.resourceTypeAsString() + "' is not a valid taggable resource type for this operation.");
      }
      tags = plus(tags, specification.tags());
    }
    return tags;
  }

  /** {@code tags} with {@code more} put over them. */
  public static TreePMap<String, String> plus(TreePMap<String, String> tags, List<Tag> more) {
    TreePMap<String, String> all = tags;
    for (Tag tag : more) {
      String key = tag.key() == null ? "" : tag.key();
      String value = tag.value() == null ? "" : tag.value();
      if (key.isEmpty() || key.length() > 128) {
        throw Ec2Error.INVALID_PARAMETER_VALUE.with("Tag keys must be between 1 and 128 characters in length");
      }
      if (value.length() > 256) {
        throw Ec2Error.INVALID_PARAMETER_VALUE.with("Tag values must be at most 256 characters in length");
      }
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw Ec2Error.INVALID_PARAMETER_VALUE.with("Tag keys starting with 'aws:' are reserved for internal use");
      }
      all = all.plus(key, value);
    }
    if (all.size() > LIMIT) {
      throw Ec2Error.TAG_LIMIT_EXCEEDED.with();
    }
    return all;
  }

  /** The tags of a resource as responses show them. */
  public static List<Tag> shown(Snapshot snapshot, ResourceKey key) {
    return snapshot.tagsOf(key).entrySet().stream().map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build()).toList();
  }
}
