package dev.postern.app.flowlog;

import dev.postern.core.flowlog.FlowCount;
import dev.postern.core.flowlog.FlowRecord;
import dev.postern.core.flowlog.FlowWindow;
import dev.postern.core.flowlog.LoggedInterface;
import dev.postern.core.flowlog.LoggedNetwork;
import dev.postern.core.model.FlowLog;
import dev.postern.core.plan.FlowSet;
import dev.postern.core.state.Snapshot;
import dev.postern.linux.FlowCounts;
import dev.postern.linux.Kernel;
import dev.postern.linux.KernelException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.pcollections.TreePMap;

/** The counting of one VPC's flow logs. Not for several threads. */
final class Counting {
  /** A packet that has passed one of its rules passes the others long before this. */
  private static final long ON_ITS_WAY_NANOS = 10_000_000;

  private final String vpcId;
  private final Kernel kernel;
  private final Closed closed;
  private final Map<String, FlowWindow> open = new HashMap<>();

  /** The resources from which {@code network} was made, so that it is made anew only when one has changed. */
  private Optional<Object> members = Optional.empty();

  private LoggedNetwork network;

  /** As it was a turn ago: what is gone by now has perhaps been counted before. */
  private LoggedNetwork before;

  /** The sets that stand still were filled from the first to the second of these; those that are filled now, since the second. */
  private Instant stillSince;

  private Instant fillingSince;
  private OptionalInt epoch = OptionalInt.empty();

  /** Takes the records of an interval that is over. */
  interface Closed {
    void records(FlowLog log, Instant start, List<FlowRecord> records);
  }

  Counting(String vpcId, Snapshot snapshot, Kernel kernel, Instant now, Closed closed) {
    this.vpcId = vpcId;
    this.kernel = kernel;
    this.closed = closed;
    this.stillSince = now;
    this.fillingSince = now;
    this.network = LoggedNetwork.of(snapshot, vpcId);
    this.before = network;
  }

  /** Takes what was counted in the turn before this, and closes the intervals that are over by then. */
  void turn(Snapshot snapshot, Instant now) {
    refresh(snapshot);
    Instant from = stillSince;
    Instant to = fillingSince;
    stillSince = fillingSince;
    fillingSince = now;
    Optional<FlowCounts> counts = take();
    network.logs().forEach(log -> window(log, from));
    counts.ifPresent(c -> add(c, from, to));
    for (FlowLog log : network.logs()) {
      FlowWindow window = window(log, from);
      if (!window.end().isAfter(to)) {
        close(log, window, window.end());
      }
    }
    before = network;
  }

  /** Takes all that was counted until now. */
  void drain(Snapshot snapshot, Instant now) {
    turn(snapshot, now);
    LockSupport.parkNanos(ON_ITS_WAY_NANOS);
    turn(snapshot, now);
  }

  /** Closes a flow log's interval before its time. */
  void end(FlowLog log, Instant now) {
    Optional.ofNullable(open.get(log.id())).ifPresent(window -> close(log, window, now));
  }

  Collection<FlowLog> logs() {
    return network.logs();
  }

  private void refresh(Snapshot snapshot) {
    Object now = snapshot.networks().getOrDefault(vpcId, TreePMap.empty());
    if (members.isEmpty() || members.get() != now) {
      members = Optional.of(now);
      network = LoggedNetwork.of(snapshot, vpcId);
    }
  }

  /** The router may be on its way, or gone. */
  private Optional<FlowCounts> take() {
    try {
      return kernel.takeFlows(vpcId);
    } catch (KernelException e) {
      System.getLogger(Counting.class.getName()).log(System.Logger.Level.DEBUG, () -> "no flows of " + vpcId + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private void add(FlowCounts counts, Instant from, Instant to) {
    if (epoch.isPresent() && epoch.getAsInt() != counts.epoch()) {
      network.interfaces().forEach(i -> skip(i, from));
    }
    epoch = OptionalInt.of(counts.epoch());
    counts.counted().forEach((set, flows) -> {
      for (FlowCounts.Flow flow : flows) {
        if (set.kind() == FlowSet.Kind.LOST) {
          network.lost(flow.key()).forEach(i -> skip(i, from));
        } else {
          count(set, flow).ifPresent(c -> add(c, from, to));
        }
      }
    });
  }

  private Optional<FlowCount> count(FlowSet set, FlowCounts.Flow flow) {
    return network.count(set, flow.key(), flow.packets(), flow.bytes()).or(() -> before.count(set, flow.key(), flow.packets(), flow.bytes()));
  }

  private void add(FlowCount count, Instant from, Instant to) {
    for (FlowLog log : network.logs()) {
      if (count.at().isCovered(log)) {
        window(log, from).add(count, from, to);
      }
    }
  }

  private void skip(LoggedInterface at, Instant from) {
    network.logs().stream().filter(at::isCovered).forEach(log -> window(log, from).skip(at));
  }

  /** The interval that a moment is in; the first of a flow log begins with the moment. */
  private FlowWindow window(FlowLog log, Instant from) {
    FlowWindow window = open.get(log.id());
    if (window != null && from.isBefore(window.end())) {
      return window;
    }
    Instant aligned = Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), log.interval()) * log.interval());
    Instant start = window == null ? from : aligned;
    if (window != null) {
      close(log, window, window.end());
    }
    FlowWindow next = new FlowWindow(start, aligned.plusSeconds(log.interval()));
    open.put(log.id(), next);
    return next;
  }

  private void close(FlowLog log, FlowWindow window, Instant until) {
    List<LoggedInterface> covered = network.interfaces().stream().filter(i -> i.isCovered(log)).toList();
    List<FlowRecord> records = window.records(log, covered, until);
    open.remove(log.id());
    if (!records.isEmpty()) {
      closed.records(log, window.start(), records);
    }
  }
}
