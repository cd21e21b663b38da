package dev.eider.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Python with ONNX Runtime in a folder of its own, installed when it is first needed. */
final class Python {
  private static final int DIMENSION = 384;

  private static final List<String> PACKAGES = List.of("onnxruntime", "tokenizers", "numpy");

  private final Path folder;
  private final Path model;
  private final Path program;
  private String why = "";

  Python(Path folder, Path model) {
    this.folder = folder;
    this.model = model;
    this.program = folder.resolve("venv").resolve("bin").resolve("python");
  }

  /** Whether it could be installed; {@link #why} says why not. */
  boolean isReady() throws IOException, InterruptedException {
    System.out.println("installing onnxruntime for Python into " + folder + " …");
    List<String> install =
        new ArrayList<>(List.of(program.toString(), "-m", "pip", "install", "-q"));
    install.addAll(PACKAGES);
    if (!runs(List.of("python3", "-m", "venv", folder.resolve("venv").toString()))
        || !runs(install)) {
      return false;
    }
    copy("/dev/eider/bench/embed.py", script());
    copy("/all-minilm-l6-v2-tokenizer.json", tokenizer());
    return true;
  }

  String why() {
    return why;
  }

  /** Embeds the first chunks of a file in one of the script's ways. */
  Embedded embed(Path chunks, String way, int count) throws IOException, InterruptedException {
    Path vectors = folder.resolve("vectors.bin");
    List<String> command =
        List.of(
            program.toString(),
            script().toString(),
            model.toString(),
            tokenizer().toString(),
            chunks.toString(),
            String.valueOf(Runtime.getRuntime().availableProcessors()),
            way,
            String.valueOf(count),
            vectors.toString());
    if (!runs(command)) {
      throw new IOException("expected Python to embed but: " + why);
    }
    return new Embedded(count / Double.parseDouble(why.strip()), read(vectors, count));
  }

  private Path script() {
    return folder.resolve("embed.py");
  }

  private Path tokenizer() {
    return folder.resolve("tokenizer.json");
  }

  /** Keeps what it said, which is the answer when it worked and the reason when it did not. */
  private boolean runs(List<String> command) throws IOException, InterruptedException {
    Path said = folder.resolve("python.log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      process.getOutputStream().close();
      boolean worked = process.waitFor() == 0;
      why = Files.readString(said).strip();
      return worked;
    } catch (IOException e) {
      why = "'" + command.getFirst() + "' cannot be started";
      return false;
    }
  }

  private static void copy(String resource, Path to) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Python.class.getResourceAsStream(resource), resource)) {
      Files.writeString(to, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static List<float[]> read(Path file, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] vector = new float[DIMENSION];
      bytes
          .slice(i * DIMENSION * Float.BYTES, DIMENSION * Float.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(vector);
      vectors.add(vector);
    }
    return vectors;
  }

  /**
   * What a run came to.
   *
   * @param rate chunks a second, loading left out
   * @param vectors in order
   */
  record Embedded(double rate, List<float[]> vectors) {}
}
