package dev.postern.core.action.lambda;

import dev.postern.core.error.LambdaError;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.Locale;
import java.util.Map;
import org.pcollections.TreePMap;

/** Tags of a function: up to 50, keys of 1 to 128 and values of up to 256 characters. */
final class FunctionTags {
  private FunctionTags() {}

  static Snapshot plus(Snapshot snapshot, ResourceKey key, Map<String, String> more) {
    TreePMap<String, String> tags = TreePMap.from(snapshot.tagsOf(key)).plusAll(more);
    for (Map.Entry<String, String> tag : more.entrySet()) {
      if (tag.getKey().isEmpty() || tag.getKey().length() > 128 || tag.getValue().length() > 256) {
        throw LambdaError.INVALID_PARAMETER_VALUE.with("Tag keys have 1 to 128 characters and tag values at most 256.");
      }
      if (tag.getKey().toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw LambdaError.INVALID_PARAMETER_VALUE.with("aws: prefixed tag key names are not allowed for external use.");
      }
    }
    if (tags.size() > 50) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with("The number of tags exceeds the limit of 50.");
    }
    return more.isEmpty() ? snapshot : snapshot.withTags(key, tags);
  }
}
