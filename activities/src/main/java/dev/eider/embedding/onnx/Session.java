package dev.eider.embedding.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.eider.fault.Fault.Defect;
import dev.eider.fault.Fault.Unavailable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A model's weights in memory, outside the heap; several threads may use it at once. */
final class Session implements AutoCloseable {
  private static final int BEGIN = 101;
  private static final int END = 102;

  /** What the model adds to a text's tokens. */
  static final int ADDED = 2;

  private final OnnxModel model;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String output;

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
    int longest = texts.stream().mapToInt(Encoded::count).max().orElse(0) + ADDED;
    long[] shape = {texts.size(), longest};
    int cells = texts.size() * longest;
    LongBuffer ids = longs(cells);
    LongBuffer mask = longs(cells);
    FloatBuffer states = bytes((long) cells * model.dimension() * Float.BYTES).asFloatBuffer();
    for (int row = 0; row < texts.size(); row++) {
      fill(ids, mask, row * longest, texts.get(row));
    }
    try (OnnxTensor inputIds = OnnxTensor.createTensor(environment, ids, shape);
        OnnxTensor attention = OnnxTensor.createTensor(environment, mask, shape);
        OnnxTensor types = OnnxTensor.createTensor(environment, longs(cells), shape);
        OnnxTensor result =
            OnnxTensor.createTensor(
                environment, states, new long[] {texts.size(), longest, model.dimension()})) {
      Map<String, OnnxTensor> inputs =
          Map.of("input_ids", inputIds, "attention_mask", attention, "token_type_ids", types);
      session.run(inputs, Map.of(output, result)).close();
      return pooled(texts, states, longest);
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

  private static void fill(LongBuffer ids, LongBuffer mask, int first, Encoded text) {
    ids.put(first, BEGIN);
    for (int token = 0; token < text.count(); token++) {
      ids.put(first + 1 + token, text.id(token));
    }
    ids.put(first + 1 + text.count(), END);
    for (int i = 0; i < text.count() + ADDED; i++) {
      mask.put(first + i, 1);
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

  private static LongBuffer longs(int count) {
    return bytes((long) count * Long.BYTES).asLongBuffer();
  }

  private static ByteBuffer bytes(long count) {
    return ByteBuffer.allocateDirect(Math.toIntExact(count)).order(ByteOrder.nativeOrder());
  }
}
