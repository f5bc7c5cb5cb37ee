package dev.postern.app.meter;

import dev.postern.app.control.Control;
import dev.postern.app.observe.LastHour;
import dev.postern.core.doctor.Clues;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import dev.postern.linux.Kernel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Samples the kernel's counters every ten seconds, on demand, at the end, and before anything that is metered goes; turns them into totals that
 * only rise, through restarts and links made anew, and keeps when each metered thing was there.
 *
 * <p>A process that is killed loses what passed since its last sample. The hours of what is there go on while the cloud is stopped, as they would in AWS.
 */
public final class Meter implements Control.Witness, AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration FRESH = Duration.ofMillis(200);
  private static final Duration ROLL_UP_EVERY = Duration.ofHours(1);

  /** Of these, what a change takes away or moves has counted something; their kernel objects may go with it. */
  private static final Set<Kind> COUNTED =
      Set.of(
          Kind.VPC_ENDPOINT, Kind.NAT_GATEWAY, Kind.NETWORK_INTERFACE, Kind.INTERNET_GATEWAY, Kind.ELASTIC_IP, Kind.TRANSIT_GATEWAY_ATTACHMENT,
          Kind.VPC_PEERING_CONNECTION, Kind.INSTANCE, Kind.VPC);

  private static final System.Logger LOG = System.getLogger(Meter.class.getName());

  private final MeterStore store;
  private final Sampler sampler;
  private final Supplier<Snapshot> current;
  private final Supplier<Observed> observed;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ending = lock.newCondition();
  private final Map<Subject, Life> open = new HashMap<>();
  private final Map<String, Long> shared = new HashMap<>();
  private final Batch batch = new Batch();
  private final Map<ThroughNat, Long> seen = new HashMap<>();
  private final Instant began;
  private final LastHour<Trouble> lastHour = new LastHour<>();
  private Instant sampled = Instant.EPOCH;
  private Instant connectionsSampled = Instant.EPOCH;
  private Instant rolledUp;
  private boolean closed;
  private Optional<Thread> thread = Optional.empty();

  /** Takes up where the file left off: what came and went unseen is settled by what is there now. */
  public Meter(Path file, Supplier<Snapshot> current, Supplier<Observed> observed, Kernel kernel, Clock clock) {
    this.store = new MeterStore(file);
    this.sampler = new Sampler(kernel);
    this.current = current;
    this.observed = observed;
    this.clock = clock;
    this.began = clock.instant();
    this.rolledUp = began;
    store.open().forEach(life -> open.put(life.subject, life));
    settle(current.get());
  }

  private void settle(Snapshot snapshot) {
    Instant lastSeen = store.sampled().equals(Instant.EPOCH) ? clock.instant() : store.sampled();
    Set<Subject> there = new HashSet<>();
    for (Resource resource : snapshot.resources().values()) {
      for (Subject subject : Subject.of(snapshot, resource)) {
        there.add(subject);
        if (!open.containsKey(subject)) {
          Instant made = store.knows(resource.id()) ? lastSeen : Subject.made(resource).orElse(lastSeen);
          begin(subject, made);
        }
      }
    }
    List.copyOf(open.keySet()).stream().filter(s -> !there.contains(s)).forEach(s -> end(s, lastSeen));
  }

  /** Samples from now on. */
  public void start() {
    thread = Optional.of(Thread.ofPlatform().name("meter").daemon().start(this::run));
  }

  private void run() {
    lock.lock();
    try {
      long left = EVERY.toNanos();
      while (!closed) {
        left = ending.awaitNanos(left);
        if (left <= 0 && !closed) {
          trySample();
          left = EVERY.toNanos();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void trySample() {
    try {
      sample(false);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, () -> "cannot meter now: " + e.getMessage(), e);
    }
  }

  /** Samples now, unless that has just been done; what came or went since is told in any case. */
  public void refresh() {
    lock.lock();
    try {
      Instant now = clock.instant();
      if (closed) {
        return;
      }
      if (Duration.between(sampled, now).compareTo(FRESH) >= 0) {
        sample(true);
      } else {
        write(now);
      }
    } finally {
      lock.unlock();
    }
  }

  /** @param connections look at the connections too, and not only once a minute: there may be many */
  void sample(boolean connections) {
    lock.lock();
    try {
      Snapshot snapshot = current.get();
      Instant now = clock.instant();
      boolean newMinute = !now.truncatedTo(ChronoUnit.MINUTES).equals(connectionsSampled.truncatedTo(ChronoUnit.MINUTES));
      count(sampler.read(snapshot, observed.get()), now, newMinute);
      if (connections || newMinute) {
        connectionsSampled = now;
        look(sampler.readConnections(snapshot, observed.get()), now);
      }
      sampled = now;
      if (!batch.isEmpty() || newMinute) {
        write(now);
      }
      if (Duration.between(rolledUp, now).compareTo(ROLL_UP_EVERY) >= 0) {
        rolledUp = now;
        store.rollUp(now);
      }
    } finally {
      lock.unlock();
    }
  }

  /** What the disk refuses now is written with the next sample. */
  private void write(Instant now) {
    store.write(batch, now);
    batch.clear();
  }

  /** Adds what was counted since the last reading; in a minute without traffic only where AWS shows that minute too. */
  private void count(List<Reading> readings, Instant now, boolean newMinute) {
    String month = YearMonth.from(now.atOffset(ZoneOffset.UTC)).toString();
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    Map<Life, Map<Quantity, Long>> counted = new HashMap<>();
    for (Reading reading : readings) {
      Life life = open.get(reading.subject());
      if (life != null) {
        long more = counted(life, reading);
        counted.computeIfAbsent(life, _ -> new HashMap<>()).merge(reading.quantity(), more, Long::sum);
        Sampler.service(reading).filter(_ -> more > 0).ifPresent(service -> seen.merge(new ThroughNat(life.subject, service), more, Long::sum));
      }
    }
    counted.forEach((life, quantities) -> {
      boolean busy = quantities.values().stream().anyMatch(v -> v > 0);
      boolean shown = busy || newMinute && Metric.isShownIdle(life.subject.thing());
      quantities.forEach((quantity, value) -> {
        if (value > 0) {
          batch.add(life, quantity, month, value);
          trouble(life.subject.id(), quantity, value, now);
        }
        if (shown) {
          Metric.of(life.subject, quantity).forEach(metric -> batch.point(metric, minute, value));
        }
      });
    });
  }

  private void trouble(String id, Quantity quantity, long packets, Instant now) {
    switch (quantity) {
      case STALE_PACKETS -> lastHour.add(new Trouble(id, Clues.Mishap.Kind.STALE), packets, now);
      case LONG_PACKETS -> lastHour.add(new Trouble(id, Clues.Mishap.Kind.TOO_LONG), packets, now);
      case IN, OUT, NEW_CONNECTIONS, TO_SERVICES, TO_OTHER_REGIONS, S3, DYNAMODB, OTHER_SERVICES, IN_FROM_SOURCE, IN_FROM_SOURCE_PACKETS, OUT_TO_DESTINATION,
          OUT_TO_DESTINATION_PACKETS, IN_FROM_DESTINATION, IN_FROM_DESTINATION_PACKETS, OUT_TO_SOURCE, OUT_TO_SOURCE_PACKETS, DROPPED_PACKETS,
          ACTIVE_CONNECTIONS -> {}
    }
  }

  /** What became of packets in the last hour that endpoints and NAT gateways did not carry. */
  public List<Clues.Mishap> mishaps() {
    refresh();
    return lastHour.sums(clock.instant()).entrySet().stream().map(e -> new Clues.Mishap(e.getKey().kind, e.getKey().id, "", e.getValue())).toList();
  }

  /** What NAT gateways that are still there have carried between their VPCs and services since this process began. */
  public SeenTraffic seen() {
    lock.lock();
    try {
      refresh();
      seen.keySet().removeIf(key -> !open.containsKey(key.nat));
      Snapshot snapshot = current.get();
      List<SeenTraffic.Row> rows =
          seen.entrySet().stream().map(e -> SeenTraffic.row(snapshot, e.getKey().nat, e.getKey().service, e.getValue())).sorted(Comparator.comparing(SeenTraffic.Row::bytes).reversed()).toList();
      return new SeenTraffic(began, clock.instant(), rows);
    } finally {
      lock.unlock();
    }
  }

  private record ThroughNat(Subject nat, String service) {}

  private record Trouble(String id, Clues.Mishap.Kind kind) {}

  /** An edge's counters are an address's, whoever has it at the time; all others end with their subject. */
  private long counted(Life life, Reading reading) {
    return switch (reading.quantity()) {
      case TO_SERVICES, TO_OTHER_REGIONS, S3, DYNAMODB, OTHER_SERVICES -> {
        Long before = shared.put(life.subject.region() + " " + reading.quantity() + " " + reading.counter(), reading.value());
        yield before == null || before > reading.value() ? reading.value() : reading.value() - before;
      }
      case IN, OUT, NEW_CONNECTIONS, IN_FROM_SOURCE, IN_FROM_SOURCE_PACKETS, OUT_TO_DESTINATION, OUT_TO_DESTINATION_PACKETS, IN_FROM_DESTINATION,
          IN_FROM_DESTINATION_PACKETS, OUT_TO_SOURCE, OUT_TO_SOURCE_PACKETS, DROPPED_PACKETS, STALE_PACKETS, LONG_PACKETS, ACTIVE_CONNECTIONS ->
          life.counted(reading);
    };
  }

  private void look(List<Reading> readings, Instant now) {
    for (Reading reading : readings) {
      boolean shown = reading.value() > 0 || Metric.isShownIdle(reading.subject().thing()) || isBusy(reading.subject(), now);
      if (shown && open.containsKey(reading.subject())) {
        Metric.of(reading.subject(), reading.quantity()).forEach(metric -> batch.point(metric, now, reading.value()));
      }
    }
  }

  /** Whether it has carried something in this minute. */
  private boolean isBusy(Subject subject, Instant now) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    return Metric.of(subject, Quantity.IN).stream().anyMatch(m -> batch.points.containsKey(new Batch.Point(m, minute)));
  }

  /** Reads the counters of what is about to go once more, and keeps the time of what comes and goes. */
  @Override
  public void committed(Snapshot before, Snapshot after, Set<ResourceKey> changed) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      Instant now = clock.instant();
      Set<String> networks = new HashSet<>();
      for (ResourceKey key : changed) {
        if (COUNTED.contains(key.kind())) {
          before.find(key).ifPresent(resource -> networks.addAll(resource.networks()));
        }
      }
      networks.stream().filter(unit -> unit.startsWith("vpc-")).forEach(vpc -> count(sampler.read(before, vpc), now, false));
      Set<Subject> were = subjects(before, changed);
      Set<Subject> are = subjects(after, changed);
      were.stream().filter(s -> !are.contains(s)).forEach(s -> end(s, now));
      are.stream().filter(s -> !open.containsKey(s)).forEach(s -> begin(s, now));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, () -> "cannot meter a change: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  /** What is metered of the changed resources; an instance's state decides about the addresses of its interfaces. */
  private static Set<Subject> subjects(Snapshot snapshot, Set<ResourceKey> changed) {
    Set<Subject> subjects = new HashSet<>();
    for (ResourceKey key : changed) {
      Optional<Resource> resource = snapshot.find(key);
      resource.ifPresent(r -> subjects.addAll(Subject.of(snapshot, r)));
      if (resource.isPresent() && resource.get() instanceof Instance instance) {
        snapshot.inNetwork(NetworkInterface.class, instance.vpcId()).stream()
            .filter(eni -> eni.hostId().filter(instance.id()::equals).isPresent())
            .forEach(eni -> subjects.addAll(Subject.of(snapshot, eni)));
      }
    }
    return subjects;
  }

  private void begin(Subject subject, Instant at) {
    Life life = new Life(subject, at);
    open.put(subject, life);
    batch.begun.add(life);
  }

  private void end(Subject subject, Instant at) {
    Life life = open.remove(subject);
    if (life != null) {
      life.ended = Optional.of(at.isBefore(life.began) ? life.began : at);
      batch.ended.add(life);
    }
  }

  /** What was metered in a month, and in which VPCs a gateway endpoint would have been cheaper. */
  public MonthView month(YearMonth month) {
    refresh();
    return MonthView.of(month, clock.instant(), current.get(), store);
  }

  Instant now() {
    return clock.instant();
  }

  MeterStore store() {
    return store;
  }

  /** Samples for the last time, while the kernel still has everything. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      try {
        sample(true);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, () -> "cannot meter the end: " + e.getMessage(), e);
      }
      closed = true;
      ending.signalAll();
    } finally {
      lock.unlock();
    }
    thread.ifPresent(t -> {
      try {
        t.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
    store.close();
  }
}
