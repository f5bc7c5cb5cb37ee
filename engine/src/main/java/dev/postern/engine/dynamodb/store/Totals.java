package dev.postern.engine.dynamodb.store;

/** How many rows a space has, and the sum of their items' sizes in bytes. */
public record Totals(long items, long bytes) {
  public static final Totals NONE = new Totals(0, 0);

  Totals plus(long moreItems, long moreBytes) {
    return new Totals(items + moreItems, bytes + moreBytes);
  }
}
