package dev.eider.connector.duckdb;

/**
 * Our tables in one schema, through one session.
 *
 * @param session to work with
 * @param schema where everything is
 * @param streams who writes what
 * @param ledger which batches are in
 * @param states PyAirbyte's tables
 * @param schemas which schemas were accepted
 * @param listing which keys a complete listing had, and which are gone
 */
record Books(
    Session session,
    Schema schema,
    Streams streams,
    Ledger ledger,
    StateTables states,
    Schemas schemas,
    Listing listing) {

  static Books of(Session session, Schema schema, String destinationName) {
    return new Books(
        session,
        schema,
        new Streams(session, schema),
        new Ledger(session, schema),
        new StateTables(session, schema, destinationName),
        new Schemas(session, schema),
        new Listing(session, schema));
  }

  void create() {
    session.script("CREATE SCHEMA IF NOT EXISTS " + schema.sql());
    states.create();
    streams.create();
    ledger.create();
    schemas.create();
  }

  /** Brings tables of a version before this one up to date: it may have opened the run. */
  void renew() {
    Table found = Table.find(session, schema, Ledger.NAME).orElse(null);
    if (found == null || !found.columns().containsKey(Ledger.YOUNGEST)) {
      create();
    }
  }
}
