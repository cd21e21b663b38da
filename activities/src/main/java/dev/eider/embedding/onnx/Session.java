package dev.eider.embedding.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.eider.fault.Fault.Defect;
import dev.eider.fault.Fault.Unavailable;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A model's weights in memory, outside the heap; several threads may use it at once. */
final class Session implements AutoCloseable {
  /** Number of the token in front, {@code [CLS]}. */
  static final int BEGIN = 101;

  /** Number of the token behind, {@code [SEP]}. */
  static final int END = 102;

  /** What the model adds to a text's tokens. */
  static final int ADDED = 2;

  private final OnnxModel model;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String output;

  /** As many as batches were computed at a time. */
  private final Queue<Workspace> workspaces = new ConcurrentLinkedQueue<>();

  private Session(OnnxModel model, OrtEnvironment environment, OrtSession session) {
    this.model = model;
    this.environment = environment;
    this.session = session;
    this.output = session.getOutputNames().iterator().next();
  }

  /** Reads the weights from a file, of which nothing is kept on the heap. */
  static Session open(OnnxModel model, Path home) {
    NativeLibraries.prepare(home);
    Path weights = Unpacked.file(model.weights(), home.resolve("models"));
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // The embedder's own threads each compute a batch: no waiting for each other in every layer.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      NativeLibraries.removeEmptyFolder();
      return new Session(
          model, environment, environment.createSession(weights.toString(), options));
    } catch (OrtException e) {
      throw new Unavailable(
          "embedding.model_unreadable",
          weights.toString(),
          "expected a readable model but ONNX Runtime refused it",
          null,
          e);
    } catch (LinkageError e) {
      throw NativeLibraries.unsupported(NativeLibraries.platform());
    }
  }

  /** Unit vectors of some texts, padded to the longest of them. */
  float[][] run(List<Encoded> texts) {
    @Nullable Workspace idle = workspaces.poll();
    Workspace space = idle == null ? new Workspace(model.dimension()) : idle;
    try {
      return run(texts, space);
    } finally {
      workspaces.add(space);
    }
  }

  private float[][] run(List<Encoded> texts, Workspace space) {
    int longest = texts.stream().mapToInt(Encoded::count).max().orElse(0) + ADDED;
    space.fill(texts, longest);
    long[] shape = {texts.size(), longest};
    long[] wide = {texts.size(), longest, model.dimension()};
    try (OnnxTensor ids = OnnxTensor.createTensor(environment, space.ids(), shape);
        OnnxTensor mask = OnnxTensor.createTensor(environment, space.mask(), shape);
        OnnxTensor types = OnnxTensor.createTensor(environment, space.types(), shape);
        OnnxTensor states = OnnxTensor.createTensor(environment, space.states(), wide)) {
      Map<String, OnnxTensor> inputs =
          Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types);
      session.run(inputs, Map.of(output, states)).close();
      return pooled(texts, space.states(), longest);
    } catch (OrtException e) {
      throw new Defect(
          "embedding.model_failed",
          model.fingerprint(),
          "expected vectors of " + texts.size() + " texts of up to " + longest + " tokens",
          e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new Defect(
          "embedding.model_failed", model.fingerprint(), "expected the session to close", e);
    }
  }

  private float[][] pooled(List<Encoded> texts, FloatBuffer states, int longest) {
    float[][] vectors = new float[texts.size()][model.dimension()];
    for (int row = 0; row < vectors.length; row++) {
      int first = row * longest * model.dimension();
      model.pooling().into(vectors[row], states, first, texts.get(row).count() + ADDED);
      normalise(vectors[row]);
    }
    return vectors;
  }

  private static void normalise(float[] vector) {
    double squares = 0;
    for (float number : vector) {
      squares += (double) number * number;
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / length);
    }
  }
}
