package dev.postern.engine.dynamodb;

import dev.postern.engine.dynamodb.expression.Condition;
import dev.postern.engine.dynamodb.store.KeyRange;
import dev.postern.engine.dynamodb.store.Rows;
import dev.postern.engine.dynamodb.table.Index;
import dev.postern.engine.dynamodb.table.Keys;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.value.AttributeValues;
import dev.postern.engine.dynamodb.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One page of rows read for Query or Scan: it ends at the limit of rows looked at, or when it has read 1 MB, both counted before the filter.
 *
 * @param count of the items that the filter let pass
 * @param scanned of the rows looked at
 * @param last the keys of the last row looked at, when the page ended before the range did
 */
record Page(List<Map<String, AttributeValue>> items, int count, int scanned, Optional<Item> last, Capacity capacity) {
  private static final int MAX_BYTES = 1 << 20;

  /** What to read. */
  record Plan(
      Table table, Optional<Index> index, KeyRange range, boolean forward, int limit, Optional<Condition> filter, Selection selection,
      boolean consistent) {

    long space() {
      return index.map(Index::space).orElse(table.space());
    }
  }

  static Page read(Rows rows, Plan plan) {
    Reading reading = new Reading(rows, plan);
    rows.scan(plan.space(), plan.range(), plan.forward(), reading);
    return reading.page();
  }

  /** The page as it grows. */
  private static final class Reading implements Rows.Visitor {
    private final Rows rows;
    private final Plan plan;
    private final List<Map<String, AttributeValue>> items = new ArrayList<>();
    private int count;
    private int scanned;
    private long bytes;
    private double fetched;
    private Optional<Item> last = Optional.empty();

    Reading(Rows rows, Plan plan) {
      this.rows = rows;
      this.plan = plan;
    }

    @Override
    public boolean visit(byte[] key, Item row) {
      scanned++;
      bytes += row.size();
      Item item = plan.selection().fetch() ? fetch(row) : row;
      if (plan.filter().isEmpty() || plan.filter().get().holds(item)) {
        count++;
        if (plan.selection().items()) {
          items.add(AttributeValues.print(plan.selection().projection().map(p -> p.of(item)).orElse(item)));
        }
      }
      if (scanned < plan.limit() && bytes < MAX_BYTES) {
        return true;
      }
      last = Optional.of(row.only(StartKey.names(plan.table(), plan.index())));
      return false;
    }

    private Item fetch(Item row) {
      Item item = rows.get(plan.table().space(), Keys.ofItem(plan.table(), row)).orElse(row);
      fetched += Capacity.read(item.size(), plan.consistent());
      return item;
    }

    Page page() {
      double units = Capacity.read(bytes, plan.consistent());
      String name = plan.table().key().name();
      Capacity capacity = plan.index()
          .map(index -> Capacity.of(name, fetched).plusIndex(index, units))
          .orElseGet(() -> Capacity.of(name, units));
      return new Page(items, count, scanned, last, capacity);
    }
  }
}
