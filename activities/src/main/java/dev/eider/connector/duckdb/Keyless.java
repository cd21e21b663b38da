package dev.eider.connector.duckdb;

import dev.eider.outcome.Problem;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.Tolerance;
import dev.eider.record.RowSink;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a relation that lack a part of their key: they are set aside, never staged. */
final class Keyless {
  private static final String CODE = "row.no_key";

  /** So many rows take less than the time after which silence is taken for death. */
  private static final long ROWS_PER_PULSE = 10_000;

  private final Session session;
  private final Fingerprint print;
  private final StreamTask task;
  private long done;

  Keyless(Session session, Fingerprint print, StreamTask task) {
    this.session = session;
    this.print = print;
    this.task = task;
  }

  /** Sets aside those a read meets, told by a condition. */
  void setAside(RowSink sink, String where) {
    if (print.relation().key().containsAll(print.keys())) {
      return; // declared, so never null
    }
    String rows = print.relation().sql() + " WHERE " + print.keyless() + " AND (" + where + ")";
    long all = session.number("SELECT count(*) FROM " + rows);
    if (all == 0) {
      return;
    }
    long kept = Math.min(all, most(all));
    Relation relation = print.relation();
    JsonRows json = new JsonRows(relation, relation.taken(task.columns()));
    session.flow(
        "SELECT %s FROM %s LIMIT %d".formatted(json.selection(), rows, kept),
        line -> keep(json.row(line), sink));
    if (all > kept) {
      sink.setAside(all - kept, problem("every key column", (all - kept) + " more rows have none"));
    }
  }

  /**
   * How many are kept with their text. A complete read meets all of them again, and ends with one
   * more than is tolerated; what a cursor has passed is never seen again.
   */
  private long most(long keyless) {
    if (task.mode() == ReadMode.INCREMENTAL) {
      return keyless;
    }
    Tolerance tolerance = task.tolerance() == null ? Tolerance.DEFAULT : task.tolerance();
    return tolerance.most(session.number("SELECT count(*) FROM " + print.relation().sql()));
  }

  private void keep(Map<String, @Nullable Object> row, RowSink sink) {
    List<String> missing = print.keys().stream().filter(key -> row.get(key) == null).toList();
    String column = missing.isEmpty() ? "" : missing.getFirst();
    sink.setAside(row, problem("key column '" + column + "'", "there is none"));
    if (++done % ROWS_PER_PULSE == 0) {
      sink.waiting(done + " rows without a key");
    }
  }

  private Problem problem(String where, String instead) {
    return new Problem(
        CODE, task.stream(), "expected a value in " + where + " but " + instead, null);
  }
}
