package dev.postern.engine.dynamodb.store;

import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.table.TableKey;
import dev.postern.engine.dynamodb.value.Item;
import dev.postern.engine.dynamodb.value.ItemBytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The writer's view while it works: it reads what earlier writes of the same commit left. A write must have refused everything it may refuse
 * before its first change, because changes are undone only together with the whole commit.
 */
public final class Batch {
  private final Statements statements;
  private final Rows rows;
  private final Map<TableKey, Table> tables;
  private final Map<Long, Totals> growth = new HashMap<>();
  private int changes;

  Batch(Statements statements, Map<TableKey, Table> tables) {
    this.statements = statements;
    this.rows = new Rows(statements);
    this.tables = new HashMap<>(tables);
  }

  public Rows rows() {
    return rows;
  }

  public Optional<Table> table(TableKey key) {
    return Optional.ofNullable(tables.get(key));
  }

  /** How many tables an account has in a Region. */
  public long tableCount(String account, String region) {
    return tables.keySet().stream().filter(key -> key.account().equals(account) && key.region().equals(region)).count();
  }

  /** @param before the item that is there now, if any: whoever writes has read it */
  public void put(long space, byte[] key, Optional<Item> before, Item item) {
    changes++;
    int size = item.size();
    statements.update("INSERT INTO rows (space, key, size, item) VALUES (?, ?, ?, ?)"
        + " ON CONFLICT (space, key) DO UPDATE SET size = excluded.size, item = excluded.item", space, key, size, ItemBytes.write(item));
    grow(space, before.isPresent() ? 0 : 1, size - before.map(Item::size).orElse(0));
  }

  public void delete(long space, byte[] key, Item before) {
    changes++;
    statements.update("DELETE FROM rows WHERE space = ? AND key = ?", space, key);
    grow(space, -1, -before.size());
  }

  /** A new empty space; its number is never used again. */
  public long newSpace() {
    changes++;
    statements.update("INSERT INTO spaces (items, bytes) VALUES (0, 0)");
    long[] space = new long[1];
    statements.query("SELECT last_insert_rowid()", row -> {
      space[0] = row.getLong(1);
      return false;
    });
    return space[0];
  }

  public void dropSpace(long space) {
    changes++;
    statements.update("DELETE FROM rows WHERE space = ?", space);
    statements.update("DELETE FROM spaces WHERE space = ?", space);
    growth.remove(space);
  }

  public void define(Table table) {
    changes++;
    TableKey key = table.key();
    statements.update("INSERT OR REPLACE INTO tables (account, region, name, definition) VALUES (?, ?, ?, ?)",
        key.account(), key.region(), key.name(), TableJson.write(table));
    tables.put(key, table);
  }

  public void drop(Table table) {
    changes++;
    TableKey key = table.key();
    statements.update("DELETE FROM tables WHERE account = ? AND region = ? AND name = ?", key.account(), key.region(), key.name());
    tables.remove(key);
  }

  /** What was stored with this client token since {@code notBefore} (seconds since 1970), if anything. */
  public Optional<String> token(String account, String region, String token, long notBefore) {
    String[] found = new String[1];
    statements.query("SELECT request FROM tokens WHERE account = ? AND region = ? AND token = ? AND at >= ?", row -> {
      found[0] = row.getString(1);
      return false;
    }, account, region, token, notBefore);
    return Optional.ofNullable(found[0]);
  }

  /** Remembers a token, and forgets those from before {@code notBefore}. */
  public void remember(String account, String region, String token, String request, long at, long notBefore) {
    changes++;
    statements.update("DELETE FROM tokens WHERE at < ?", notBefore);
    statements.update("INSERT OR REPLACE INTO tokens (account, region, token, request, at) VALUES (?, ?, ?, ?, ?)",
        account, region, token, request, at);
  }

  int changes() {
    return changes;
  }

  Map<TableKey, Table> tables() {
    return Map.copyOf(tables);
  }

  /** Writes the totals that changed; the last thing before the commit. */
  void settle() {
    growth.forEach((space, by) ->
        statements.update("UPDATE spaces SET items = items + ?, bytes = bytes + ? WHERE space = ?", by.items(), by.bytes(), space));
  }

  private void grow(long space, int items, int bytes) {
    growth.merge(space, new Totals(items, bytes), (a, b) -> a.plus(b.items(), b.bytes()));
  }
}
