package dev.postern.app.flowlog;

import dev.postern.app.control.Control;
import dev.postern.app.logs.LogFiles;
import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.flowlog.NoteDelivery;
import dev.postern.core.flowlog.FlowLogFile;
import dev.postern.core.flowlog.FlowRecord;
import dev.postern.core.flowlog.LogFormat;
import dev.postern.core.model.FlowLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Where the records of closed intervals wait until they are in their bucket or log group. What is refused is tried again with the next, as long as
 * its flow log is there.
 */
public final class Deliveries {
  private static final String ACCESS_ERROR = "Access error";

  /** Of those that cannot be delivered the oldest are dropped. */
  private static final int LARGEST = 1_000;

  private static final System.Logger LOG = System.getLogger(Deliveries.class.getName());

  private final Control control;
  private final LogBucket buckets;
  private final LogFiles groups;
  private final Deque<Delivery> waiting = new ArrayDeque<>();

  private record Delivery(FlowLog log, Instant start, List<FlowRecord> records) {}

  public Deliveries(Control control, LogBucket buckets, LogFiles groups) {
    this.control = control;
    this.buckets = buckets;
    this.groups = groups;
  }

  /** The records of one interval of one flow log. */
  synchronized void add(FlowLog log, Instant start, List<FlowRecord> records) {
    waiting.add(new Delivery(log, start, records));
  }

  private synchronized List<Delivery> take() {
    List<Delivery> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  private synchronized void again(List<Delivery> refused) {
    refused.reversed().forEach(waiting::addFirst);
    while (waiting.size() > LARGEST) {
      Delivery dropped = waiting.removeFirst();
      LOG.log(System.Logger.Level.WARNING, () -> "flow log records of " + dropped.start + " of " + dropped.log.id() + " are dropped: they could not be delivered");
    }
  }

  /** Delivers what waits; for one thread at a time. */
  void deliver() {
    List<Delivery> refused = new ArrayList<>();
    for (Delivery delivery : take()) {
      boolean delivered = deliver(delivery);
      boolean there = control.current().find(delivery.log.key()).isPresent();
      if (there) {
        note(delivery.log, delivered ? Optional.empty() : Optional.of(ACCESS_ERROR));
      }
      if (!delivered && there) {
        refused.add(delivery);
      }
    }
    again(refused);
  }

  private void note(FlowLog log, Optional<String> error) {
    boolean known = control.current().find(FlowLog.class, log.key()).filter(l -> l.deliveryError().equals(error)).isPresent();
    if (!known) {
      control.execute(new NoteDelivery(), caller(log), new NoteDelivery.Outcome(log.key(), error));
    }
  }

  /** The account of the flow log itself writes. */
  private static Caller caller(FlowLog log) {
    return Caller.root(log.key().account(), log.key().region());
  }

  private boolean deliver(Delivery delivery) {
    try {
      return switch (delivery.log.destination()) {
        case FlowLog.Bucket bucket -> put(delivery, bucket);
        case FlowLog.LogGroup group -> append(delivery, group);
      };
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, () -> "cannot deliver " + delivery.log.id() + ": " + e.getMessage(), e);
      return false;
    }
  }

  private static LogFormat format(FlowLog log) {
    try {
      return LogFormat.parse(log.format());
    } catch (LogFormat.Malformed e) {
      throw new IllegalStateException(log.id() + " has a format that was never accepted", e);
    }
  }

  private boolean put(Delivery delivery, FlowLog.Bucket bucket) {
    LogFormat format = format(delivery.log);
    StringBuilder text = new StringBuilder(format.header()).append('\n');
    delivery.records.forEach(r -> text.append(format.line(r)).append('\n'));
    byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
    String key = FlowLogFile.key(delivery.log, bucket, delivery.start, hash(content));
    return buckets.put(caller(delivery.log), bucket.bucket(), key, gzip(content));
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** An event of a log group is of the time when its record begins. */
  private boolean append(Delivery delivery, FlowLog.LogGroup group) {
    LogFormat format = format(delivery.log);
    Map<String, List<LogFiles.Event>> streams = new TreeMap<>();
    for (FlowRecord record : delivery.records) {
      streams.computeIfAbsent(FlowLogFile.stream(delivery.log, record.at()), _ -> new ArrayList<>()).add(new LogFiles.Event(record.start(), format.line(record)));
    }
    streams.forEach((stream, events) -> groups.append(new LogFiles.Group(group.account(), group.region(), group.name()), stream, events));
    return true;
  }
}
