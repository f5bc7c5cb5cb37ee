package dev.postern.core.action.directconnect;

import dev.postern.core.error.DirectConnectError;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.directconnect.model.Tag;

/**
 * Tags of Direct Connect's resources: up to 50, each key once.
 * <a href="https://docs.aws.amazon.com/directconnect/latest/UserGuide/using-tags.html">AWS</a>
 */
final class Tagging {
  private static final int LIMIT = 50;

  private Tagging() {}

  static TreePMap<String, String> of(List<Tag> given) {
    TreePMap<String, String> tags = TreePMap.empty();
    for (Tag tag : given) {
      String key = Require.given(tag.key(), "tags.key");
      if (tags.containsKey(key)) {
        throw DirectConnectError.DUPLICATE_TAG_KEYS.with();
      }
      tags = tags.plus(key, tag.value() == null ? "" : tag.value());
    }
    if (tags.size() > LIMIT) {
      throw DirectConnectError.TOO_MANY_TAGS.with();
    }
    return tags;
  }

  static List<Tag> shown(Snapshot snapshot, ResourceKey key) {
    return snapshot.tagsOf(key).entrySet().stream().map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build()).toList();
  }
}
