package dev.eider.embedding;

import dev.eider.embedding.Document.Piece;
import dev.eider.fault.Fault.Defect;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Rejected;
import dev.eider.plan.EmbedPlan;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import dev.eider.template.TemplateException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes documents of a stream's rows. Equal rows become equal documents, in every run; safe to
 * share between threads.
 */
public final class Documents {
  /** What a template calls the row. */
  public static final String RECORD = "record";

  /** Changes with the way documents are cut, so that they are all made anew. */
  private static final int CUTTING = 2;

  private static final int FINGERPRINT = 16;
  private static final int ID = 32;
  private static final int LONGEST_KEY = 200;

  private final String sync;
  private final String stream;
  private final EmbedPlan plan;
  private final Embedder embedder;
  private final Template template;
  private final Clock clock = Clock.systemUTC();

  /**
   * Documents of one stream.
   *
   * @param sync the sync's name
   * @param stream the stream's name
   * @param plan what becomes of its rows
   * @param embedder by whose tokens they are cut
   */
  public Documents(String sync, String stream, EmbedPlan plan, Embedder embedder) {
    this.sync = sync;
    this.stream = stream;
    this.plan = plan;
    this.embedder = embedder;
    this.template = compiled(stream, plan);
  }

  private static Template compiled(String stream, EmbedPlan plan) {
    try {
      return Template.compile(plan.document());
    } catch (TemplateException e) {
      throw new Misconfigured(
          "embedding.template", where(stream), String.valueOf(e.getMessage()), "correct it");
    }
  }

  private static String where(String stream) {
    return "/streams/" + stream + "/embed/document";
  }

  /**
   * The document of a row. Fields that are null or not there leave nothing in its text.
   *
   * @param row by column, as JSON is read: texts, numbers, flags, nested maps and lists
   * @param keyColumns the primary key's columns, always in the same order; the row has them all
   * @throws Rejected when the template fails on this row
   */
  public Document of(Map<String, ? extends @Nullable Object> row, List<String> keyColumns) {
    Document bare = none(row, keyColumns);
    String text = text(row, bare.key());
    return isBlank(text)
        ? bare
        : new Document(bare.id(), bare.key(), pieces(bare.id(), text, metadata(row, bare.key())));
  }

  /** The document of a row that has no text. */
  Document none(Map<String, ? extends @Nullable Object> row, List<String> keyColumns) {
    Map<String, @Nullable Object> key = key(row, keyColumns);
    List<@Nullable Object> identity = new ArrayList<>(List.of(sync, stream));
    identity.addAll(key.values());
    String id = Sha256.hex(Canonical.text(identity)).substring(0, ID);
    return new Document(id, RowMetadata.json(key), List.of());
  }

  /** By whose tokens they are cut. */
  Embedder embedder() {
    return embedder;
  }

  /**
   * Names what decides the vectors of all documents: embedder, template and chunks. Where it
   * changes, all are made anew; metadata is left to each chunk's own hash. 16 hex digits.
   */
  public String fingerprint() {
    int tokens = plan.tokens() == 0 ? embedder.bestTokens() : plan.tokens();
    List<Object> decisive =
        List.of(embedder.fingerprint(), plan.document(), tokens, plan.overlap(), CUTTING);
    return Sha256.hex(Canonical.text(decisive)).substring(0, FINGERPRINT);
  }

  private Map<String, @Nullable Object> key(
      Map<String, ? extends @Nullable Object> row, List<String> keyColumns) {
    if (keyColumns.isEmpty()) {
      // All rows would be one document.
      throw new Defect(
          "embedding.no_key", "/streams/" + stream, "expected a key to know documents by", null);
    }
    Map<String, @Nullable Object> key = new LinkedHashMap<>();
    for (String column : keyColumns) {
      if (!row.containsKey(column)) {
        throw new Defect(
            "embedding.no_key",
            "/streams/" + stream,
            "expected key column '" + column + "' in a row but it is missing",
            null);
      }
      key.put(column, row.get(column));
    }
    return key;
  }

  private String text(Map<String, ? extends @Nullable Object> row, String key) {
    try {
      return template.document(new Scope(clock, Map.of(RECORD, row)));
    } catch (TemplateException e) {
      // Its own message may quote the row, even where it tells of a field that is not there.
      throw new Rejected(
          "embedding.document",
          where(stream),
          "expected a text for the row with key " + shown(key) + " but " + why(row, e.undefined()),
          "look at the row, or make the template allow for it");
    }
  }

  private String why(Map<String, ? extends @Nullable Object> row, boolean undefined) {
    Set<String> fields = new TreeSet<>(template.fieldsOf(RECORD));
    List<String> absent = fields.stream().filter(field -> row.get(field) == null).toList();
    if (undefined && !absent.isEmpty()) {
      return "it has no value for '" + String.join("', '", absent) + "'";
    }
    String of = fields.isEmpty() ? "" : " of '" + String.join("', '", fields) + "'";
    return "the template cannot be used with its values" + of;
  }

  private static String shown(String key) {
    return key.length() <= LONGEST_KEY
        ? key
        : key.substring(0, key.offsetByCodePoints(0, LONGEST_KEY / 2)) + "…";
  }

  private static boolean isBlank(String text) {
    return text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
  }

  private Map<String, Object> metadata(Map<String, ? extends @Nullable Object> row, String key) {
    Map<String, Object> metadata = RowMetadata.of(row, plan.metadata());
    metadata.put(Document.SYNC, sync);
    metadata.put(Document.STREAM, stream);
    metadata.put(Document.KEY, key);
    return metadata;
  }

  private List<Piece> pieces(String id, String text, Map<String, Object> metadata) {
    String metadataHash = Sha256.hex(RowMetadata.json(new TreeMap<>(metadata)));
    List<Piece> pieces = new ArrayList<>();
    for (Chunk chunk : Chunks.of(text, embedder, plan.tokens(), plan.overlap())) {
      String hash = Sha256.hex(chunk.text());
      Map<String, Object> all = new HashMap<>(metadata);
      all.put(Document.CHUNK, (long) chunk.number());
      all.put(Document.HASH, hash);
      pieces.add(
          new Piece(
              Document.entry(id, chunk.number()),
              chunk.number(),
              chunk.text(),
              hash,
              metadataHash,
              all));
    }
    return pieces;
  }
}
