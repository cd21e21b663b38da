package dev.eider.connector.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eider.connector.chroma.ChromaApi.Items;
import dev.eider.fault.Fault.Rejected;
import dev.eider.http.Answer;
import dev.eider.vector.VectorStore.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries. Chroma's upsert merges metadata, so what an entry has there is asked first, and
 * keys that are to go are sent as null.
 */
final class Writing {
  private final ChromaApi api;
  private @Nullable Boolean packed;

  Writing(ChromaApi api) {
    this.api = api;
  }

  void upsert(Items items, List<Entry> entries) {
    entries.forEach(entry -> Metadata.refuseOdd(entry.metadata().keySet(), api.label()));
    for (List<Entry> batch : Batches.of(entries)) {
      write(items, batch);
    }
  }

  private void write(Items items, List<Entry> batch) {
    Map<String, JsonNode> stored = stored(items, batch.stream().map(Entry::id).toList());
    Answer answer = api.answer(items, "upsert", body(batch, stored));
    if (answer.status() != ChromaApi.TOO_LARGE) {
      JsonNode unused = api.items(items, answer);
      return;
    }
    if (batch.size() == 1) {
      throw new Rejected(
          "chroma.entry_too_large",
          api.label(),
          "expected a document Chroma takes in one request but it is larger",
          "cut documents into smaller chunks");
    }
    int half = batch.size() / 2;
    write(items, batch.subList(0, half));
    write(items, batch.subList(half, batch.size()));
  }

  /** The metadata of those that are there, by their ids. */
  Map<String, JsonNode> stored(Items items, List<String> ids) {
    ObjectNode body = ChromaApi.object();
    ids.forEach(body.putArray("ids")::add);
    body.putArray("include").add("metadatas");
    JsonNode said = api.ask(items, "get", body);
    Map<String, JsonNode> stored = new HashMap<>();
    JsonNode found = said.path("ids");
    for (int i = 0; i < found.size(); i++) {
      stored.put(found.get(i).asText(), said.path("metadatas").path(i));
    }
    return stored;
  }

  private ObjectNode body(List<Entry> batch, Map<String, JsonNode> stored) {
    ObjectNode body = ChromaApi.object();
    ArrayNode ids = body.putArray("ids");
    ArrayNode vectors = body.putArray("embeddings");
    ArrayNode documents = body.putArray("documents");
    ArrayNode metadatas = body.putArray("metadatas");
    boolean pack = packs();
    for (Entry entry : batch) {
      ids.add(entry.id());
      documents.add(entry.document());
      JsonNode before = stored.get(entry.id());
      metadatas.add(Metadata.replacing(before, entry.metadata()));
      if (pack) {
        vectors.add(packed(entry.vector()));
      } else {
        ArrayNode numbers = vectors.addArray();
        for (float number : entry.vector()) {
          numbers.add(number);
        }
      }
    }
    return body;
  }

  /** Whether the server takes vectors as bytes, a third of what their digits take. */
  private boolean packs() {
    if (packed == null) {
      packed = api.server("pre-flight-checks").path("supports_base64_encoding").asBoolean(false);
    }
    return packed;
  }

  private static String packed(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
