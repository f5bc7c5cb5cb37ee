package dev.postern.core.action.ec2.insights;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.Buildable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A structure of AWS's model as JSON by the names of its members: texts, integers, truths, structures and lists of them. */
public final class StructureJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private StructureJson() {}

  /** Members that are not given are left out. */
  public static String write(SdkPojo structure) {
    return MAPPER.writeValueAsString(object(structure));
  }

  private static ObjectNode object(SdkPojo structure) {
    ObjectNode object = MAPPER.createObjectNode();
    for (SdkField<?> field : structure.sdkFields()) {
      Object value = field.getValueOrDefault(structure);
      if (value instanceof List<?> list && list.isEmpty()) {
        continue;
      }
      if (value != null) {
        object.set(field.memberName(), node(value));
      }
    }
    return object;
  }

  private static JsonNode node(Object value) {
    return switch (value) {
      case SdkPojo structure -> object(structure);
      case List<?> list -> {
        ArrayNode array = MAPPER.createArrayNode();
        list.forEach(item -> array.add(node(item)));
        yield array;
      }
      case String text -> MAPPER.getNodeFactory().stringNode(text);
      case Integer number -> MAPPER.getNodeFactory().numberNode(number);
      case Boolean truth -> MAPPER.getNodeFactory().booleanNode(truth);
      default -> throw new IllegalArgumentException("no JSON is known of " + value.getClass());
    };
  }

  /** Puts what was written into a builder. */
  public static void read(String json, SdkPojo builder) {
    fill(MAPPER.readTree(json), builder);
  }

  private static void fill(JsonNode object, SdkPojo builder) {
    for (SdkField<?> field : builder.sdkFields()) {
      JsonNode node = object.get(field.memberName());
      if (node != null) {
        field.set(builder, value(field, node));
      }
    }
  }

  private static Object value(SdkField<?> field, JsonNode node) {
    if (node.isArray()) {
      SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
      List<Object> items = new ArrayList<>();
      node.forEach(item -> items.add(value(member, item)));
      return items;
    }
    if (node.isObject()) {
      SdkPojo builder = field.constructor().get();
      fill(node, builder);
      return ((Buildable) builder).build();
    }
    if (node.isBoolean()) {
      return node.asBoolean();
    }
    return node.isNumber() ? node.asInt() : node.asString();
  }
}
