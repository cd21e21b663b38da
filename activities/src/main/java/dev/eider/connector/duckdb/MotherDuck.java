package dev.eider.connector.duckdb;

import dev.eider.secret.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * A database at MotherDuck. The token travels as a property, never in the URL, which ends up in
 * messages.
 *
 * @param catalog the database's name
 * @param token an access token
 */
record MotherDuck(String catalog, Secret token) implements Place {

  @Override
  public String key() {
    return "md:" + catalog + "?" + token.reveal();
  }

  @Override
  public String destinationName() {
    return "destination-motherduck";
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
    return true;
  }

  @Override
  public void check(boolean readOnly) {}

  @Override
  public Connection open(boolean readOnly) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("motherduck_token", token.reveal());
    properties.setProperty("motherduck_attach_mode", "single");
    properties.setProperty("custom_user_agent", "eider");
    Connection connection = DriverManager.getConnection("jdbc:duckdb:md:" + catalog, properties);
    NativeLibrary.unlink();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET GLOBAL TimeZone = 'UTC'");
      return connection;
    } catch (SQLException e) {
      Closing.quietly(connection);
      throw e;
    }
  }
}
