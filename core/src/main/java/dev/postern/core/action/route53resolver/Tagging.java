package dev.postern.core.action.route53resolver;

import dev.postern.core.error.ResolverError;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.route53resolver.model.Tag;

/** Tags of resolver endpoints: up to 200. */
final class Tagging {
  private static final int LIMIT = 200;

  private Tagging() {}

  static Snapshot plus(Snapshot snapshot, ResourceKey key, List<Tag> more) {
    TreePMap<String, String> tags = TreePMap.from(snapshot.tagsOf(key));
    for (Tag tag : more) {
      String name = Given.required(tag.key(), "tags.key");
      if (name.isEmpty() || name.length() > 128 || name.startsWith("aws:")) {
        throw Given.violated("'" + name + "'", "tags.key", "Member must have 1 to 128 characters and not begin with aws:");
      }
      tags = tags.plus(name, tag.value() == null ? "" : tag.value());
    }
    if (tags.size() > LIMIT) {
      throw ResolverError.LIMIT_EXCEEDED.with("A resource has at most " + LIMIT + " tags.");
    }
    return snapshot.withTags(key, tags);
  }
}
