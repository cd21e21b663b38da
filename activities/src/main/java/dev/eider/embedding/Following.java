package dev.eider.embedding;

import dev.eider.destination.Outbox;
import dev.eider.destination.Outbox.Kept;
import dev.eider.embedding.Document.Piece;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Rejected;
import dev.eider.outcome.Vectors;
import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStore.Entry;
import dev.eider.vector.VectorStore.Found;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one collection in step with a table. The store is written first and the ledger after it:
 * what is done twice in between has the same ids and the same vectors.
 */
final class Following {
  private static final Logger LOG = LoggerFactory.getLogger(Following.class);
  private static final int ROWS = 256;
  private static final int CHUNKS = 512;

  private final Documents documents;
  private final Embedder embedder;
  private final VectorStore store;
  private final Found collection;
  private final Outbox outbox;
  private final Consumer<String> moved;
  private final List<String> keys;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> leftOut = new HashSet<>();
  private Vectors done = Vectors.NONE;
  private long refused;

  /** By these key columns. */
  Following(
      Target target,
      Outbox outbox,
      Documents documents,
      List<String> keys,
      Consumer<String> moved) {
    this.documents = documents;
    this.keys = keys;
    this.embedder = documents.embedder();
    this.store = target.store();
    this.collection = target.collection();
    this.outbox = outbox;
    this.moved = moved;
  }

  /** What was done, also when it was broken off. */
  Vectors done() {
    return done;
  }

  /** Documents the embedder or the store did not take. */
  long refused() {
    return refused;
  }

  /** Goes on until all is in step, or there is no more time; tells which. */
  boolean run(BooleanSupplier time) {
    List<Outbox.Changed> changed = outbox.changed(ROWS);
    while (!changed.isEmpty()) {
      follow(changed);
      if (!time.getAsBoolean()) {
        return false;
      }
      changed = outbox.changed(ROWS);
    }
    List<Kept> gone = outbox.gone(ROWS);
    while (!gone.isEmpty()) {
      List<String> ids = new ArrayList<>();
      gone.forEach(line -> surplus(line, 0, ids));
      delete(ids);
      outbox.forget(gone.stream().map(Kept::id).toList());
      gone = outbox.gone(ROWS);
    }
    return true;
  }

  private void follow(List<Outbox.Changed> rows) {
    Map<String, Work> all = new LinkedHashMap<>();
    for (Outbox.Changed row : rows) {
      Work work = work(row);
      if (!seen.add(work.document().id())) {
        throw new Misconfigured(
            "embed.same_key",
            collection.name(),
            "expected a primary key that tells rows apart but two rows have the same",
            "write primary_key: with the columns that do, or write: upsert");
      }
      all.put(work.document().id(), work);
    }
    Map<String, Kept> known = outbox.known(List.copyOf(all.keySet()));
    List<Work> some = new ArrayList<>();
    int chunks = 0;
    for (Work work : all.values()) {
      some.add(work);
      chunks += work.document().pieces().size();
      if (chunks >= CHUNKS) {
        write(some, known);
        some.clear();
        chunks = 0;
      }
    }
    write(some, known);
  }

  private Work work(Outbox.Changed row) {
    try {
      return new Work(row.version(), documents.of(row.row(), keys));
    } catch (Rejected e) {
      refused(e);
      return new Work(row.version(), documents.none(row.row(), keys));
    }
  }

  private void refused(Rejected e) {
    refused++;
    LOG.warn("document left out {}", e.problem().line());
  }

  private void write(List<Work> works, Map<String, Kept> known) {
    List<Kept> lines = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    List<String> surplus = new ArrayList<>();
    for (Work work : works) {
      Kept before = known.get(work.document().id());
      parts.addAll(parts(work.document(), before));
      if (before != null) {
        surplus(before, work.document().pieces().size(), surplus);
      }
    }
    for (int from = 0; from < parts.size(); from += CHUNKS) {
      upsert(parts.subList(from, Math.min(parts.size(), from + CHUNKS)));
    }
    for (Work work : works) {
      List<String> marks = work.document().pieces().stream().map(this::noted).toList();
      lines.add(new Kept(work.document().id(), work.version(), marks));
    }
    // What was there under the id of a chunk that is not taken is of a text that was.
    parts.stream()
        .filter(part -> part.known() && leftOut.contains(part.piece().id()))
        .forEach(part -> surplus.add(part.piece().id()));
    delete(surplus);
    outbox.keep(lines);
    moved.accept(done.embedded() + " chunks embedded");
  }

