package dev.eider.connector.duckdb;

import dev.eider.digest.Digests;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of a result that is fetched while it is walked over. */
final class StreamedRows implements Digests.Rows {
  private final ResultSet result;
  private final String where;
  private long id;
  private long hash;
  private boolean newer;

  StreamedRows(ResultSet result, String where) {
    this.result = result;
    this.where = where;
  }

  @Override
  public boolean next() {
    try {
      if (!result.next()) {
        return false;
      }
      id = result.getLong(1);
      hash = result.getLong(2);
      newer = result.getBoolean(3);
      return true;
    } catch (SQLException e) {
      throw Faults.of(e, where);
    }
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public long hash() {
    return hash;
  }

  @Override
  public boolean newer() {
    return newer;
  }
}
