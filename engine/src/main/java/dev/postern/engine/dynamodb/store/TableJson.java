package dev.postern.engine.dynamodb.store;

import dev.postern.engine.dynamodb.table.Table;
import tools.jackson.databind.json.JsonMapper;

/** Table definitions as JSON on disk. */
final class TableJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private TableJson() {}

  static String write(Table table) {
    return MAPPER.writeValueAsString(table);
  }

  static Table read(String json) {
    return MAPPER.readValue(json, Table.class);
  }
}
