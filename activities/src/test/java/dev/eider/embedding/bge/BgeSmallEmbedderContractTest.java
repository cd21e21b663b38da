package dev.eider.embedding.bge;

import dev.eider.embedding.Embedder;
import dev.eider.embedding.EmbedderContract;
import dev.eider.embedding.Opened;
import dev.eider.embedding.Reference;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BgeSmallEmbedderContractTest extends EmbedderContract {
  @Override
  protected Embedder embedder() {
    return new BgeSmallEmbedderProvider().open(Opened.with(Map.of()));
  }

  /** Quantised: processors, and versions of the runtime, round differently. */
  @Test
  void givesTheVectorsOfTheReferenceModel() {
    try (Embedder embedder = embedder()) {
      new Reference("bge-small.json").mustEqual(embedder, 0.02, 0.998);
    }
  }
}
