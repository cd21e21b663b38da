package dev.eider.connector.duckdb;

import dev.eider.fault.Fault.Unavailable;
import dev.eider.record.RowSink;
import dev.eider.record.Staging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands a relation's rows out stretch by stretch, as files or one by one. */
final class Stretches {
  private final Lease lease;
  private final Session session;
  private final Relation relation;
  private final @Nullable List<String> columns;

  Stretches(Lease lease, Session session, Relation relation, @Nullable List<String> columns) {
    this.lease = lease;
    this.session = session;
    this.relation = relation;
    this.columns = columns;
  }

  /**
   * Copies the next stretch that has rows into a file; types stay as they are.
   *
   * @param witness shown the table of the file before it is handed on
   */
  void copyOne(Reading reading, RowSink sink, long limit, Consumer<String> witness) {
    while (!reading.done()) {
      String where = reading.where();
      List<String> edge = reading.order().edge(session, relation.sql(), where, limit);
      String stretch = bounded(reading, where, edge);
      boolean any = edge != null || !session.query(one(stretch)).isEmpty();
      if (any) {
        copy(sink, stretch, witness);
      }
      reading.reached(edge);
      if (any) {
        sink.pageDone(relation.stream());
        skipEmptyParts(reading);
        return;
      }
    }
  }

  /** A chunk that would be empty costs a round of every step, so the end is found out now. */
  private void skipEmptyParts(Reading reading) {
    while (!reading.done() && session.query(one(reading.where())).isEmpty()) {
      reading.reached(null);
    }
  }

  private String one(String where) {
    return "SELECT 1 FROM " + relation.sql() + " WHERE " + where + " LIMIT 1";
  }

  /** Copies rows into the batch's file; without any there is no batch. */
  void copy(RowSink sink, String where, Consumer<String> witness) {
    long rows = copied(sink, where, witness);
    if (rows > 0) {
      sink.wrote(rows);
    }
  }

  private long copied(RowSink sink, String where, Consumer<String> witness) {
    try (Attachment file = Attachment.writing(lease, sink.file())) {
      String batch = file.schema().table(Attachment.BATCH);
      // The file is read once and thrown away: packing its columns costs more than their bytes.
      session.script("SET force_compression = 'uncompressed'");
      session.script(
          "CREATE TABLE %s AS SELECT %s FROM %s WHERE %s"
              .formatted(batch, relation.selection(columns), relation.sql(), where));
      session.script("SET force_compression = 'auto'");
      witness.accept(batch);
      return session.number("SELECT count(*) FROM " + batch);
    } catch (Unavailable e) {
      throw e.problem().code().equals(Faults.DISK_FULL) ? full(sink.file()) : e;
    }
  }

  /** The source is only read: the disk that is full is the batch's. */
  private static Unavailable full(Path batch) {
    return Staging.unavailable(batch, new IOException("no space is left on its disk"));
  }

  /** Hands out rows until the chunk is full. */
  void rows(Reading reading, RowSink sink, long limit) {
    JsonRows json = new JsonRows(relation, relation.taken(columns));
    while (!reading.done()) {
      String where = reading.where();
      List<String> edge = reading.order().edge(session, relation.sql(), where, limit);
      session.stream(
          "SELECT %s FROM %s WHERE %s%s"
              .formatted(
                  json.selection(), relation.sql(), bounded(reading, where, edge), order(reading)),
          line -> sink.row(json.row(line)));
      reading.reached(edge);
      if (sink.pageDone(relation.stream())) {
        return;
      }
    }
  }

  private static String order(Reading reading) {
    List<String> columns = reading.order().columns();
    return columns.isEmpty() ? "" : " ORDER BY " + String.join(", ", columns);
  }

  private static String bounded(Reading reading, String where, @Nullable List<String> edge) {
    return edge == null ? where : where + " AND " + reading.order().compare("<=", edge);
  }
}
