package dev.postern.app.control;

import dev.postern.app.store.Store;
import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Seed;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.fabric.Units;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** The single writer of the desired state: applies an action, commits durably, and answers when the kernel carries the change. */
public final class Control implements Applier {
  /** Long enough for any change that works; after it the response says {@code pending}, which is the truth. */
  private static final Duration CARRIED_WITHIN = Duration.ofSeconds(3);

  private final Store store;
  private final Carrier carrier;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock writer = new ReentrantLock();
  private final List<Witness> witnesses = new CopyOnWriteArrayList<>();
  private volatile Snapshot current;

  public Control(Store store, Carrier carrier, Clock clock) {
    this.store = store;
    this.carrier = carrier;
    this.clock = clock;
    this.current = store.read();
  }

  /** Hears of each commit in its order, before the kernel is told: what is about to go is still carried then. Must be quick and not throw. */
  public interface Witness {
    void committed(Snapshot before, Snapshot after, Set<ResourceKey> changed);
  }

  public void tell(Witness witness) {
    witnesses.add(witness);
  }

  /** The last committed state. */
  public Snapshot current() {
    return current;
  }

  public Observed observed() {
    return carrier.observed();
  }

  /** Applies an action. @throws dev.postern.core.error.AwsException what the action refused; the state is untouched then */
  public <Q, R> R execute(Action<Q, R> action, Caller caller, Q request) {
    return execute(action, caller, request, UnaryOperator.identity(), false);
  }

  @Override
  public <Q, R> R execute(Action<Q, R> action, Caller caller, Q request, UnaryOperator<Snapshot> prepare, boolean dryRun) {
    Applied<R> applied;
    Snapshot committed;
    Set<String> networks;
    writer.lock();
    try {
      Snapshot before = current;
      applied = action.apply(prepare.apply(before), caller, request, facts());
      if (dryRun) {
        throw Ec2Error.DRY_RUN_OPERATION.with();
      }
      Snapshot next = applied.next();
      networks = Units.concerned(next, next.changes().networks());
      committed = next.changes().keys().isEmpty() ? before : store.commit(before.revision(), next);
      current = committed;
      witnesses.forEach(w -> w.committed(before, committed, next.changes().keys()));
      if (!networks.isEmpty()) {
        carrier.changed(committed, networks);
      }
    } finally {
      writer.unlock();
    }
    if (!networks.isEmpty()) {
      carrier.await(committed.revision(), networks, CARRIED_WITHIN);
    }
    return applied.response().apply(carrier.observed());
  }

  @Override
  public Facts facts() {
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    return new Facts(clock.instant(), new Seed(seed), carrier.observed());
  }
}
