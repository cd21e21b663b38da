package dev.eider.cli;

import dev.eider.outcome.Problem;
import dev.eider.outcome.VerifyReport.Compared;
import dev.eider.outcome.VerifyReport.Difference;
import dev.eider.outcome.VerifyReport.Stored;
import java.util.ArrayList;
import java.util.List;

/** What was found about the vectors of streams: one line a store, the first differences. */
final class StoresText {
  private static final int FIRST = 10;

  private StoresText() {}

  /** Nothing where no stream has vectors. */
  static List<String> lines(List<Compared> streams) {
    List<String> lines = new ArrayList<>();
    Columns table =
        new Columns(
            "STREAM",
            "STORE",
            "COLLECTION",
            "RESULT",
            "ENTRIES",
            "SAME",
            "MISSING",
            "SURPLUS",
            "STALE",
            "ROWS WAITING",
            "ROWS GONE");
    for (Compared stream : streams) {
      for (Stored store : stream.stores()) {
        table.row(
            stream.stream(),
            store.store(),
            store.collection(),
            result(store),
            store.entries(),
            store.same(),
            store.missing(),
            store.surplus(),
            store.stale(),
            store.waiting(),
            store.gone());
        lines.addAll(first(stream, store));
      }
    }
    if (streams.stream().anyMatch(stream -> !stream.stores().isEmpty())) {
      lines.addFirst(table.text());
    }
    return lines;
  }

  private static String result(Stored store) {
    if (store.fault() != null) {
      return "not compared";
    }
    return store.equal() ? "equal" : "different";
  }

  private static List<String> first(Compared stream, Stored store) {
    if (store.first().isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(stream.stream() + " in " + store.store() + ", first differences:");
    for (Difference difference : store.first().stream().limit(FIRST).toList()) {
      lines.add("  " + difference.difference() + ": " + difference.id());
    }
    long all = store.missing() + store.surplus() + store.stale() + store.waiting() + store.gone();
    if (all > lines.size() - 1L) {
      lines.add("  and " + Numbers.grouped(all - lines.size() + 1) + " more");
    }
    return lines;
  }

  /** What to do about it. */
  static List<Problem> notes(Compared stream) {
    List<Problem> notes = new ArrayList<>();
    for (Stored store : stream.stores()) {
      String where = stream.stream() + " in " + store.store();
      if (!store.equal() && store.fault() == null) {
        notes.add(note(store, where));
      }
      if (store.leftOut() > 0) {
        notes.add(
            new Problem(
                "verify.left_out",
                where,
                Numbers.grouped(store.leftOut()) + " chunks have no vector: no embedder took them",
                "see the worker's log of the sync"));
      }
    }
    return notes;
  }

  private static Problem note(Stored store, String where) {
    long entries = store.missing() + store.surplus() + store.stale();
    if (entries == 0) {
      return new Problem(
          "verify.vectors",
          where,
          "vectors do not follow all rows yet",
          "run the sync: it brings them in step");
    }
    if (store.mended() > 0) {
      return new Problem(
          "verify.mended",
          where,
          "what was surplus is removed, what is missing or stale is to be made again",
          "run the sync: it makes just these");
    }
    return new Problem(
        "verify.vectors",
        where,
        Numbers.grouped(entries) + " entries are not as the sync wrote them",
        "write --mend, then run the sync: it makes just these again");
  }
}
