package dev.postern.linux;

import dev.postern.core.plan.Item;
import dev.postern.core.plan.KernelPlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * The kernel's side of all plans of one cloud. Nothing it makes has a name in the file system: when it closes, or its process ends in
 * any way, the kernel frees every namespace with all that is in it.
 *
 * <p>All methods may be called from any thread; changes are carried one after the other.
 */
public final class Kernel implements AutoCloseable {
  private Kernel() {}

  /**
   * Starts with no namespaces. The caller's thread and the host's network are left as they are.
   *
   * @throws KernelException when the machine cannot carry a network; {@link Preflight} tells what it lacks
   */
  public static Kernel open(ListenerFactory listeners) {
    throw new UnsupportedOperationException("coming in the next commit: " + listeners);
  }

  /**
   * Takes away and adds. Doing it twice is the same as doing it once.
   *
   * @throws KernelException naming the item that was refused and what was done before
   */
  public void apply(KernelPlan.Change change) {
    throw new UnsupportedOperationException("coming in the next commit");
  }

  /** Those of {@code expected} that the kernel does not hold now: never applied, or taken away by somebody else. */
  public Set<Item> audit(Set<Item> expected) {
    throw new UnsupportedOperationException("coming in the next commit");
  }

  /** The devices of a namespace, {@code lo} too, with what passed them. */
  public Map<String, DeviceCounters> counters(String namespace) {
    throw new UnsupportedOperationException("coming in the next commit");
  }

  /** A path that {@code nsenter --net=PATH} and {@code setns(2)} take, as long as this process lives: {@code /proc/PID/fd/N}. */
  public Path namespacePath(String namespace) {
    throw new UnsupportedOperationException("coming in the next commit");
  }

  /**
   * Runs code on the thread that is inside the namespace. Sockets opened there stay in the namespace and may be used by any thread. The
   * code must be short, and must not start threads or processes: they would inherit the namespace.
   */
  public <T> T runInside(String namespace, Callable<T> code) throws Exception {
    throw new UnsupportedOperationException("coming in the next commit");
  }

  /** Ends the tracked connections of an address in a namespace, so that an established connection does not outlive its translation. */
  public int forgetConnections(String namespace, String ip) {
    throw new UnsupportedOperationException("coming in the next commit");
  }

  @Override
  public void close() {}
}
