package dev.postern.engine.s3.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** One connection to the database and the statements it has prepared; used by one thread at a time. */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  /** Makes a value of the current row. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  Session(Connection connection) {
    this.connection = connection;
  }

  <T> Optional<T> first(String sql, Row<T> row, Object... arguments) throws SQLException {
    try (ResultSet rows = bind(sql, arguments).executeQuery()) {
      return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
    }
  }

  <T> List<T> list(String sql, Row<T> row, Object... arguments) throws SQLException {
    List<T> all = new ArrayList<>();
    try (ResultSet rows = bind(sql, arguments).executeQuery()) {
      while (rows.next()) {
        all.add(row.read(rows));
      }
    }
    return all;
  }

  /** Shows row after row to {@code visit} until it answers false. */
  <T> void each(String sql, Row<T> row, Predicate<T> visit, Object... arguments) throws SQLException {
    try (ResultSet rows = bind(sql, arguments).executeQuery()) {
      while (rows.next() && visit.test(row.read(rows))) {}
    }
  }

  /** Runs a change. @return how many rows it touched */
  int update(String sql, Object... arguments) throws SQLException {
    return bind(sql, arguments).executeUpdate();
  }

  private PreparedStatement bind(String sql, Object... arguments) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case byte[] bytes -> statement.setBytes(i + 1, bytes);
        case Long number -> statement.setLong(i + 1, number);
        case Integer number -> statement.setInt(i + 1, number);
        case Object text -> statement.setString(i + 1, text.toString());
      }
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
