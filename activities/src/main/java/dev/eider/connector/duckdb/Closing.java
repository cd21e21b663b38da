package dev.eider.connector.duckdb;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets go of connections; what fails then is worth a log line and no more. */
final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private Closing() {}

  static void quietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("a connection did not close properly", e);
    }
  }
}
