package dev.postern.engine.s3.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One page of a listing: entries and common prefixes, counted together.
 *
 * @param last the last entry's key or the last common prefix, where the next page goes on; empty when there was none
 * @param truncated whether more follows
 */
public record Page<T>(List<T> entries, List<String> commonPrefixes, Optional<String> last, boolean truncated) {

  /**
   * What to list.
   *
   * @param after entries and common prefixes up to this one are left out; empty for none
   * @param afterId with uploads, those of the key {@code after} up to this id are left out; empty for all of that key
   */
  public record Query(String prefix, String delimiter, String after, String afterId, int max) {}

  /** Rows in key order from a key on, until the visitor has enough. */
  interface Source<T> {
    void from(byte[] key, String afterId, byte[] end, Predicate<T> visit) throws SQLException;
  }

  /** Fills a page; a common prefix costs one seek, however many keys it stands for. */
  static <T> Page<T> read(Query query, Source<T> source, Function<T, String> key) throws SQLException {
    byte[] end = Keys.afterAll(Keys.bytes(query.prefix));
    Filling<T> page = new Filling<>(query, key);
    Seek seek = first(query);
    while (!page.full && Arrays.compareUnsigned(seek.key, end) < 0) {
      page.rolledUp = Optional.empty();
      source.from(seek.key, seek.afterId, end, page::add);
      if (page.rolledUp.isEmpty()) {
        break;
      }
      seek = new Seek(Keys.afterAll(Keys.bytes(page.rolledUp.get())), "");
    }
    return new Page<>(page.entries, page.commonPrefixes, page.last, page.full);
  }

  private record Seek(byte[] key, String afterId) {}

  private static Seek first(Query query) {
    byte[] prefix = Keys.bytes(query.prefix);
    byte[] after = Keys.bytes(query.after);
    if (query.after.isEmpty() || Arrays.compareUnsigned(after, prefix) < 0) {
      return new Seek(prefix, "");
    }
    return Keys.commonPrefix(query.after, query.prefix, query.delimiter)
        .map(rolledUp -> new Seek(Keys.afterAll(Keys.bytes(rolledUp)), ""))
        .orElseGet(() -> query.afterId.isEmpty() ? new Seek(Keys.next(after), "") : new Seek(after, query.afterId));
  }

  private static final class Filling<T> {
    private final Query query;
    private final Function<T, String> key;
    private final List<T> entries = new ArrayList<>();
    private final List<String> commonPrefixes = new ArrayList<>();
    private Optional<String> last = Optional.empty();
    private Optional<String> rolledUp = Optional.empty();
    private boolean full;

    Filling(Query query, Function<T, String> key) {
      this.query = query;
      this.key = key;
    }

    /** @return whether to go on with the next row */
    boolean add(T entry) {
      if (entries.size() + commonPrefixes.size() == query.max) {
        full = true;
        return false;
      }
      rolledUp = Keys.commonPrefix(key.apply(entry), query.prefix, query.delimiter);
      last = Optional.of(rolledUp.orElseGet(() -> key.apply(entry)));
      rolledUp.ifPresentOrElse(commonPrefixes::add, () -> entries.add(entry));
      return rolledUp.isEmpty();
    }
  }
}
