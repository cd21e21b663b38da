package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Cursor.State;
import dev.eider.connector.duckdb.Snapshot.Meta;
import dev.eider.plan.ReadMode;
import dev.eider.plan.WriteMode;
import dev.eider.source.Source.ReadRequest;
import org.jspecify.annotations.Nullable;

/**
 * Notes in the snapshot which rows are handed out between two reads that compare. A row that came
 * and went between them is in neither, and would stay at the destination for ever.
 */
final class Seen {
  private final Session session;
  private final Snapshot snapshot;
  private final @Nullable Fingerprint print;
  private final State state;

  private Seen(Session session, Snapshot snapshot, @Nullable Fingerprint print, State state) {
    this.session = session;
    this.snapshot = snapshot;
    this.print = print;
    this.state = state;
  }

  static Seen of(Session session, Relation relation, ReadRequest request, Snapshot snapshot) {
    State state = Cursor.any(request.from().state());
    boolean mirrored =
        request.task().mode() == ReadMode.INCREMENTAL
            && request.task().write() instanceof WriteMode.Mirror
            && state.snapshot() != null;
    if (mirrored) {
      Fingerprint print = Fingerprint.of(relation, request.task());
      Meta meta = snapshot.open();
      if (meta != null && meta.unusable(state, Snapshot.engine(session), print.shape()) == null) {
        return new Seen(session, snapshot, print, state);
      }
    }
    return new Seen(session, snapshot, null, State.NONE);
  }

  /** The state whose snapshot holds on; none where it knows nothing of what is handed out. */
  State state() {
    return state;
  }

  /** Notes the rows of a table with the relation's columns, before anybody else has them. */
  void add(String table) {
    if (print != null) {
      session.script(
          "INSERT INTO %s SELECT DISTINCT %s FROM %s WHERE NOT %s"
              .formatted(snapshot.table("seen"), print.keyId(), table, print.keyless()));
    }
  }
}
