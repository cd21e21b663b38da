package dev.eider.embedding.openai;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Rejected;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.http.Answer;
import dev.eider.outcome.Problem;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The vectors a service answered with, which may be anything until they are checked. */
final class Reply {
  /** Python services write NaN, which is not JSON; a better message comes of reading it. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final List<Item> items;
  private final Options options;

  private Reply(List<Item> items, Options options) {
    this.items = items;
    this.options = options;
  }

  static Reply read(Answer answer, Options options) {
    try {
      @Nullable Body body = JSON.readValue(answer.body(), Body.class);
      if (body == null || body.data() == null) {
        throw unreadable(options);
      }
      return new Reply(body.data(), options);
    } catch (IOException e) {
      throw unreadable(options);
    }
  }

  /** Of the first vector. */
  int dimension() {
    float @Nullable [] first = items.isEmpty() ? null : items.getFirst().embedding;
    if (first == null || first.length == 0) {
      throw incomplete(1, 0);
    }
    return first.length;
  }

  /** Of length 1, in the order of the texts whatever that of the answer. */
  List<float[]> vectors(int texts, int dimension) {
    float[][] inOrder = new float[texts][];
    for (int position = 0; position < items.size(); position++) {
      Item item = items.get(position);
      int index = Objects.requireNonNullElse(item.index, position);
      float @Nullable [] vector = item.embedding;
      if (index >= 0 && index < texts && vector != null) {
        inOrder[index] = checked(vector, dimension, index);
      }
    }
    long given = Arrays.stream(inOrder).filter(Objects::nonNull).count();
    if (given != texts || items.size() != texts) {
      throw incomplete(texts, Math.min(given, items.size()));
    }
    return List.of(inOrder);
  }

  private float[] checked(float[] vector, int dimension, int index) {
    if (vector.length != dimension) {
      throw new Misconfigured(
          "openai.other_dimension",
          options.where("dimensions"),
          "expected vectors of %d numbers but '%s' gave %d"
              .formatted(dimension, options.model(), vector.length),
          "write dimensions: " + vector.length + ", or name the model that was meant");
    }
    double squares = 0;
    for (float number : vector) {
      squares += (double) number * number;
    }
    double length = Math.sqrt(squares);
    if (!Double.isFinite(length) || length == 0) {
      throw new Rejected(
          "openai.not_a_vector",
          options.where("model"),
          "expected a vector of numbers for text %d of the request but it has no direction"
              .formatted(index + 1),
          "look at that text, or try another model");
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / length);
    }
    return vector;
  }

  /** Nothing in the sync file can cause it, and the same request may be answered in full later. */
  private Fault incomplete(int texts, long vectors) {
    return new Unavailable(
        new Problem(
            "openai.vectors_missing",
            options.where("base_url"),
            "expected %d vectors for %d texts but '%s' gave %d"
                .formatted(texts, texts, options.model(), vectors),
            "see the service's log"),
        null,
        null);
  }

  private static Fault unreadable(Options options) {
    return new Misconfigured(
        "openai.unreadable_answer",
        options.where("base_url"),
        "expected JSON with a list 'data' of embeddings but the service answered something else",
        "correct base_url: it is what stands before /embeddings");
  }

  /** An answer's body; what else is in it is of no interest. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Body(@Nullable List<Item> data) {}

  /** One vector, as Jackson fills it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private static final class Item {
    private final @Nullable Integer index;
    private final float @Nullable [] embedding;

    @JsonCreator
    Item(
        @JsonProperty("index") @Nullable Integer index,
        @JsonProperty("embedding") float @Nullable [] embedding) {
      this.index = index;
      this.embedding = embedding;
    }
  }
}
