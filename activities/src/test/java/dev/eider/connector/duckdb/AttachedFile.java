package dev.eider.connector.duckdb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Stands in for MotherDuck: a catalog attached under a name to an engine that has none. */
record AttachedFile(Path path, String catalog) implements Place {

  @Override
  public String key() {
    return "attached:" + path;
  }

  @Override
  public String label() {
    return "md:" + catalog;
  }

  @Override
  public boolean elsewhere() {
    return true;
  }

  @Override
  public boolean exists() {
    return Files.exists(path);
  }

  @Override
  public void check(boolean readOnly) {}

  @Override
  public Connection open(boolean readOnly) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET GLOBAL TimeZone = 'UTC'");
      statement.execute(
          "ATTACH " + Names.literal(path.toString()) + " AS " + Names.quoted(catalog));
      return connection;
    }
  }
}
