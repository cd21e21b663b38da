package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Streams.Known;
import dev.eider.destination.Destination.Run;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.plan.StreamTask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One table, one writer. */
final class Claims {
  private static final String TAKEN = "destination.table_taken";

  private final Session session;
  private final Schema schema;

  Claims(Session session, Schema schema) {
    this.session = session;
    this.schema = schema;
  }

  /** Two streams of one sync may not meet in a table; seen without looking at the database. */
  static void refuseDoubled(List<StreamTask> tasks) {
    Map<String, String> claimed = new HashMap<>();
    for (StreamTask task : tasks) {
      String other = claimed.put(Names.folded(task.table()), task.stream());
      if (other != null) {
        throw taken(
            task, "stream '" + other + "' of this sync writes it too", "name another table");
      }
    }
  }

  void refuseTaken(Run run, List<StreamTask> tasks) {
    for (StreamTask task : tasks) {
      new Streams(session, schema)
          .writersOf(task.table())
          .forEach(known -> refuse(run, task, known));
      refuseForeign(task);
    }
  }

  private static void refuse(Run run, StreamTask task, Known known) {
    boolean own = known.sync().equals(run.sync()) && known.stream().equals(task.stream());
    if (own && (run.fingerprint().isEmpty() || run.fingerprint().equals(known.fingerprint()))) {
      return;
    }
    String reset = "name another table, or run 'eider state reset' with that sync's file";
    if (own) {
      throw taken(
          task,
          "another configuration of the source wrote it",
          "name another table, or run the sync once with --full-refresh");
    }
    throw taken(
        task, "stream '" + known.stream() + "' of sync '" + known.sync() + "' writes it", reset);
  }

  /** A table somebody made by hand is not ours to change or replace. */
  private void refuseForeign(StreamTask task) {
    Table table = Table.find(session, schema, task.table()).orElse(null);
    if (table != null && !table.isManaged()) {
      throw taken(task, "it was not made by a sync", "name another table, or drop it");
    }
  }

  private static Misconfigured taken(StreamTask task, String message, String fix) {
    return new Misconfigured(
        TAKEN,
        task.stream(),
        "expected table '" + task.table() + "' to be free but " + message,
        fix);
  }
}
