package dev.postern.app.meter;

import dev.postern.core.price.Metered;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was metered, in one SQLite file: lives with their totals a month, and the datapoints of CloudWatch, which become fewer with age as
 * CloudWatch's do. <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html">AWS</a>
 */
final class MeterStore implements AutoCloseable {
  private static final int FORMAT = 1;
  private static final int MINUTE = 60;
  private static final int FIVE_MINUTES = 300;
  private static final int HOUR = 3600;
  private static final Duration MINUTES_KEPT = Duration.ofDays(15);
  private static final Duration FIVE_MINUTES_KEPT = Duration.ofDays(63);
  private static final Duration HOURS_KEPT = Duration.ofDays(455);
  private static final TypeReference<TreeMap<String, String>> DIMENSIONS = new TypeReference<>() {};

  private final Connection connection;
  private final Map<Metric, Long> metrics = new HashMap<>();

  MeterStore(Path file) {
    try {
      connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode=WAL");
        statement.execute("PRAGMA synchronous=FULL");
        statement.execute("PRAGMA busy_timeout=5000");
        statement.execute("CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID");
        statement.execute(
            "CREATE TABLE IF NOT EXISTS life(row INTEGER PRIMARY KEY, thing TEXT, account TEXT, region TEXT, id TEXT, zone TEXT, subnet TEXT,"
                + " vpc TEXT, about TEXT, began INTEGER, ended INTEGER)");
        statement.execute("CREATE INDEX IF NOT EXISTS life_id ON life(id)");
        statement.execute(
            "CREATE TABLE IF NOT EXISTS total(life INTEGER, quantity TEXT, month TEXT, value INTEGER, PRIMARY KEY(life, quantity, month)) WITHOUT ROWID");
        statement.execute(
            "CREATE TABLE IF NOT EXISTS metric(row INTEGER PRIMARY KEY, account TEXT, region TEXT, namespace TEXT, name TEXT, unit TEXT,"
                + " gauge INTEGER, dimensions TEXT, UNIQUE(account, region, namespace, name, dimensions))");
        statement.execute(
            "CREATE TABLE IF NOT EXISTS point(metric INTEGER, period INTEGER, start INTEGER, samples INTEGER, sum REAL, min REAL, max REAL,"
                + " PRIMARY KEY(metric, period, start)) WITHOUT ROWID");
        statement.execute("CREATE INDEX IF NOT EXISTS point_age ON point(period, start)");
        statement.execute("INSERT OR IGNORE INTO meta VALUES('format', " + FORMAT + "), ('sampled', 0)");
      }
      connection.setAutoCommit(false);
      long format = meta("format");
      if (format != FORMAT) {
        throw new MeterException(file + " has format " + format + ", this version reads " + FORMAT, new SQLException());
      }
      loadMetrics();
    } catch (SQLException e) {
      throw new MeterException("cannot open " + file + ": " + e.getMessage(), e);
    }
  }

  /** The disk refused. */
  static final class MeterException extends RuntimeException {
    MeterException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A life and its totals of one month. */
  record Metering(Subject subject, Instant began, Optional<Instant> ended, Map<Quantity, Long> totals) {}

  /** A datapoint: of a minute, or longer when it is old. */
  record Datapoint(Instant start, long samples, double sum, double min, double max) {}

  private interface Work<T> {
    T run() throws SQLException;
  }

  /** Makes a batch durable, all of it or nothing. */
  synchronized void write(Batch batch, Instant sampled) {
    inTransaction(() -> {
      for (Life life : batch.begun) {
        life.row = insert(life);
      }
      addTotals(batch);
      try (PreparedStatement end = connection.prepareStatement("UPDATE life SET ended = ? WHERE row = ?")) {
        for (Life life : batch.ended) {
          end.setLong(1, life.ended.orElseThrow().toEpochMilli());
          end.setLong(2, life.row);
          end.executeUpdate();
        }
      }
      addPoints(batch);
      try (PreparedStatement mark = connection.prepareStatement("UPDATE meta SET value = ? WHERE name = 'sampled'")) {
        mark.setLong(1, sampled.toEpochMilli());
        mark.executeUpdate();
      }
      return true;
    });
  }

  private long insert(Life life) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO life(thing, account, region, id, zone, subnet, vpc, about, began) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
            Statement.RETURN_GENERATED_KEYS)) {
      Subject subject = life.subject;
      List<String> texts =
          List.of(
              subject.thing().name(), subject.account(), subject.region(), subject.id(), subject.zone(), subject.subnetId(), subject.vpcId(), subject.about());
      for (int i = 0; i < texts.size(); i++) {
        insert.setString(i + 1, texts.get(i));
      }
      insert.setLong(texts.size() + 1, life.began.toEpochMilli());
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  private void addTotals(Batch batch) throws SQLException {
    try (PreparedStatement add =
        connection.prepareStatement("INSERT INTO total VALUES(?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value")) {
      for (Map.Entry<Batch.Total, Long> total : batch.totals.entrySet()) {
        add.setLong(1, total.getKey().life().row);
        add.setString(2, total.getKey().quantity().name());
        add.setString(3, total.getKey().month());
        add.setLong(4, total.getValue());
        add.addBatch();
      }
      add.executeBatch();
    }
  }

  /** A minute is one sample of a count, which grows; each look at a gauge is one of its own. */
  private void addPoints(Batch batch) throws SQLException {
    String insert = "INSERT INTO point VALUES(?, " + MINUTE + ", ?, 1, ?3, ?3, ?3) ON CONFLICT DO UPDATE SET ";
    try (PreparedStatement count =
            connection.prepareStatement(insert + "sum = sum + excluded.sum, min = min + excluded.min, max = max + excluded.max");
        PreparedStatement gauge =
            connection.prepareStatement(
                insert + "samples = samples + 1, sum = sum + excluded.sum, min = min(min, excluded.min), max = max(max, excluded.max)")) {
      for (Map.Entry<Batch.Point, Long> point : batch.points.entrySet()) {
        Metric metric = point.getKey().metric();
        PreparedStatement add = metric.gauge() ? gauge : count;
        add.setLong(1, row(metric));
        add.setLong(2, Math.floorDiv(point.getKey().at().getEpochSecond(), MINUTE) * MINUTE);
        add.setDouble(3, point.getValue());
        add.addBatch();
      }
      count.executeBatch();
      gauge.executeBatch();
    }
  }

  private long row(Metric metric) throws SQLException {
    Long known = metrics.get(metric);
    if (known != null) {
      return known;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO metric(account, region, namespace, name, unit, gauge, dimensions) VALUES(?, ?, ?, ?, ?, ?, ?)", Statement.RETURN_GENERATED_KEYS)) {
      insert.setString(1, metric.account());
      insert.setString(2, metric.region());
      insert.setString(3, metric.namespace());
      insert.setString(4, metric.name());
      insert.setString(5, metric.unit().name());
      insert.setBoolean(6, metric.gauge());
      insert.setString(7, JsonMapper.shared().writeValueAsString(metric.dimensions()));
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        long row = keys.getLong(1);
        metrics.put(metric, row);
        return row;
      }
    }
  }

  private void loadMetrics() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT row, account, region, namespace, name, unit, gauge, dimensions FROM metric")) {
      while (rows.next()) {
        Metric metric =
            new Metric(
                rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5), Metric.Unit.valueOf(rows.getString(6)), rows.getBoolean(7),
                JsonMapper.shared().readValue(rows.getString(8), DIMENSIONS));
        metrics.put(metric, rows.getLong(1));
      }
    }
  }

  /** The lives that have not ended. */
  synchronized List<Life> open() {
    return asked(() -> {
      List<Life> lives = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(LIFE + " WHERE ended IS NULL")) {
        while (rows.next()) {
          Life life = new Life(subject(rows), Instant.ofEpochMilli(rows.getLong(9)));
          life.row = rows.getLong(11);
          lives.add(life);
        }
      }
      return lives;
    });
  }

  /** Whether there ever was a life of this resource. */
  synchronized boolean knows(String id) {
    return asked(() -> {
      try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM life WHERE id = ?")) {
        select.setString(1, id);
        try (ResultSet rows = select.executeQuery()) {
          return rows.next();
        }
      }
    });
  }

  /** When a batch was last written; the epoch when none was. */
  synchronized Instant sampled() {
    return asked(() -> Instant.ofEpochMilli(meta("sampled")));
  }

  private static final String LIFE = "SELECT thing, account, region, id, zone, subnet, vpc, about, began, ended, row FROM life";

  private static Subject subject(ResultSet rows) throws SQLException {
    return new Subject(
        Metered.valueOf(rows.getString(1)), rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5), rows.getString(6),
        rows.getString(7), rows.getString(8));
  }

  /** What lived between two instants, with the totals of a month. */
  synchronized List<Metering> metered(Instant from, Instant to, String month) {
    return asked(() -> {
      Map<Long, Map<Quantity, Long>> totals = new HashMap<>();
      try (PreparedStatement select = connection.prepareStatement("SELECT life, quantity, value FROM total WHERE month = ?")) {
        select.setString(1, month);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            totals.computeIfAbsent(rows.getLong(1), _ -> new EnumMap<>(Quantity.class)).put(Quantity.valueOf(rows.getString(2)), rows.getLong(3));
          }
        }
      }
      List<Metering> lives = new ArrayList<>();
      try (PreparedStatement select = connection.prepareStatement(LIFE + " WHERE began < ? AND (ended IS NULL OR ended >= ?) ORDER BY thing, id, zone, began")) {
        select.setLong(1, to.toEpochMilli());
        select.setLong(2, from.toEpochMilli());
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            long ended = rows.getLong(10);
            Optional<Instant> end = rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended));
            lives.add(new Metering(subject(rows), Instant.ofEpochMilli(rows.getLong(9)), end, totals.getOrDefault(rows.getLong(11), Map.of())));
          }
        }
      }
      return lives;
    });
  }

  /** The metrics of an account in a Region that have a datapoint since then. */
  synchronized List<Metric> metrics(String account, String region, Instant since) {
    return asked(() -> {
      List<Metric> found = new ArrayList<>();
      try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM point WHERE metric = ? AND period = " + MINUTE + " AND start >= ? LIMIT 1")) {
        for (Map.Entry<Metric, Long> metric : metrics.entrySet()) {
          if (metric.getKey().account().equals(account) && metric.getKey().region().equals(region)) {
            select.setLong(1, metric.getValue());
            select.setLong(2, since.getEpochSecond());
            try (ResultSet rows = select.executeQuery()) {
              if (rows.next()) {
                found.add(metric.getKey());
              }
            }
          }
        }
      }
      return found;
    });
  }

  /** The metric that is called so. */
  synchronized Optional<Metric> metric(String account, String region, String namespace, String name, SortedMap<String, String> dimensions) {
    return metrics.keySet().stream()
        .filter(m -> m.name().equals(name) && m.dimensions().equals(dimensions) && m.namespace().equals(namespace))
        .filter(m -> m.account().equals(account) && m.region().equals(region))
        .findFirst();
  }

  /** A metric's datapoints that are no longer than {@code longest} seconds and begin in this time, the oldest first. */
  synchronized List<Datapoint> points(Metric metric, Instant from, Instant to, int longest) {
    Long row = metrics.get(metric);
    if (row == null) {
      return List.of();
    }
    return asked(() -> {
      List<Datapoint> points = new ArrayList<>();
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT start, samples, sum, min, max FROM point WHERE metric = ? AND period <= ? AND start >= ? AND start < ? ORDER BY start")) {
        select.setLong(1, row);
        select.setInt(2, longest);
        select.setLong(3, from.getEpochSecond());
        select.setLong(4, to.getEpochSecond());
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            points.add(
                new Datapoint(Instant.ofEpochSecond(rows.getLong(1)), rows.getLong(2), rows.getDouble(3), rows.getDouble(4), rows.getDouble(5)));
          }
        }
      }
      return points;
    });
  }

  /** Makes old minutes five minutes, old five minutes hours, and forgets old hours. */
  synchronized void rollUp(Instant now) {
    inTransaction(() -> {
      merge(MINUTE, FIVE_MINUTES, now.minus(MINUTES_KEPT));
      merge(FIVE_MINUTES, HOUR, now.minus(FIVE_MINUTES_KEPT));
      delete(HOUR, now.minus(HOURS_KEPT).getEpochSecond());
      return true;
    });
  }

  private void merge(int fine, int coarse, Instant before) throws SQLException {
    long boundary = Math.floorDiv(before.getEpochSecond(), coarse) * coarse;
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO point SELECT metric, ?1, start / ?1 * ?1, sum(samples), sum(sum), min(min), max(max) FROM point"
                + " WHERE period = ?2 AND start < ?3 GROUP BY metric, start / ?1")) {
      insert.setInt(1, coarse);
      insert.setInt(2, fine);
      insert.setLong(3, boundary);
      insert.executeUpdate();
    }
    delete(fine, boundary);
  }

  private void delete(int period, long before) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement("DELETE FROM point WHERE period = ? AND start < ?")) {
      delete.setInt(1, period);
      delete.setLong(2, before);
      delete.executeUpdate();
    }
  }

  private long meta(String name) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT value FROM meta WHERE name = ?")) {
      select.setString(1, name);
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private void inTransaction(Work<Boolean> work) {
    try {
      work.run();
      connection.commit();
    } catch (SQLException e) {
      try {
        connection.rollback();
        // Rows given out in what was taken back are nobody's.
        metrics.clear();
        loadMetrics();
      } catch (SQLException second) {
        e.addSuppressed(second);
      }
      throw new MeterException("cannot write what was metered: " + e.getMessage(), e);
    }
  }

  private <T> T asked(Work<T> work) {
    try {
      T answer = work.run();
      connection.commit();
      return answer;
    } catch (SQLException e) {
      throw new MeterException("cannot read what was metered: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new MeterException("cannot close what was metered", e);
    }
  }
}
