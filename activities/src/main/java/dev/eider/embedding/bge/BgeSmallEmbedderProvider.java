package dev.eider.embedding.bge;

import com.google.auto.service.AutoService;
import dev.eider.embedding.Embedder;
import dev.eider.embedding.EmbedderProvider;
import dev.eider.embedding.onnx.OnnxEmbedder;
import dev.eider.embedding.onnx.OnnxModel;
import dev.eider.embedding.onnx.Pooling;
import dev.eider.plan.Described;
import dev.eider.plan.Spec;
import dev.eider.secret.Settings;
import java.util.List;

/** Embedder type {@code bge-small}. */
@AutoService({EmbedderProvider.class, Described.class})
public final class BgeSmallEmbedderProvider implements EmbedderProvider {
  /** 512 positions, two of which it fills itself. */
  private static final OnnxModel MODEL =
      new OnnxModel(
          "bge-small-en-v1.5/int8/384",
          "bge-small-en-v1.5-q.onnx",
          "bge-small-en-v1.5-q-tokenizer.json",
          384,
          510,
          Pooling.CLS,
          true);

  @Override
  public String name() {
    return "bge-small";
  }

  @Override
  public Spec spec() {
    return new Spec(
        "bge-small-en-v1.5, in process and without a key: English, texts of up to 510 tokens.",
        List.of(OnnxEmbedder.THREADS),
        """
        embedder:
          type: bge-small
        """);
  }

  @Override
  public Embedder open(Settings settings) {
    return OnnxEmbedder.open(MODEL, settings);
  }
}
