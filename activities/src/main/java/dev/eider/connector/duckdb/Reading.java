package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Cursor.Phase;
import dev.eider.connector.duckdb.Cursor.Resume;
import dev.eider.connector.duckdb.Cursor.State;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.source.Source.ReadRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One read of one relation: which rows come next, and how to write down where it stands. */
final class Reading {
  private final Relation relation;
  private final StreamTask task;
  private final @Nullable String column;
  private final @Nullable String begun;
  private final Keyset identity;
  private final String only;
  private State kept = State.NONE;
  private Resume at;

  private Reading(Relation relation, ReadRequest request, @Nullable String column, Resume at) {
    this.relation = relation;
    this.task = request.task();
    this.column = column;
    this.begun = request.from().state();
    this.identity = Keyset.identity(relation);
    // Rows that are handed out one by one are set aside by whoever takes them.
    boolean keyed = request.format() == BatchFormat.DUCKDB && !task.write().keys().isEmpty();
    this.only = keyed ? "NOT " + Fingerprint.of(relation, task).keyless() : "true";
    this.at = at;
  }

  private Reading(Fingerprint print, StreamTask task, @Nullable List<String> after) {
    this.relation = print.relation();
    this.task = task;
    this.column = null;
    this.begun = null;
    this.identity = print.order();
    this.only = "NOT " + print.keyless();
    this.at = new Resume(Phase.ALL, null, null, after);
  }

  /** Every row that has a key, in the key's order. */
  static Reading keyed(Fingerprint print, StreamTask task, @Nullable List<String> after) {
    return new Reading(print, task, after);
  }

  /** Writes the snapshot that goes with the state into every state from here on. */
  void keep(State snapshot) {
    kept = snapshot;
  }

  /** The last row read of this part; empty = there are no more. */
  @Nullable List<String> after() {
    return at.after();
  }

  static Reading from(Session session, Relation relation, ReadRequest request) {
    StreamTask task = request.task();
    Position from = request.from();
    String column = task.mode() == ReadMode.INCREMENTAL ? cursor(relation, task) : null;
    Resume at =
        from.resume() != null
            ? Cursor.resume(from.resume(), task.stream())
            : start(session, relation, column, from.state());
    return new Reading(relation, request, column, at);
  }

  static @Nullable String cursor(Relation relation, StreamTask task) {
    String asked = task.cursor();
    if (asked == null) {
      return relation.cursor();
    }
    String column = relation.column(asked).orElse(null);
    if (column == null || !Types.canBeCursor(relation.type(column))) {
      throw new Misconfigured(
          "duckdb.cursor",
          task.stream(),
          "expected cursor '"
              + asked
              + "' to be a column of dates, timestamps or integers but "
              + (column == null ? "there is none" : "it is " + relation.type(column)),
          "name another cursor, or read with mode: full_refresh");
    }
    return column;
  }

  /**
   * The upper bound is taken before the first row is read: later changes wait for the next sync.
   */
  private static Resume start(
      Session session, Relation relation, @Nullable String column, @Nullable String state) {
    if (column == null) {
      return new Resume(Phase.ALL, null, null, null);
    }
    String upper = upper(session, relation, column);
    State known = Cursor.state(state, column);
    String lower = known == null ? null : known.value();
    return new Resume(upper == null ? Phase.TIMELESS : Phase.WINDOW, lower, upper, null);
  }

  /** The largest cursor there is now. */
  static @Nullable String upper(Session session, Relation relation, String column) {
    return session
        .query(
            "SELECT CAST(max(%s) AS VARCHAR) FROM %s WHERE NOT %s"
                .formatted(
                    Names.quoted(column), relation.sql(), timeless(column, relation.type(column))))
        .getFirst()
        .textOrNull(0);
  }

  private static String timeless(String column, String type) {
    String name = Names.quoted(column);
    String infinite = Types.canBeInfinite(type) ? " OR NOT isfinite(" + name + ")" : "";
    return "(" + name + " IS NULL" + infinite + ")";
  }

  Keyset order() {
    return at.phase() == Phase.WINDOW && column != null
        ? identity.after(column, relation.type(column))
        : identity;
  }

  /** The rows of this part that are not read yet. */
  String where() {
    List<String> after = at.after();
    String rest = after == null ? "true" : order().compare(">", after);
    return part() + " AND " + only + " AND " + rest;
  }

  /** The rows this whole read is about, those without a key as well; asked at its start. */
  String scope() {
    return at.phase() == Phase.WINDOW && column != null
        ? "((" + part() + ") OR " + timeless(column, relation.type(column)) + ")"
        : part();
  }

  private String part() {
    if (column == null) {
      return "true";
    }
    String type = relation.type(column);
    return switch (at.phase()) {
      case ALL -> "true";
      case TIMELESS -> timeless(column, type);
      case WINDOW -> "NOT " + timeless(column, type) + lower(column, type) + upper(column, type);
    };
  }

  /** From the state's cursor on, itself included: rows with the same value may have come since. */
  private String lower(String name, String type) {
    String lower = at.lower();
    if (lower == null) {
      return "";
    }
    String value = Keyset.typed(lower, type);
    Duration lookback = task.lookback();
    if (!lookback.isZero() && Types.canBeInfinite(type)) {
      String plain = type.equals("TIMESTAMP WITH TIME ZONE") ? value : value + "::TIMESTAMP";
      value = plain + " - to_microseconds(" + lookback.toNanos() / 1000 + ")";
    }
    return " AND " + Names.quoted(name) + " >= " + value;
  }

  private String upper(String name, String type) {
    String upper = at.upper();
    return upper == null ? "" : " AND " + Names.quoted(name) + " <= " + Keyset.typed(upper, type);
  }

  /** How many rows this whole read will hand out, counted at its start. */
  long rows(Session session) {
    return session.number(
        "SELECT count(*) FROM " + relation.sql() + " WHERE " + scope() + " AND " + only);
  }

  /** Notes the last row of a stretch, or that a part of the read is done. */
  void reached(@Nullable List<String> edge) {
    if (edge != null) {
      at = at.after(edge);
      return;
    }
    at =
        at.phase() == Phase.WINDOW
            ? new Resume(Phase.TIMELESS, at.lower(), at.upper(), null)
            : new Resume(at.phase(), at.lower(), at.upper(), List.of());
  }

  boolean done() {
    List<String> after = at.after();
    return after != null && after.isEmpty();
  }

  Position position() {
    return done() ? Position.end(state()) : Position.within(state(), Cursor.write(at));
  }

  /** The cursor grows along the read, so a sync that stops half-way goes on from there. */
  private @Nullable String state() {
    List<String> after = at.after();
    String upper = at.upper();
    if (column == null || upper == null) {
      return column == null ? null : begun();
    }
    if (at.phase() == Phase.WINDOW) {
      return after == null ? begun() : written(column, after.getFirst());
    }
    return written(column, upper);
  }

  private String written(String name, String value) {
    return Cursor.write(
        new State(name, value, relation.type(name), kept.snapshot(), kept.version()));
  }

  private @Nullable String begun() {
    State known = Cursor.any(begun);
    boolean same = known.snapshot() == null || known.snapshot().equals(kept.snapshot());
    return same ? begun : Cursor.write(known.of(null, null));
  }
}
