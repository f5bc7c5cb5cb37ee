package dev.postern.engine.dynamodb.table;

/** Provisioned capacity units; both 0 when billed by request. */
public record Throughput(long read, long write) {
  public static final Throughput ON_DEMAND = new Throughput(0, 0);
}
