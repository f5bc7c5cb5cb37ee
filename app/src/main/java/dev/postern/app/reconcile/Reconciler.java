package dev.postern.app.reconcile;

import dev.postern.app.control.Carrier;
import dev.postern.core.fabric.Units;
import dev.postern.core.plan.Item;
import dev.postern.core.plan.KernelPlan;
import dev.postern.core.plan.PlanCompiler;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import dev.postern.linux.Kernel;
import dev.postern.linux.KernelException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Makes the kernel hold what the snapshot asks for: compiles the units that changed, applies the difference, and says what is carried.
 *
 * <p>Every two seconds it compares the kernel with what it should hold and puts back what somebody took away. A refused step is tried
 * again then; until it works its resources stay pending.
 */
public final class Reconciler implements Carrier, AutoCloseable {
  private static final Duration AUDIT_EVERY = Duration.ofSeconds(2);
  private static final System.Logger LOG = System.getLogger(Reconciler.class.getName());

  private final Kernel kernel;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private final Condition carriedMore = lock.newCondition();

  /** Guarded by {@code lock}: the newest snapshot, and for each changed unit the revision that changed it. */
  private Snapshot wanted;

  private final Map<String, Long> dirty = new TreeMap<>();
  private final Map<String, Long> carriedRevision = new HashMap<>();
  private boolean closed;

  /** Owned by the thread: what the kernel was made to hold. */
  private final Map<String, KernelPlan> carried = new TreeMap<>();

  private volatile Observed observed = Observed.NOTHING;
  private final List<Consumer<Observed>> watchers = new CopyOnWriteArrayList<>();

  /** Starts with everything in {@code initial} still to be carried. */
  public Reconciler(Kernel kernel, Snapshot initial) {
    this.kernel = kernel;
    this.wanted = initial;
    Units.concerned(initial, initial.networks().keySet()).forEach(unit -> dirty.put(unit, initial.revision()));
    this.thread = Thread.ofPlatform().name("reconcile").daemon().start(this::run);
  }

  /** Calls {@code watcher} on the reconciling thread after each change of what is carried. */
  public void watch(Consumer<Observed> watcher) {
    watchers.add(watcher);
  }

  @Override
  public void changed(Snapshot committed, Set<String> networks) {
    lock.lock();
    try {
      wanted = committed;
      networks.forEach(unit -> dirty.put(unit, committed.revision()));
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean await(long revision, Set<String> networks, Duration atMost) {
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (!networks.stream().allMatch(unit -> carriedRevision.getOrDefault(unit, -1L) >= revision)) {
        if (left <= 0 || closed) {
          return false;
        }
        left = carriedMore.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing is left to carry, for a start that says ready when packets flow. */
  public boolean awaitIdle(Duration atMost) {
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (!dirty.isEmpty()) {
        if (left <= 0 || closed) {
          return false;
        }
        left = carriedMore.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Observed observed() {
    return observed;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      woken.signalAll();
      carriedMore.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long nextAudit = System.nanoTime() + AUDIT_EVERY.toNanos();
    while (true) {
      Map<String, Long> work = new TreeMap<>();
      Snapshot snapshot;
      lock.lock();
      try {
        long left = nextAudit - System.nanoTime();
        while (dirty.isEmpty() && left > 0 && !closed) {
          left = woken.awaitNanos(left);
        }
        if (closed) {
          return;
        }
        work.putAll(dirty);
        snapshot = wanted;
      } catch (InterruptedException _) {
        return;
      } finally {
        lock.unlock();
      }
      boolean failed = false;
      for (Map.Entry<String, Long> unit : work.entrySet()) {
        failed |= !carry(snapshot, unit.getKey(), unit.getValue());
      }
      if (failed || System.nanoTime() >= nextAudit) {
        repair();
        nextAudit = System.nanoTime() + AUDIT_EVERY.toNanos();
        if (failed) {
          pause();
        }
      }
    }
  }

  /** Carries one unit and the shared ones it needs. */
  private boolean carry(Snapshot snapshot, String unit, long revision) {
    try {
      KernelPlan plan = Plans.compile(snapshot, unit);
      for (String shared : Plans.sharedBy(plan)) {
        if (!shared.equals(unit) && !carried.containsKey(shared)) {
          apply(Plans.compile(snapshot, shared));
        }
      }
      apply(plan);
      done(unit, revision);
      return true;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, () -> "cannot carry " + unit + " yet: " + e.getMessage(), e);
      return false;
    }
  }

  private void apply(KernelPlan plan) {
    KernelPlan before = carried.getOrDefault(plan.unit(), KernelPlan.empty(plan.unit()));
    KernelPlan.Change change = plan.since(before);
    if (!change.isEmpty()) {
      try {
        kernel.apply(change);
        change.removed().forEach(this::forgetTranslated);
      } catch (KernelException e) {
        carried.put(plan.unit(), after(before, e.done()));
        throw e;
      }
    }
    if (plan.items().isEmpty()) {
      carried.remove(plan.unit());
    } else {
      carried.put(plan.unit(), plan);
    }
    publish(plan);
  }

  /** A connection must not outlive its public address. */
  private void forgetTranslated(Item removed) {
    if (removed instanceof Item.Element element && element.set().equals(PlanCompiler.PUBLIC_IN)) {
      kernel.forgetConnections(element.namespace(), element.key());
    }
  }

  private static KernelPlan after(KernelPlan before, KernelPlan.Change done) {
    Set<Item> items = new HashSet<>(before.items());
    items.removeAll(done.removed());
    items.addAll(done.added());
    return new KernelPlan(before.unit(), items);
  }

  private void publish(KernelPlan plan) {
    Map<String, Set<String>> realised = new HashMap<>(observed.realised());
    Set<String> origins = new HashSet<>();
    plan.items().forEach(i -> origins.add(i.origin()));
    if (origins.isEmpty()) {
      realised.remove(plan.unit());
    } else {
      realised.put(plan.unit(), Set.copyOf(origins));
    }
    observed = new Observed(Map.copyOf(realised));
  }

  private void done(String unit, long revision) {
    lock.lock();
    try {
      carriedRevision.merge(unit, revision, Math::max);
      dirty.remove(unit, revision);
      carriedMore.signalAll();
    } finally {
      lock.unlock();
    }
    watchers.forEach(w -> w.accept(observed));
  }

  /** Puts back what is gone from the kernel. */
  private void repair() {
    try {
      Set<Item> expected = new HashSet<>();
      carried.values().forEach(plan -> expected.addAll(plan.items()));
      Set<Item> missing = kernel.audit(expected);
      if (!missing.isEmpty()) {
        LOG.log(System.Logger.Level.INFO, () -> "putting back " + missing.size() + " items that are gone from the kernel");
        kernel.apply(new KernelPlan.Change(Set.of(), missing));
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, () -> "cannot repair yet: " + e.getMessage(), e);
    }
  }

  /** Gives a refused unit time, but wakes for new changes. */
  private void pause() {
    lock.lock();
    try {
      if (!closed && woken.awaitNanos(Duration.ofMillis(250).toNanos()) <= 0) {
        carriedMore.signalAll();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
