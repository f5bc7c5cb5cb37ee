package dev.postern.core.plan;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * What the kernel must hold for one unit that changes by itself: a VPC ({@code vpc-…}) or a Region's public side ({@code edge/…}).
 *
 * @param items the caller's set itself, not a copy, as a large VPC has tens of thousands: nobody may change it any more
 */
public record KernelPlan(String unit, Set<Item> items) {
  public KernelPlan {
    items = Collections.unmodifiableSet(items);
  }

  /** The steps from {@code before} to this plan. */
  public Change since(KernelPlan before) {
    Set<Item> added = without(items, before.items);
    boolean allKept = items.size() - added.size() == before.items.size();
    return new Change(allKept ? Set.of() : without(before.items, items), added);
  }

  /** Asks each item once, where set operations would first copy all of them: two plans of a unit differ in few. */
  private static Set<Item> without(Set<Item> some, Set<Item> others) {
    Set<Item> rest = new HashSet<>();
    for (Item item : some) {
      if (!others.contains(item)) {
        rest.add(item);
      }
    }
    return rest;
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
