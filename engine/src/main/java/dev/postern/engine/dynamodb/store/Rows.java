package dev.postern.engine.dynamodb.store;

import dev.postern.engine.dynamodb.value.Item;
import dev.postern.engine.dynamodb.value.ItemBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads rows as of one moment. */
public final class Rows {
  /** Sees rows in order. */
  public interface Visitor {
    /** @return whether to go on */
    boolean visit(byte[] key, Item item);
  }

  private final Statements statements;

  Rows(Statements statements) {
    this.statements = statements;
  }

  public Optional<Item> get(long space, byte[] key) {
    List<Item> found = new ArrayList<>(1);
    statements.query("SELECT item FROM rows WHERE space = ? AND key = ?", row -> found.add(ItemBytes.read(row.getBytes(1))), space, key);
    return found.stream().findFirst();
  }

  /** Visits the rows of a range in the order of their keys, or backwards. */
  public void scan(long space, KeyRange range, boolean forward, Visitor visitor) {
    boolean open = range.to().length == 0;
    String bounds = open ? "key >= ?" : "key >= ? AND key < ?";
    String sql = "SELECT key, item FROM rows WHERE space = ? AND " + bounds + " ORDER BY key" + (forward ? "" : " DESC");
    Object[] parameters = open ? new Object[] {space, range.from()} : new Object[] {space, range.from(), range.to()};
    statements.query(sql, row -> visitor.visit(row.getBytes(1), ItemBytes.read(row.getBytes(2))), parameters);
  }

  /** The count and sizes of a whole space, kept as it changes. */
  public Totals totals(long space) {
    List<Totals> found = new ArrayList<>(1);
    statements.query("SELECT items, bytes FROM spaces WHERE space = ?", row -> found.add(new Totals(row.getLong(1), row.getLong(2))), space);
    return found.isEmpty() ? Totals.NONE : found.getFirst();
  }

  /** The sum of the sizes in a range, counted now. */
  public long bytesIn(long space, KeyRange range) {
    List<Long> found = new ArrayList<>(1);
    statements.query("SELECT coalesce(sum(size), 0) FROM rows WHERE space = ? AND key >= ? AND (? = X'' OR key < ?)",
        row -> found.add(row.getLong(1)), space, range.from(), range.to(), range.to());
    return found.getFirst();
  }
}
