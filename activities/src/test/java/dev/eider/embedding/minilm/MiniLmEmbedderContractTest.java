package dev.eider.embedding.minilm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.embedding.Embedder;
import dev.eider.embedding.EmbedderContract;
import dev.eider.embedding.Opened;
import dev.eider.embedding.Reference;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Rejected;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MiniLmEmbedderContractTest extends EmbedderContract {
  @Override
  protected Embedder embedder() {
    return new MiniLmEmbedderProvider().open(Opened.with(Map.of()));
  }

  @Test
  void givesTheVectorsOfTheReferenceModel() {
    try (Embedder embedder = embedder()) {
      new Reference("minilm.json").mustEqual(embedder, 1e-5, 0.99999);
    }
  }

  @Test
  void suggestsChunksOf120Tokens() {
    try (Embedder embedder = embedder()) {
      assertThat(embedder.bestTokens()).isEqualTo(120);
    }
  }

  @Test
  void refusesWhatItWouldHaveToCut() {
    try (Embedder embedder = embedder()) {
      assertThatThrownBy(() -> embedder.embed(List.of("word ".repeat(127))))
          .isInstanceOf(Rejected.class)
          .hasMessageContaining("126 tokens but was 127");
      assertThatThrownBy(() -> embedder.embed(List.of("fine", " ")))
          .isInstanceOf(Rejected.class)
          .hasMessageContaining("was 0");
    }
  }

  @Test
  void refusesANumberOfThreadsThatIsNone() {
    assertThatThrownBy(
            () -> new MiniLmEmbedderProvider().open(Opened.with(Map.of("threads", "all"))))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("'all'");
  }
}
