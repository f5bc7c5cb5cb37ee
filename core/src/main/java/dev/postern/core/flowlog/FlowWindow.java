package dev.postern.core.flowlog;

import dev.postern.core.model.FlowLog;
import dev.postern.core.plan.FlowSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One interval of one flow log while it fills. Not for several threads. */
public final class FlowWindow {
  /** More flows than this in one interval are not kept. */
  private static final int LARGEST = 500_000;

  private final Instant start;
  private final Instant end;
  private final Map<Key, Tally> tallies = new HashMap<>();
  private final Set<LoggedInterface> skipping = new HashSet<>();

  /** @param kind apart until the end, so that a flag is told of accepted packets only when one of them had it */
  private record Key(LoggedInterface at, FlowTuple tuple, FlowSet.Kind kind) {}

  /** Of packets that one point counted. */
  private static final class Sum {
    private long packets;
    private long bytes;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    void add(long morePackets, long moreBytes, Instant from, Instant to) {
      packets += morePackets;
      bytes += moreBytes;
      first = from.isBefore(first) ? from : first;
      last = to.isAfter(last) ? to : last;
    }

    void add(Sum more) {
      add(more.packets, more.bytes, more.first, more.last);
    }

    /** Those that were not refused: what was sent has been counted before it was refused, at the latest in an interval before. */
    Sum without(Sum refused) {
      Sum left = new Sum();
      left.add(Math.max(0, packets - refused.packets), Math.max(0, bytes - refused.bytes), first, last);
      return left;
    }

    Sum atMost(Sum most) {
      Sum some = new Sum();
      some.add(Math.min(packets, most.packets), Math.min(bytes, most.bytes), first, last);
      return some;
    }
  }

  private static final class Tally {
    private final Sum passed = new Sum();
    private final Sum refused = new Sum();
    private final Optional<TrafficPath> path;

    Tally(Optional<TrafficPath> path) {
      this.path = path;
    }
  }

  public FlowWindow(Instant start, Instant end) {
    this.start = start;
    this.end = end;
  }

  public Instant start() {
    return start;
  }

  public Instant end() {
    return end;
  }

  /** Adds what was counted from one moment to another. */
  public void add(FlowCount count, Instant from, Instant to) {
    Key key = new Key(count.at(), count.tuple(), count.set().kind());
    if (tallies.size() >= LARGEST && !tallies.containsKey(key)) {
      skip(count.at());
      return;
    }
    Tally tally = tallies.computeIfAbsent(key, _ -> new Tally(count.path()));
    Sum sum =
        switch (count.set().point()) {
          case SENT, RECEIVED -> tally.passed;
          case REFUSED_OUT, REFUSED_IN -> tally.refused;
        };
    sum.add(count.packets(), count.bytes(), from, to);
  }

  /** Something about the interface could not be kept. */
  public void skip(LoggedInterface at) {
    skipping.add(at);
  }

  /** A flow's packets with one fate, over their flags. */
  private record Fate(LoggedInterface at, FlowTuple tuple, boolean accepted) {}

  private static final class Whole {
    private final Sum sum = new Sum();
    private final Optional<TrafficPath> path;
    private int flags;

    Whole(Optional<TrafficPath> path) {
      this.path = path;
    }
  }

  /**
   * The records of the interval, those of one interface together.
   *
   * @param covered the interfaces of the flow log, of which each has a record
   * @param until an end before the interval's own
   */
  public List<FlowRecord> records(FlowLog log, Collection<LoggedInterface> covered, Instant until) {
    Map<Fate, Whole> flows = new LinkedHashMap<>();
    tallies.forEach((key, tally) -> {
      // What is sent is counted with what is refused of it; what is received is not.
      boolean egress = key.tuple.egress();
      add(flows, key, true, egress ? tally.passed.without(tally.refused) : tally.passed, tally.path);
      add(flows, key, false, egress ? tally.refused.atMost(tally.passed) : tally.refused, Optional.empty());
    });
    Map<LoggedInterface, List<FlowRecord>> records = new HashMap<>();
    covered.forEach(i -> records.put(i, new ArrayList<>()));
    flows.forEach((fate, whole) -> {
      if (logs(log, fate.accepted)) {
        Sum sum = whole.sum;
        FlowRecord.Flow flow = new FlowRecord.Flow(fate.tuple, fate.accepted, sum.packets, sum.bytes, whole.flags, whole.path);
        records.computeIfAbsent(fate.at, _ -> new ArrayList<>())
            .add(new FlowRecord(fate.at, later(sum.first, start), earlier(sum.last, until), FlowRecord.Status.OK, Optional.of(flow)));
      }
    });
    skipping.forEach(i -> records.computeIfAbsent(i, _ -> new ArrayList<>()).add(without(i, until, FlowRecord.Status.SKIPDATA)));
    List<FlowRecord> all = new ArrayList<>();
    records.entrySet().stream()
        .sorted(Comparator.comparing(e -> e.getKey().id()))
        .forEach(e -> all.addAll(e.getValue().isEmpty() ? List.of(without(e.getKey(), until, FlowRecord.Status.NODATA)) : e.getValue()));
    return all;
  }

  private static void add(Map<Fate, Whole> flows, Key key, boolean accepted, Sum sum, Optional<TrafficPath> path) {
    if (sum.packets > 0) {
      Whole whole = flows.computeIfAbsent(new Fate(key.at, key.tuple, accepted), _ -> new Whole(path));
      whole.sum.add(sum);
      whole.flags |= flags(key.kind);
    }
  }

  private static int flags(FlowSet.Kind kind) {
    return switch (kind) {
      case FIN -> 1;
      case SYN -> 2;
      case RST -> 4;
      case SYN_ACK -> 18;
      case TCP, UDP, OTHER, LOST -> 0;
    };
  }

  private static boolean logs(FlowLog log, boolean accepted) {
    return switch (log.traffic()) {
      case ALL -> true;
      case ACCEPT -> accepted;
      case REJECT -> !accepted;
    };
  }

  private FlowRecord without(LoggedInterface at, Instant until, FlowRecord.Status status) {
    return new FlowRecord(at, start, earlier(end, until), status, Optional.empty());
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