  /** Chunks that are new or changed. */
  private List<Part> parts(Document document, @Nullable Kept before) {
    List<Part> parts = new ArrayList<>();
    for (Piece piece : document.pieces()) {
      String mark = before == null ? "" : at(before.chunks(), piece.number());
      if (!mark.equals(Marks.of(piece))) {
        boolean inStore = !mark.isEmpty() && !mark.equals(Marks.LEFT_OUT);
        parts.add(new Part(piece, inStore, mark.startsWith(piece.textHash() + ":")));
      }
    }
    return parts;
  }

  private static String at(List<String> chunks, int number) {
    return number < chunks.size() ? chunks.get(number) : "";
  }

  private String noted(Piece piece) {
    return leftOut.contains(piece.id()) ? Marks.LEFT_OUT : Marks.of(piece);
  }

  private void upsert(List<Part> parts) {
    Map<String, float[]> vectors = new LinkedHashMap<>(kept(parts));
    done = done.plus(new Vectors(0, vectors.size(), 0));
    List<Part> bare =
        parts.stream().filter(part -> !vectors.containsKey(part.piece().id())).toList();
    embed(bare, vectors);
    List<Entry> entries = new ArrayList<>();
    for (Part part : parts) {
      Piece piece = part.piece();
      float[] vector = vectors.get(piece.id());
      if (vector != null) {
        entries.add(new Entry(piece.id(), piece.text(), vector, piece.metadata()));
      }
    }
    store(entries);
  }

  /** One the store does not accept is left out; the halves tell which. */
  private void store(List<Entry> entries) {
    try {
      store.upsert(collection, entries);
    } catch (Rejected e) {
      if (entries.size() == 1) {
        leftOut.add(entries.getFirst().id());
        refused(e);
        return;
      }
      store(entries.subList(0, entries.size() / 2));
      store(entries.subList(entries.size() / 2, entries.size()));
    }
  }

  /** The vectors of chunks whose metadata alone changed. */
  private Map<String, float[]> kept(List<Part> parts) {
    List<String> ids =
        parts.stream().filter(Part::sameText).map(part -> part.piece().id()).toList();
    return ids.isEmpty() ? Map.of() : store.vectors(collection, ids);
  }

  private void embed(List<Part> parts, Map<String, float[]> vectors) {
    if (parts.isEmpty()) {
      return;
    }
    try {
      List<float[]> made = embedder.embed(parts.stream().map(p -> p.piece().text()).toList());
      for (int i = 0; i < parts.size(); i++) {
        vectors.put(parts.get(i).piece().id(), made.get(i));
      }
      done = done.plus(new Vectors(parts.size(), 0, 0));
    } catch (Rejected e) {
      if (parts.size() == 1) {
        leftOut.add(parts.getFirst().piece().id());
        refused(e);
        return;
      }
      // One of them is not accepted: the halves tell which, and the others are.
      embed(parts.subList(0, parts.size() / 2), vectors);
      embed(parts.subList(parts.size() / 2, parts.size()), vectors);
    }
  }

  private static void surplus(Kept line, int from, List<String> ids) {
    for (int i = from; i < line.chunks().size(); i++) {
      ids.add(Document.entry(line.id(), i));
    }
  }

  private void delete(List<String> ids) {
    if (!ids.isEmpty()) {
      store.delete(collection, ids);
      done = done.plus(new Vectors(0, 0, ids.size()));
    }
  }

  /**
   * A row and what becomes of it.
   *
   * @param version the row's
   */
  private record Work(String version, Document document) {}

  /**
   * A chunk to write.
   *
   * @param known whether the store has something under its id
   * @param sameText whether it is there with the same text
   */
  private record Part(Piece piece, boolean known, boolean sameText) {}
}
