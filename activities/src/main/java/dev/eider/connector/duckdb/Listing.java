package dev.eider.connector.duckdb;

import dev.eider.fault.Fault.Defect;

/**
 * Two tables beside a mirrored one while a run of its stream goes on, each one number a row: the
 * keys its complete listing had, and the keys a survey found gone; of rows without a key their
 * {@link ContentHash}. Noted in the transaction of the rows, so that a batch is listed if and only
 * if it is loaded.
 */
final class Listing {
  /** What a column of {@link KeyId}s is. */
  static final String KEY_ID = "BIGINT";

  private final Session session;
  private final Schema schema;

  Listing(Session session, Schema schema) {
    this.session = session;
    this.schema = schema;
  }

  /** An empty listing for a new run; what another run left is forgotten. */
  void begin(String table, String type) {
    drop(table);
    session.script("CREATE TABLE " + schema.table(Names.seen(table)) + column(type));
  }

  void drop(String table) {
    session.script(
        "DROP TABLE IF EXISTS %s; DROP TABLE IF EXISTS %s"
            .formatted(schema.table(Names.seen(table)), schema.table(Names.gone(table))));
  }

  /** Notes the keys of rows. */
  void note(String table, String keyIds) {
    session.run("INSERT INTO " + seen(table) + " SELECT key_id FROM (" + keyIds + ")");
  }

  /** Where the listed keys are. */
  String seen(String table) {
    return expected(Names.seen(table), "the keys this run has listed");
  }

  /** Where the keys that are gone are. */
  String gone(String table) {
    return expected(Names.gone(table), "the rows a survey found gone");
  }

  /** Begins to note what is gone; what a survey before noted is forgotten. */
  void fix(String table, String type) {
    session.script("CREATE OR REPLACE TABLE " + schema.table(Names.gone(table)) + column(type));
  }

  /** Notes rows that are gone, and tells how many these are. */
  long add(String table, String keyIds) {
    return session.update(
        "INSERT INTO " + schema.table(Names.gone(table)) + " SELECT key_id FROM (" + keyIds + ")");
  }

  private static String column(String type) {
    return " (key_id " + type + ")";
  }

  /** A missing listing is not an empty one: with that, every row would be gone. */
  private String expected(String name, String what) {
    if (Table.find(session, schema, name).isEmpty()) {
      throw new Defect(
          "destination.no_listing",
          name,
          "expected " + what + " but table '" + name + "' is not there",
          null);
    }
    return schema.table(name);
  }
}
