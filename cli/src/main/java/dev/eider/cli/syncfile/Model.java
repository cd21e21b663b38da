package dev.eider.cli.syncfile;

import dev.eider.plan.Described;
import dev.eider.plan.Detection;
import dev.eider.plan.Evolution;
import dev.eider.plan.ReadMode;
import dev.eider.plan.Removal;
import dev.eider.plan.WriteWord;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Every key of a sync file, said once. */
final class Model {
  static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  static final List<Key> FUSE =
      List.of(
          optional(
              "percent", new Shape.Whole(0, 100), "Per cent of the table's rows; left out, 10."),
          optional("rows", new Shape.Whole(0, 1L << 40), "Rows; left out, 10000."));

  static final List<Key> CHUNKING =
      List.of(
          optional(
              "tokens",
              new Shape.Whole(1, 1_000_000),
              "Tokens of the model in one chunk at most; left out, what suits the model."),
          optional(
              "overlap",
              new Shape.Whole(0, 1_000_000),
              "Tokens two neighbouring chunks share; left out, 0."));

  static final List<Key> EMBED =
      List.of(
          required(
              "document",
              new Shape.Text(),
              "The template of a row's text, such as 'Name: {{ record.name }}'."),
          optional(
              "metadata",
              new Shape.Texts(),
              "Fields to keep beside the vectors and to search by; one in a nested field has dots."),
          optional(
              "chunk",
              new Shape.Part(CHUNKING),
              "How documents are cut that are too long for the model."),
          optional(
              "embedder",
              new Shape.Embedder(),
              "What turns texts into vectors; left out, minilm: in process, without a key."),
          optional(
              "store",
              new Shape.Stores(),
              "Where vectors go, one or a list; left out, the sync's own destination, where it is"
                  + " duckdb or motherduck."));

  static final List<Key> STREAM =
      List.of(
          optional(
              "mode",
              new Shape.Choice(
                  Stream.of(ReadMode.FULL_REFRESH, ReadMode.INCREMENTAL)
                      .map(ReadMode::word)
                      .toList()),
              "How the stream is read; left out, the best its source offers."),
          optional(
              "write",
              new Shape.Choice(Arrays.stream(WriteWord.values()).map(WriteWord::word).toList()),
              "How rows are written; left out, upsert with a primary key, else append with a"
                  + " cursor, else overwrite."),
          optional("primary_key", new Shape.Texts(), "The columns that identify a row."),
          optional("cursor", new Shape.Text(), "The column that grows with every change."),
          optional(
              "lookback",
              new Shape.Span(true),
              "How far before the last cursor value to read again, for rows that came late."),
          optional("table", new Shape.Text(), "The destination table."),
          optional("columns", new Shape.Texts(), "The columns to take; left out, all."),
          optional(
              "deletes",
              new Shape.Choice(Arrays.stream(Removal.values()).map(Removal::word).toList()),
              "With write: mirror, what becomes of rows gone at the source; left out, hard."),
          optional(
              "detect_deletes",
              new Shape.Choice(Arrays.stream(Detection.values()).map(Detection::word).toList()),
              "With write: mirror, how often rows that are gone are looked for; left out, every"
                  + " sync."),
          optional(
              "schema_changes",
              new Shape.Choice(Arrays.stream(Evolution.values()).map(Evolution::word).toList()),
              "What a changed schema does; left out, evolve: new columns and wider types are taken,"
                  + " anything else is asked first."),
          optional(
              "fuse",
              new Shape.Part(FUSE),
              "With write: mirror, how many rows may vanish before you are asked."),
          optional(
              "set_aside_limit",
              new Shape.Whole(0, 1L << 40),
              "How many rows of a run may be set aside before the stream stops; left out, 1000 or a"
                  + " tenth of the rows read, whichever is more."),
          optional(
              "embed",
              new Shape.Documents(),
              "How its rows become documents that 'eider search' finds by their meaning."));

  static final List<Key> CHUNK =
      List.of(
          optional("pages", new Shape.Whole(1, 1_000_000), "Pages in one chunk at most."),
          optional("time", new Shape.Span(false), "How long one chunk is extracted at most."),
          optional("bytes", new Shape.Whole(1, 1L << 40), "Bytes staged for one chunk at most."));

  static final List<Key> FILE =
      List.of(
          required("name", new Shape.Name(), "The sync's name: one name has one running sync."),
          required("source", new Shape.Connector(Described.Kind.SOURCE), "Where rows come from."),
          required(
              "destination", new Shape.Connector(Described.Kind.DESTINATION), "Where rows go."),
          optional(
              "streams",
              new Shape.Streams(),
              "The streams to sync, by name; left out, every stream of the source."),
          optional(
              "parallel_streams",
              new Shape.Whole(1, 64),
              "Streams extracted at the same time; left out, 4."),
          optional(
              "give_up_after",
              new Shape.Span(false),
              "How long to wait without progress for what is unavailable; left out, PT1H."),
          optional("chunk", new Shape.Part(CHUNK), "How the work is cut between checkpoints."),
          optional(
              "verify",
              new Shape.Flag(),
              "Compare source and destination after each sync; left out, false."));

  private Model() {}

  private static Key required(String name, Shape shape, String doc) {
    return new Key(name, shape, true, doc);
  }

  private static Key optional(String name, Shape shape, String doc) {
    return new Key(name, shape, false, doc);
  }
}
