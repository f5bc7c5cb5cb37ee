package dev.postern.core.plan;

import java.util.HashSet;
import java.util.Set;

/** What the kernel must hold for one unit that changes by itself: a VPC ({@code vpc-…}) or a Region's public side ({@code edge/…}). */
public record KernelPlan(String unit, Set<Item> items) {
  public KernelPlan {
    items = Set.copyOf(items);
  }

  /** The steps from {@code before} to this plan. */
  public Change since(KernelPlan before) {
    Set<Item> removed = new HashSet<>(before.items);
    removed.removeAll(items);
    Set<Item> added = new HashSet<>(items);
    added.removeAll(before.items);
    return new Change(removed, added);
  }

  public static KernelPlan empty(String unit) {
    return new KernelPlan(unit, Set.of());
  }

  /** What to take away and what to add; an item that changed is in both. */
  public record Change(Set<Item> removed, Set<Item> added) {
    public boolean isEmpty() {
      return removed.isEmpty() && added.isEmpty();
    }
  }
}
