package dev.eider.embedding.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.fault.Fault.Defect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pieces of words a model knows, as its {@code tokenizer.json} lists them. */
final class Vocabulary {
  private static final String CONTINUING = "##";

  private final Map<String, Integer> first = new HashMap<>();
  private final Map<String, Integer> continuing = new HashMap<>();
  private final int longest;

  Vocabulary(Map<String, Integer> pieces) {
    int most = 1;
    for (Map.Entry<String, Integer> piece : pieces.entrySet()) {
      String text = piece.getKey();
      boolean continues = text.startsWith(CONTINUING) && text.length() > CONTINUING.length();
      String bare = continues ? text.substring(CONTINUING.length()) : text;
      (continues ? continuing : first).put(bare, piece.getValue());
      // "##" in front of a first piece is punctuation and stays what it is.
      most = Math.max(most, bare.length());
    }
    longest = most;
  }

  /** From a resource of the class path. */
  static Vocabulary read(String resource) {
    try (@Nullable InputStream in = Vocabulary.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new Defect(
            "embedding.model_missing", resource, "expected it on the class path", null);
      }
      JsonNode listed = new ObjectMapper().readTree(in).at("/model/vocab");
      Map<String, Integer> pieces = new HashMap<>();
      listed.properties().forEach(each -> pieces.put(each.getKey(), each.getValue().intValue()));
      return new Vocabulary(pieces);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of a whole piece. */
  int required(String piece) {
    @Nullable Integer id = first.get(piece);
    if (id == null) {
      throw new Defect(
          "embedding.model_missing", "tokenizer.json", "expected the piece '" + piece + "'", null);
    }
    return id;
  }

  /** The number of a piece at a word's beginning or inside it; null = there is none. */
  @Nullable Integer find(String piece, boolean inside) {
    return (inside ? continuing : first).get(piece);
  }

  /** Chars in the longest piece. */
  int longest() {
    return longest;
  }
}
