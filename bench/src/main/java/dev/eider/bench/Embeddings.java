package dev.eider.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.bench.Python.Embedded;
import dev.eider.embedding.Chunk;
import dev.eider.embedding.Chunks;
import dev.eider.embedding.Embedder;
import dev.eider.embedding.Embedders;
import dev.eider.plan.ConnectorPlan;
import dev.eider.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * {@code eider bench embed [chunks]}: embedding in this process, beside what plain batched ONNX
 * Runtime in Python does with the same model file, chunks and processors, in turns.
 */
final class Embeddings {
  static final long CHUNKS = 1_000;
  private static final int ROUNDS = 3;
  private static final int WARM_UP = 64;
  private static final int SEED = 7;

  /** Padded texts take six times as long; a part of them tells as much. */
  private static final int PADDED_PART = 5;

  private static final double AS_FAST_AS_PLAIN = 0.8;
  private static final double FASTER_THAN_PADDED = 4;
  private static final double SAME_VECTORS = 0.999;

  private static final List<String> WORDS =
      List.of(
          ("the of and to in is that for it with as was on be by are this from or have customer"
                  + " invoice shipment warehouse refund delayed replacement account subscription"
                  + " renewal quarterly revenue contract agreement engineer maintenance schedule"
                  + " pipeline database vector")
              .split(" "));

  private final Path folder;
  private final int count;

  Embeddings(Path folder, long count) {
    this.folder = folder;
    this.count = Math.toIntExact(count);
  }

  /** Prints a line for each way and the ratios. */
  void run() throws IOException, InterruptedException {
    Path home = folder.resolve("home");
    try (Embedders embedders = new Embedders()) {
      Embedder minilm =
          embedders.open(
              new ConnectorPlan("minilm", Map.of()), "/embedder", new Secrets(List.of()), home);
      List<String> chunks = chunks(minilm);
      Path file = folder.resolve("chunks.json");
      new ObjectMapper().writeValue(file.toFile(), chunks);
      List<float[]> unused = minilm.embed(chunks.subList(0, Math.min(WARM_UP, chunks.size())));
      Python python = new Python(folder, home.resolve("models").resolve("all-minilm-l6-v2.onnx"));
      if (python.isReady()) {
        compare(minilm, chunks, python, file);
        return;
      }
      System.out.println("python: " + python.why() + "; Eider alone is measured");
      print("eider", chunks.size(), Median.of(alone(minilm, chunks), each -> each));
    }
  }

  private static List<Double> alone(Embedder minilm, List<String> chunks) {
    List<Double> rates = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      rates.add(rate(minilm, chunks));
    }
    return rates;
  }

  private static void compare(Embedder minilm, List<String> chunks, Python python, Path file)
      throws IOException, InterruptedException {
    int padded = Math.max(1, chunks.size() / PADDED_PART);
    List<Round> rounds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      rounds.add(
          new Round(
              rate(minilm, chunks),
              python.embed(file, "plain", chunks.size()),
              python.embed(file, "padded", padded)));
    }
    Round plain = Median.of(rounds, Round::toPlain);
    Round full = Median.of(rounds, Round::toPadded);
    print("eider", chunks.size(), plain.eider());
    print("python, padded to the longest", chunks.size(), plain.plain().rate());
    print("python, padded to 256 tokens", padded, full.padded().rate());
    target("eider / padded to the longest", plain.toPlain(), AS_FAST_AS_PLAIN);
    target("eider / padded to 256 tokens", full.toPadded(), FASTER_THAN_PADDED);
    target("least cosine", nearest(minilm.embed(chunks), plain.plain().vectors()), SAME_VECTORS);
  }

  private static double rate(Embedder minilm, List<String> chunks) {
    long began = System.nanoTime();
    List<float[]> unused = minilm.embed(chunks);
    return chunks.size() * 1e9 / (System.nanoTime() - began);
  }

  private static double nearest(List<float[]> ours, List<float[]> theirs) {
    double least = 1;
    for (int i = 0; i < ours.size(); i++) {
      double cosine = 0;
      for (int n = 0; n < ours.get(i).length; n++) {
        cosine += (double) ours.get(i)[n] * theirs.get(i)[n];
      }
      least = Math.min(least, cosine);
    }
    return least;
  }

  /** Documents of half a line to a paragraph, 270 chars on the average, cut as a sync cuts them. */
  private List<String> chunks(Embedder minilm) throws IOException {
    Random random = new Random(SEED);
    List<String> chunks = new ArrayList<>();
    while (chunks.size() < count) {
      StringBuilder document = new StringBuilder("Ticket");
      for (int words = random.nextInt(10, 75); words > 0; words--) {
        document.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
      }
      Chunks.of(document.toString(), minilm, 0, 0).stream().map(Chunk::text).forEach(chunks::add);
    }
    Files.createDirectories(folder);
    return List.copyOf(chunks.subList(0, count));
  }

  private static void print(String what, int chunks, double rate) {
    System.out.printf(Locale.ROOT, "%-34s %,12d chunks %10.1f chunks/s%n", what, chunks, rate);
  }

  private static void target(String what, double found, double least) {
    System.out.printf(
        Locale.ROOT,
        "%-34s %30.4g   target >= %.3g   %s%n",
        what,
        found,
        least,
        found >= least ? "met" : "missed");
  }

  /**
   * The three ways, one after the other.
   *
   * @param eider chunks a second
   * @param plain each batch padded to its longest
   * @param padded each text padded to 256 tokens
   */
  private record Round(double eider, Embedded plain, Embedded padded) {
    double toPlain() {
      return eider / plain.rate();
    }

    double toPadded() {
      return eider / padded.rate();
    }
  }
}
