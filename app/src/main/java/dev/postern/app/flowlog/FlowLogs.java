package dev.postern.app.flowlog;

import dev.postern.app.control.Control;
import dev.postern.core.model.FlowLog;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import dev.postern.linux.Kernel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Every flow log of the cloud: takes what routers counted every ten seconds and before what was counted could go, and hands the records of each
 * interval on.
 *
 * <p>A deletion delivers what was counted until then, and so does a clean stop. A process that is killed loses the interval that was open.
 */
public final class FlowLogs implements Control.Witness, AutoCloseable {
  private static final long TURN_SECONDS = 10;
  private static final System.Logger LOG = System.getLogger(FlowLogs.class.getName());

  /** What carries packets, or decides whose they are. */
  private static final Set<Kind> COUNTED =
      EnumSet.of(
          Kind.VPC_ENDPOINT, Kind.NAT_GATEWAY, Kind.NETWORK_INTERFACE, Kind.TRANSIT_GATEWAY_ATTACHMENT, Kind.RESOLVER_ENDPOINT, Kind.INSTANCE, Kind.FUNCTION,
          Kind.VPC);

  private final Kernel kernel;
  private final Supplier<Snapshot> current;
  private final Clock clock;
  private final Deliveries deliveries;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private final Map<String, Counting> vpcs = new TreeMap<>();
  private boolean waiting;
  private boolean closed;
  private final Thread thread;

  public FlowLogs(Kernel kernel, Supplier<Snapshot> current, Clock clock, Deliveries deliveries) {
    this.kernel = kernel;
    this.current = current;
    this.clock = clock;
    this.deliveries = deliveries;
    Snapshot snapshot = current.get();
    for (Resource resource : snapshot.resources().values()) {
      if (resource instanceof FlowLog log) {
        begin(log.vpcId(), snapshot);
      }
    }
    this.thread = Thread.ofPlatform().name("flow-logs").daemon().start(this::run);
  }

  private void begin(String vpcId, Snapshot snapshot) {
    vpcs.computeIfAbsent(vpcId, id -> new Counting(id, snapshot, kernel, clock.instant(), deliveries::add));
  }

  private void run() {
    while (true) {
      lock.lock();
      try {
        Instant turn = Instant.ofEpochSecond((clock.instant().getEpochSecond() / TURN_SECONDS + 1) * TURN_SECONDS);
        long left = Duration.between(clock.instant(), turn).toNanos();
        while (left > 0 && !waiting && !closed) {
          woken.awaitNanos(left);
          left = Duration.between(clock.instant(), turn).toNanos();
        }
        waiting = false;
        if (left <= 0) {
          turn();
        }
        if (closed) {
          break;
        }
      } catch (InterruptedException _) {
        return;
      } finally {
        lock.unlock();
      }
      deliveries.deliver();
    }
  }

  private void turn() {
    Snapshot snapshot = current.get();
    Instant now = clock.instant();
    for (Counting counting : vpcs.values()) {
      try {
        counting.turn(snapshot, now);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, () -> "cannot count flows now: " + e.getMessage(), e);
      }
    }
  }

  /** Takes what was counted before the change carries away who counted it. */
  @Override
  public void committed(Snapshot before, Snapshot after, Set<ResourceKey> changed) {
    lock.lock();
    try {
      if (!closed) {
        change(before, after, changed);
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, () -> "cannot count the flows before a change: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private void change(Snapshot before, Snapshot after, Set<ResourceKey> changed) {
    Set<String> touched = new HashSet<>();
    for (ResourceKey key : changed) {
      Optional<Resource> was = before.find(key);
      boolean comesOrGoes = was.isPresent() != after.find(key).isPresent();
      if (COUNTED.contains(key.kind()) || key.kind() == Kind.FLOW_LOG && comesOrGoes) {
        was.or(() -> after.find(key).filter(FlowLog.class::isInstance)).ifPresent(r -> touched.addAll(r.networks()));
      }
    }
    touched.retainAll(vpcs.keySet());
    Instant now = clock.instant();
    touched.forEach(vpc -> vpcs.get(vpc).drain(before, now));
    for (ResourceKey key : changed) {
      if (key.kind() == Kind.FLOW_LOG) {
        Optional<FlowLog> there = after.find(FlowLog.class, key);
        there.ifPresent(log -> begin(log.vpcId(), after));
        before.find(FlowLog.class, key).filter(_ -> there.isEmpty()).ifPresent(log -> end(log, after, now));
      }
    }
  }

  private void end(FlowLog log, Snapshot after, Instant now) {
    Optional.ofNullable(vpcs.get(log.vpcId())).ifPresent(counting -> counting.end(log, now));
    if (after.inNetwork(FlowLog.class, log.vpcId()).isEmpty()) {
      vpcs.remove(log.vpcId());
    }
    waiting = true;
    woken.signalAll();
  }

  /** Delivers what was counted, while the kernel still has everything. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      woken.signalAll();
      Snapshot snapshot = current.get();
      Instant now = clock.instant();
      for (Counting counting : vpcs.values()) {
        counting.drain(snapshot, now);
        counting.logs().forEach(log -> counting.end(log, now));
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, () -> "cannot count the last flows: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    deliveries.deliver();
  }
}
