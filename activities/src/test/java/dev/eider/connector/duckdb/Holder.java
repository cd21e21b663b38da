package dev.eider.connector.duckdb;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Another process that has a file open, until it is ended. */
final class Holder {
  private Holder() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + args[0])) {
      System.out.print('x');
      System.out.flush();
      int ignored = System.in.read();
      connection.clearWarnings();
    }
  }
}
