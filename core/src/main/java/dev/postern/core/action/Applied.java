package dev.postern.core.action;

import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.function.Function;

/**
 * What an action decided.
 *
 * @param next the snapshot to commit; the same instance when the action only reads
 * @param response made after the commit, because states such as {@code available} are what the kernel has by then
 */
public record Applied<R>(Snapshot next, Function<Observed, R> response) {
  public static <R> Applied<R> of(Snapshot next, R response) {
    return new Applied<>(next, _ -> response);
  }
}
