package dev.eider.embedding.minilm;

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

/** Embedder type {@code minilm}: the model Chroma embeds with when it is not told another. */
@AutoService({EmbedderProvider.class, Described.class})
public final class MiniLmEmbedderProvider implements EmbedderProvider {
  /** It was trained on texts of 128 tokens, two of which it adds itself. */
  private static final OnnxModel MODEL =
      new OnnxModel(
          "all-MiniLM-L6-v2/fp32/384",
          "all-minilm-l6-v2.onnx",
          "all-minilm-l6-v2-tokenizer.json",
          384,
          126,
          Pooling.MEAN,
          false);

  @Override
  public String name() {
    return "minilm";
  }

  @Override
  public Spec spec() {
    return new Spec(
        "all-MiniLM-L6-v2, in process and without a key: English, texts of up to 126 tokens.",
        List.of(OnnxEmbedder.THREADS),
        """
        embedder:
          type: minilm
        """);
  }

  @Override
  public Embedder open(Settings settings) {
    return OnnxEmbedder.open(MODEL, settings);
  }
}
