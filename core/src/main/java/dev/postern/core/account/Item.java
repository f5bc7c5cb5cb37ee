package dev.postern.core.account;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One object of a list.
 *
 * @param file that it was read from
 * @param region that it is in
 */
record Item(JsonNode node, String file, String region) {

  /** @throws UnreadableItem when there is no such text */
  String text(String field) {
    return optional(field).orElseThrow(() -> UnreadableItem.broken("it has no " + field));
  }

  Optional<String> optional(String field) {
    return Optional.of(node.path(field)).filter(JsonNode::isString).map(JsonNode::asString).filter(s -> !s.isEmpty());
  }

  boolean flag(String field, boolean otherwise) {
    return node.path(field).isBoolean() ? node.path(field).asBoolean() : otherwise;
  }

  int number(String field) {
    if (!node.path(field).canConvertToInt()) {
      throw UnreadableItem.broken("it has no number " + field);
    }
    return node.path(field).asInt();
  }

  int number(String field, int otherwise) {
    return node.path(field).canConvertToInt() ? node.path(field).asInt() : otherwise;
  }

  /** Some listings print times in forms of their own; no decision depends on them. */
  Instant time(String field) {
    try {
      return OffsetDateTime.parse(optional(field).orElse("")).toInstant();
    } catch (DateTimeException _) {
      return Instant.EPOCH;
    }
  }

  List<Item> items(String field) {
    List<Item> items = new ArrayList<>();
    node.path(field).forEach(each -> items.add(new Item(each, file, region)));
    return items;
  }

  List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    node.path(field).forEach(each -> {
      if (each.isString()) {
        texts.add(each.asString());
      }
    });
    return texts;
  }

  Item at(String field) {
    return new Item(node.path(field), file, region);
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }
}
