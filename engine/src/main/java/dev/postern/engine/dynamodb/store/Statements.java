package dev.postern.engine.dynamodb.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** One connection's prepared statements, each prepared once; for one thread at a time. */
final class Statements implements AutoCloseable {
  /** Reads one result row. */
  interface RowReader {
    /** @return whether to go on to the next row */
    boolean read(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  int update(String sql, Object... parameters) {
    try {
      return bind(sql, parameters).executeUpdate();
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  void query(String sql, RowReader reader, Object... parameters) {
    try (ResultSet rows = bind(sql, parameters).executeQuery()) {
      while (rows.next() && reader.read(rows)) {
        // The reader decides how far to go.
      }
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  private PreparedStatement bind(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  Connection connection() {
    return connection;
  }

  /** Closes the connection; what it had not committed is undone. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      System.getLogger(Statements.class.getName()).log(System.Logger.Level.DEBUG, "close", e);
    }
  }
}
