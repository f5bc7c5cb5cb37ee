package dev.postern.linux;

import dev.postern.core.plan.Item;
import dev.postern.core.plan.KernelPlan;
import java.util.Optional;
import java.util.Set;

/** A step that the kernel refused. */
public final class KernelException extends RuntimeException {
  private static final KernelPlan.Change NOTHING = new KernelPlan.Change(Set.of(), Set.of());

  private final String step;
  private final String reason;
  private final transient Optional<Item> item;
  private final transient KernelPlan.Change done;

  KernelException(String step, String reason, Optional<Item> item, KernelPlan.Change done) {
    super(step + ": " + reason + item.map(i -> " (" + i + ")").orElse(""));
    this.step = step;
    this.reason = reason;
    this.item = item;
    this.done = done;
  }

  KernelException(String step, String reason) {
    this(step, reason, Optional.empty(), NOTHING);
  }

  KernelException(String step, String reason, Item item) {
    this(step, reason, Optional.of(item), NOTHING);
  }

  KernelException(String step, String reason, Optional<Item> item) {
    this(step, reason, item, NOTHING);
  }

  KernelException after(KernelPlan.Change carried) {
    return new KernelException(step, reason, item, carried);
  }

  /** What was tried, such as {@code add link}. */
  public String step() {
    return step;
  }

  /** The kernel's, nftables' or the socket's own words. */
  public String reason() {
    return reason;
  }

  /** The item that was refused; absent when the step concerns no item. */
  public Optional<Item> item() {
    return item;
  }

  /** What of the change was carried before it stopped. Applying the whole change again is harmless. */
  public KernelPlan.Change done() {
    return done;
  }
}
