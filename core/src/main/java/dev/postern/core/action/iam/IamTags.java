package dev.postern.core.action.iam;

import dev.postern.core.error.IamError;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Locale;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.iam.model.Tag;

/** Tags of IAM resources: up to 50, keys of 1 to 128 and values of up to 256 characters. */
final class IamTags {
  private IamTags() {}

  static Snapshot plus(Snapshot snapshot, ResourceKey key, List<Tag> more) {
    TreePMap<String, String> tags = TreePMap.from(snapshot.tagsOf(key));
    for (Tag tag : more) {
      String name = Given.atMost(Given.required(tag.key(), "tags.member.key"), "tags.member.key", 128);
      String value = Given.atMost(Given.required(tag.value(), "tags.member.value"), "tags.member.value", 256);
      if (name.isEmpty() || name.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw IamError.INVALID_INPUT.with("The tag key '" + name + "' is not valid: it must not be empty or begin with aws:");
      }
      tags = tags.plus(name, value);
    }
    if (tags.size() > 50) {
      throw IamError.LIMIT_EXCEEDED.with("TagsPerResource", 50);
    }
    return snapshot.withTags(key, tags);
  }

  static Snapshot minus(Snapshot snapshot, ResourceKey key, List<String> names) {
    return snapshot.withTags(key, TreePMap.from(snapshot.tagsOf(key)).minusAll(names));
  }

  static List<Tag> shown(Snapshot snapshot, ResourceKey key) {
    return snapshot.tagsOf(key).entrySet().stream().map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build()).toList();
  }
}
