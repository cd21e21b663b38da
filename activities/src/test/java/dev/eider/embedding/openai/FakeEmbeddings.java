package dev.eider.embedding.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eider.http.Answer;
import dev.eider.http.Call;
import dev.eider.http.FakeApi;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A service on this machine that speaks the embeddings API: words add up, so that texts with common
 * words are near each other. Answers in the reverse order, with the index beside each vector.
 */
public final class FakeEmbeddings implements AutoCloseable {
  public static final String KEY = "sk-quite-secret";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int USUAL = 64;

  private final Deque<Answer> next = new ArrayDeque<>();
  private volatile String unreadable = "";
  private volatile int texts;
  private final FakeApi api = new FakeApi(this::answer);

  /** The address to name as {@code base_url}. */
  public String url() {
    return api.url() + "/v1";
  }

  List<Call> calls() {
    return api.calls();
  }

  /** Answers the next request with this instead. */
  public void says(int status, Map<String, String> headers, String body) {
    next.add(new Answer(status, headers, body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Gives no numbers for texts that hold this. */
  public void cannotRead(String part) {
    unreadable = part;
  }

  /** How many texts it was given. */
  public int texts() {
    return texts;
  }

  @Override
  public void close() {
    api.close();
  }

  private Answer answer(Call call) {
    if (!next.isEmpty()) {
      return next.poll();
    }
    try {
      JsonNode asked = JSON.readTree(call.body());
      ObjectNode body = JSON.createObjectNode().put("object", "list");
      ArrayNode data = body.putArray("data");
      JsonNode input = asked.path("input");
      for (int i = input.size() - 1; i >= 0; i--) {
        texts++;
        ArrayNode vector = data.addObject().put("index", i).putArray("embedding");
        if (!unreadable.isEmpty() && input.get(i).asText().contains(unreadable)) {
          for (int n = asked.path("dimensions").asInt(USUAL); n > 0; n--) {
            vector.add(Double.NaN);
          }
          continue;
        }
        for (float number : vector(input.get(i).asText(), asked.path("dimensions").asInt(USUAL))) {
          vector.add(number);
        }
      }
      return new Answer(
          200, Map.of("Content-Type", "application/json"), JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] vector(String text, int dimension) {
    float[] vector = new float[dimension];
    vector[0] = 0.1f;
    for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
      vector[Math.floorMod(word.hashCode(), dimension)] += 3;
    }
    return vector;
  }
}
