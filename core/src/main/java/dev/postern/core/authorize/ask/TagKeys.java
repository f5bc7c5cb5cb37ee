package dev.postern.core.authorize.ask;

import dev.postern.core.authorize.Ask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/** The condition keys of tags: those that a request gives, and those that a resource has. */
final class TagKeys {
  private TagKeys() {}

  /** A list of structures with {@code Key} and {@code Value}; a tag without a value has the empty one. */
  static Map<String, String> given(SdkPojo request, String member) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (SdkPojo tag : Members.structures(request, member)) {
      Members.text(tag, "Key").ifPresent(key -> tags.put(key, Members.text(tag, "Value").orElse("")));
    }
    return tags;
  }

  /** With the tags that a request gives. */
  static Ask requested(Ask ask, Map<String, String> tags) {
    Ask with = tags.isEmpty() ? ask : keys(ask, tags.keySet().stream().toList());
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      with = with.with("aws:RequestTag/" + tag.getKey(), tag.getValue());
    }
    return with;
  }

  /** With the names of the tags that a request takes away. */
  static Ask keys(Ask ask, List<String> names) {
    return names.isEmpty() ? ask : ask.with("aws:TagKeys", new ArrayList<>(names));
  }

  /** With the tags that the resource has, under {@code aws:} and under the service's own prefixes. */
  static Ask ofResource(Ask ask, Map<String, String> tags, String... prefixes) {
    Ask with = ask;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      with = with.with("aws:ResourceTag/" + tag.getKey(), tag.getValue());
      for (String prefix : prefixes) {
        with = with.with(prefix + ":ResourceTag/" + tag.getKey(), tag.getValue());
      }
    }
    return with;
  }
}
