package dev.postern.engine.s3.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The access points and their policies. */
public final class AccessPoints {
  /** An empty text stands for no VPC, and for no policy. */
  static final List<String> SCHEMA = List.of(
      """
      CREATE TABLE access_point (
        account TEXT, region TEXT, name TEXT, bucket INTEGER NOT NULL, vpc TEXT NOT NULL, blocks TEXT NOT NULL, created INTEGER NOT NULL,
        policy TEXT NOT NULL, PRIMARY KEY (account, region, name)) WITHOUT ROWID
      """,
      "CREATE INDEX access_point_bucket ON access_point (bucket)");

  /**
   * Gives an alias to each that has none: as much of its name as a bucket's name of 63 characters has room for, and 34 characters of chance.
   * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html#access-points-alias">AWS</a>
   */
  private static final String NAME =
      "UPDATE access_point SET alias = rtrim(substr(name, 1, 20), '-') || '-' || lower(hex(randomblob(17))) || '-s3alias' WHERE alias = ''";

  /** Points of the version before get their aliases here. */
  static final List<String> ALIASES = List.of(
      "ALTER TABLE access_point ADD COLUMN alias TEXT NOT NULL DEFAULT ''",
      NAME,
      "CREATE UNIQUE INDEX access_point_alias ON access_point (alias)");

  private static final String SELECT =
      """
      SELECT p.account, p.region, p.name, p.vpc, p.blocks, p.created, p.policy, p.alias, b.id, b.name, b.account, b.region, b.created
      FROM access_point p JOIN bucket b ON b.id = p.bucket
      """;
  private static final String ONE = "WHERE p.account = ? AND p.region = ? AND p.name = ?";

  private final Database database;

  AccessPoints(Database database) {
    this.database = database;
  }

  /** What came of making one. */
  public sealed interface Made {
    /** @param point with its alias */
    record Done(AccessPoint point) implements Made {}

    record NameTaken() implements Made {}

    record NoBucket() implements Made {}
  }

  public Optional<AccessPoint> find(String account, String region, String name) {
    return database.read(session -> session.first(SELECT + ONE, AccessPoints::read, account, region, name));
  }

  /** The one to which an alias leads, whoever's and wherever it is. */
  public Optional<AccessPoint> aliased(String alias) {
    return database.read(session -> session.first(SELECT + "WHERE p.alias = ?", AccessPoints::read, alias));
  }

  /** Every account's in every Region, by ARN. */
  public List<AccessPoint> all() {
    return database.read(session -> session.list(SELECT + "ORDER BY p.region, p.account, p.name", AccessPoints::read));
  }

  /** The account's in a Region by name, those behind {@code after}; @param bucket its name, empty for any */
  public List<AccessPoint> owned(String account, String region, String bucket, String after, int limit) {
    return database.read(session -> session.list(
        SELECT + "WHERE p.account = ? AND p.region = ? AND (? = '' OR b.name = ?) AND p.name > ? ORDER BY p.name LIMIT ?",
        AccessPoints::read, account, region, bucket, bucket, after, limit));
  }

  public boolean anyOf(Bucket bucket) {
    return database.read(session -> anyOf(session, bucket));
  }

  /** Whether a bucket has any, of whatever account; asked within a change that takes the bucket away. */
  static boolean anyOf(Session session, Bucket bucket) throws SQLException {
    return session.first("SELECT 1 FROM access_point WHERE bucket = ? LIMIT 1", _ -> 1, bucket.id()).isPresent();
  }

  public Made create(AccessPoint point) {
    return database.write(session -> {
      if (!Buckets.exists(session, point.bucket())) {
        return new Made.NoBucket();
      }
      int rows = session.update(
          "INSERT INTO access_point (account, region, name, bucket, vpc, blocks, created, policy) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
          point.account(), point.region(), point.name(), point.bucket().id(), point.vpc().orElse(""), point.blocks(),
          point.created().toEpochMilli(), point.policy().orElse(""));
      if (rows == 0) {
        return new Made.NameTaken();
      }
      session.update(NAME);
      return new Made.Done(session.first(SELECT + ONE, AccessPoints::read, point.account(), point.region(), point.name()).orElseThrow());
    });
  }

  /** @return false when it is not there any more */
  public boolean delete(AccessPoint point) {
    return database.write(session -> session.update(
        "DELETE FROM access_point WHERE account = ? AND region = ? AND name = ?", point.account(), point.region(), point.name()) > 0);
  }

  /** Gives it a policy, or none. @return false when it is not there any more */
  public boolean setPolicy(AccessPoint point, Optional<String> policy) {
    return database.write(session -> session.update(
        "UPDATE access_point SET policy = ? WHERE account = ? AND region = ? AND name = ?",
        policy.orElse(""), point.account(), point.region(), point.name()) > 0);
  }

  private static AccessPoint read(ResultSet row) throws SQLException {
    Bucket bucket = new Bucket(row.getLong(9), row.getString(10), row.getString(11), row.getString(12), Instant.ofEpochMilli(row.getLong(13)));
    return new AccessPoint(
        row.getString(1), row.getString(2), row.getString(3), row.getString(8), bucket, some(row.getString(4)), row.getString(5),
        Instant.ofEpochMilli(row.getLong(6)), some(row.getString(7)));
  }

  private static Optional<String> some(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }
}
