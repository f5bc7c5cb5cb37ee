package dev.postern.core.state;

import dev.postern.core.model.Kind;
import dev.postern.core.model.Resource;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.TreePMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Resources and tags as JSON, one document a resource, as the store keeps them. */
public final class ResourceJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<TreeMap<String, String>> TAGS = new TypeReference<>() {};

  private ResourceJson() {}

  public static String write(Resource resource) {
    return MAPPER.writeValueAsString(resource);
  }

  public static Resource read(Kind kind, String json) {
    return MAPPER.readValue(json, kind.type());
  }

  public static String writeTags(SortedMap<String, String> tags) {
    return MAPPER.writeValueAsString(tags);
  }

  public static TreePMap<String, String> readTags(String json) {
    return TreePMap.from(MAPPER.readValue(json, TAGS));
  }
}
