package dev.eider.embedding.onnx;

import dev.eider.embedding.Embedder;
import dev.eider.embedding.Tokens;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Rejected;
import dev.eider.plan.Spec;
import dev.eider.secret.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * Embeds in this process; texts of like length are computed together, so that little is padding.
 */
public final class OnnxEmbedder implements Embedder {
  /** How many threads compute. */
  public static final Spec.Field THREADS =
      new Spec.Field(
          "threads",
          Spec.Type.INTEGER,
          false,
          "as many as there are processors",
          "how many threads compute");

  private static final int MOST_THREADS = 256;

  /** Padding included; larger ones are not faster and take more memory. */
  private static final int TOKENS_PER_BATCH = 384;

  private final OnnxModel model;
  private final Loaded loaded;
  private final AtomicBoolean closed = new AtomicBoolean();

  private OnnxEmbedder(OnnxModel model, Loaded loaded) {
    this.model = model;
    this.loaded = loaded;
  }

  /** Loads the model unless this process has it already. */
  public static Embedder open(OnnxModel model, Settings settings) {
    return new OnnxEmbedder(model, Loaded.take(model, threads(settings), settings.home()));
  }

  @Override
  public String fingerprint() {
    return model.fingerprint();
  }

  @Override
  public int dimension() {
    return model.dimension();
  }

  @Override
  public int maxTokens() {
    return model.maxTokens();
  }

  @Override
  public Tokens tokens(String text) {
    return loaded.tokenizer().encode(text).tokens();
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    List<Encoded> encoded = texts.stream().map(this::encoded).toList();
    List<Integer> byLength =
        IntStream.range(0, encoded.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> -encoded.get(i).count()))
            .toList();
    List<List<Integer>> batches = batches(byLength, encoded);
    List<float[][]> results =
        loaded.run(
            batches.stream().map(batch -> batch.stream().map(encoded::get).toList()).toList());
    float[][] inOrder = new float[texts.size()][];
    for (int batch = 0; batch < batches.size(); batch++) {
      for (int row = 0; row < batches.get(batch).size(); row++) {
        inOrder[batches.get(batch).get(row)] = results.get(batch)[row];
      }
    }
    return List.of(inOrder);
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      loaded.giveBack();
    }
  }

  /** The longest come first, so that the threads end together. */
  private List<List<Integer>> batches(List<Integer> byLength, List<Encoded> encoded) {
    List<List<Integer>> batches = new ArrayList<>();
    int from = 0;
    while (from < byLength.size()) {
      int longest = encoded.get(byLength.get(from)).count() + Session.ADDED;
      int texts = model.alone() ? 1 : Math.max(1, TOKENS_PER_BATCH / longest);
      int to = Math.min(byLength.size(), from + texts);
      batches.add(byLength.subList(from, to));
      from = to;
    }
    return batches;
  }

  private Encoded encoded(String text) {
    Encoded tokens = loaded.tokenizer().encode(text);
    if (tokens.count() == 0 || tokens.count() > model.maxTokens()) {
      throw new Rejected(
          "embedding.text_length",
          model.fingerprint(),
          "expected a text of 1 to " + model.maxTokens() + " tokens but was " + tokens.count(),
          tokens.count() == 0 ? "give it some words" : "cut it into shorter chunks");
    }
    return tokens;
  }

  private static int threads(Settings settings) {
    String given =
        settings
            .optionalText("threads")
            .orElseGet(() -> String.valueOf(Runtime.getRuntime().availableProcessors()));
    if (!given.matches("[1-9]\\d{0,2}") || Integer.parseInt(given) > MOST_THREADS) {
      throw new Misconfigured(
          "embedding.bad_threads",
          settings.where() + "/threads",
          "expected 1 to " + MOST_THREADS + " threads but was '" + given + "'",
          "write a whole number, or leave threads out");
    }
    return Integer.parseInt(given);
  }
}
