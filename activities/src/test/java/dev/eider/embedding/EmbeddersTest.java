package dev.eider.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.fault.Fault.Misconfigured;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.Spec;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EmbeddersTest {
  private final CountedProvider counted = new CountedProvider();
  private final Embedders embedders = new Embedders(List.of(counted));

  @Test
  void findsThoseWhoseFoldersAreThere() {
    Embedders all = new Embedders();
    assertThat(all.named("minilm").spec().summary()).contains("MiniLM");
    assertThat(all.named("bge-small").spec().fields()).isNotEmpty();
    assertThat(all.named("openai").spec().example()).contains("api_key");
  }

  @Test
  void saysWhichThereAre() {
    assertThatThrownBy(() -> open("word2vec", Map.of()))
        .isInstanceOfSatisfying(
            Misconfigured.class,
            fault -> {
              assertThat(fault.problem().code()).isEqualTo("plan.unknown_embedder");
              assertThat(fault.problem().where()).isEqualTo("/streams/users/embed/embedder/type");
              assertThat(fault.problem().message()).contains("counted").contains("'word2vec'");
            });
  }

  @Test
  void opensEachOnceAndKeepsItOpen() {
    open("counted", Map.of("threads", 1)).close();
    open("counted", Map.of("threads", 1)).close();
    assertThat(counted.opened).isOne();
    assertThat(counted.closed).isZero();
  }

  @Test
  void opensAnotherForOtherOptions() {
    assertThat(open("counted", Map.of("threads", 1)).embed(List.of("a"))).hasSize(1);
    assertThat(open("counted", Map.of("threads", 2)).embed(List.of("a"))).hasSize(1);
    assertThat(counted.opened).isEqualTo(2);
  }

  @Test
  void closesAllAtTheEnd() {
    open("counted", Map.of("threads", 1)).close();
    embedders.close();
    assertThat(counted.closed).isOne();
  }

  private Embedder open(String type, Map<String, Object> options) {
    return embedders.open(
        new ConnectorPlan(type, Map.copyOf(options)),
        "/streams/users/embed/embedder",
        new Secrets(List.of()),
        Path.of("home"));
  }

  private static final class CountedProvider implements EmbedderProvider {
    private int opened;
    private int closed;

    @Override
    public String name() {
      return "counted";
    }

    @Override
    public Spec spec() {
      return new Spec("counts", List.of(), "");
    }

    @Override
    public Embedder open(Settings settings) {
      opened++;
      return new CountedEmbedder();
    }

    private final class CountedEmbedder implements Embedder {
      private final WordsEmbedder words = new WordsEmbedder(5);

      @Override
      public String fingerprint() {
        return words.fingerprint();
      }

      @Override
      public int dimension() {
        return words.dimension();
      }

      @Override
      public int maxTokens() {
        return words.maxTokens();
      }

      @Override
      public Tokens tokens(String text) {
        return words.tokens(text);
      }

      @Override
      public List<float[]> embed(List<String> texts) {
        return words.embed(texts);
      }

      @Override
      public void close() {
        closed++;
      }
    }
  }
}
