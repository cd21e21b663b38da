package dev.eider.embedding.openai;

import dev.eider.embedding.Embedder;
import dev.eider.embedding.EmbedderContract;
import dev.eider.embedding.Opened;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

final class OpenAiEmbedderContractTest extends EmbedderContract {
  private final FakeEmbeddings service = new FakeEmbeddings();

  @Override
  protected Embedder embedder() {
    return new OpenAiEmbedderProvider()
        .open(
            Opened.with(
                Map.of(
                    "base_url",
                    service.url(),
                    "model",
                    "words",
                    "api_key",
                    FakeEmbeddings.KEY,
                    "max_tokens",
                    300,
                    "batch",
                    3)));
  }

  @AfterEach
  void stopService() {
    service.close();
  }
}
