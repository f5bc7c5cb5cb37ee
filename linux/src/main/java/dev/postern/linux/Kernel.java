package dev.postern.linux;

import dev.postern.core.plan.Item;
import dev.postern.core.plan.KernelPlan;
import dev.postern.linux.ffm.Errno;
import dev.postern.linux.ffm.SystemCallException;
import dev.postern.linux.netlink.Connection;
import dev.postern.linux.netlink.Conntrack;
import dev.postern.linux.netlink.Count;
import dev.postern.linux.netlink.RouteSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The kernel's side of all plans of one cloud. Nothing it makes has a name in the file system: when it closes, or its process ends in
 * any way, the kernel frees every namespace with all that is in it.
 *
 * <p>All methods may be called from any thread; changes are carried one after the other.
 */
public final class Kernel implements AutoCloseable {
  /** One audit of so many reads all there is, should a namespace ever not have told of a change. */
  private static final int WHOLE_AUDIT = 16;

  private static final String TABLE = "postern";

  private final ReentrantLock lock = new ReentrantLock();
  private final Held held;
  private int audits;

  private Kernel(Held held) {
    this.held = held;
  }

  /**
   * Starts with no namespaces. The caller's thread and the host's network are left as they are.
   *
   * @throws KernelException when the machine cannot carry a network; {@link Preflight} tells what it lacks
   */
  public static Kernel open(ListenerFactory listeners) {
    try {
      return new Kernel(new Held(new NamespaceThread(), listeners));
    } catch (SystemCallException e) {
      throw new KernelException(e.step(), Errno.text(e.errno()));
    }
  }

  /**
   * Takes away and adds. Doing it twice is the same as doing it once: what the kernel holds already is left alone.
   *
   * @throws KernelException naming the item that was refused and what was done before
   */
  public void apply(KernelPlan.Change change) {
    locked(() -> {
      new StepRunner(held).run(change);
      return true;
    });
  }

  /**
   * Those of {@code expected} that the kernel does not hold now: never applied, or taken away by somebody else. To repair, apply them as
   * added. Sysctls are not read back.
   */
  public Set<Item> audit(Set<Item> expected) {
    locked(() -> {
      new Audit(held).run(audits++ % WHOLE_AUDIT == 0);
      return true;
    });
    Set<Item> missing = new HashSet<>();
    expected.stream().filter(item -> !held.items.contains(item)).forEach(missing::add);
    return missing;
  }

  /** The devices of a namespace, {@code lo} too, with what passed them. */
  public Map<String, DeviceCounters> counters(String namespace) {
    return locked(() -> {
      Map<String, DeviceCounters> counters = new TreeMap<>();
      held.namespace(namespace).routes().traffic()
          .forEach(t -> counters.put(t.name(), counters(t)));
      return counters;
    });
  }

  /** Those of these devices that a namespace has, with what passed them: the cost is theirs, however many others there are. */
  public Map<String, DeviceCounters> counters(String namespace, Set<String> devices) {
    return locked(() -> {
      Map<String, DeviceCounters> counters = new TreeMap<>();
      RouteSocket routes = held.namespace(namespace).routes();
      devices.forEach(device -> routes.traffic(device).ifPresent(t -> counters.put(device, counters(t))));
      return counters;
    });
  }

  private static DeviceCounters counters(RouteSocket.Traffic t) {
    return new DeviceCounters(t.rxBytes(), t.rxPackets(), t.txBytes(), t.txPackets());
  }

  /** What the elements of sets of the table {@code ip postern} have counted, by set and key; a set that is not there is left out. */
  public Map<String, Map<String, Count>> setCounters(String namespace, Set<String> sets) {
    return locked(() -> {
      Map<String, Map<String, Count>> counters = new TreeMap<>();
      held.namespace(namespace).counting()
          .ifPresent(nft -> sets.forEach(set -> nft.elements(TABLE, set).ifPresent(elements -> counters.put(set, elements))));
      return counters;
    });
  }

  /**
   * Takes what a router's rules have counted for flow logs in the turn before this one, and begins the next: each packet is in one answer, and
   * none is lost. Asked twice, it gives all that was counted before the first.
   *
   * @return empty while no flow log covers an interface there
   */
  public Optional<FlowCounts> takeFlows(String namespace) {
    return locked(() -> FlowCounts.take(held.namespace(namespace)));
  }

  /** The named counters of the table {@code ip postern}. */
  public Map<String, Count> namedCounters(String namespace) {
    return locked(() -> held.namespace(namespace).counting().map(nft -> nft.counters(TABLE)).orElseGet(Map::of));
  }

  /** A path that {@code nsenter --net=PATH} and {@code setns(2)} take, as long as this process lives: {@code /proc/PID/fd/N}. */
  public Path namespacePath(String namespace) {
    return locked(() -> Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/" + held.namespace(namespace).fd()));
  }

  /**
   * Runs code on the thread that is inside the namespace. Sockets opened there stay in the namespace and may be used by any thread. The
   * code must be short, and must not start threads or processes nor wake virtual threads: a new thread inherits the namespace.
   */
  public <T> T runInside(String namespace, Callable<T> code) throws Exception {
    int fd = locked(() -> held.namespace(namespace).fd());
    return held.thread.in(fd, code);
  }

  /** The connections that the kernel tracks in a namespace now. */
  public List<Connection> connections(String namespace) {
    return conntrack(namespace, Conntrack::read);
  }

  /**
   * Ends the tracked connections of an address in a namespace, so that none outlives its translation or the rule that let it in: the
   * next packet of one is judged anew.
   *
   * @return how many there were
   */
  public int forgetConnections(String namespace, String ip) {
    return conntrack(namespace, conntrack -> conntrack.end(connection -> connection.has(ip)));
  }

  private <T> T conntrack(String namespace, Function<Conntrack, T> code) {
    try (Conntrack conntrack = locked(() -> held.namespace(namespace).inside(Conntrack::new))) {
      return code.apply(conntrack);
    } catch (SystemCallException e) {
      throw new KernelException(e.step(), Errno.text(e.errno()));
    }
  }

  private <T> T locked(Supplier<T> code) {
    lock.lock();
    try {
      return code.get();
    } finally {
      lock.unlock();
    }
  }

  /** Closes the listeners and lets go of every namespace; the kernel frees them in the background. */
  @Override
  public void close() {
    locked(() -> {
      held.close();
      return true;
    });
  }
}
