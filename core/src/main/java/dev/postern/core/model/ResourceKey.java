package dev.postern.core.model;

/** Where a resource lives: account, Region ({@code aws-global} for IAM), kind and id; sorts so that one kind of one Region is one range. */
public record ResourceKey(String account, String region, Kind kind, String id) implements Comparable<ResourceKey> {
  public static final String GLOBAL = "aws-global";

  @Override
  public int compareTo(ResourceKey other) {
    int order = account.compareTo(other.account);
    if (order == 0) {
      order = region.compareTo(other.region);
    }
    if (order == 0) {
      order = kind.compareTo(other.kind);
    }
    return order == 0 ? id.compareTo(other.id) : order;
  }

  @Override
  public String toString() {
    return account + "/" + region + "/" + kind + "/" + id;
  }
}
