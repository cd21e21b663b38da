package dev.eider.embedding.openai;

import dev.eider.embedding.Embedder;
import dev.eider.embedding.Tokens;
import dev.eider.http.PoliteHttp;
import java.util.ArrayList;
import java.util.List;

/**
 * Embeds over HTTP, a batch of texts in a request. Which texts are too long is the service's to
 * say; the tokens here are {@linkplain GuessedTokens guessed}, and rather too many than too few.
 */
final class OpenAiEmbedder implements Embedder {
  /** All texts of one request together; the API refuses more. */
  private static final int TOKENS_PER_REQUEST = 300_000;

  /** A chunk of a page or so; longer ones are about too many things to be found by one of them. */
  private static final int BEST_TOKENS = 512;

  private final Options options;
  private final Service service;
  private final int dimension;

  private OpenAiEmbedder(Options options, Service service, int dimension) {
    this.options = options;
    this.service = service;
    this.dimension = dimension;
  }

  /** Asks the service for one vector when nobody says how long they are. */
  static Embedder open(Options options, PoliteHttp http) {
    Service service = new Service(options, http);
    int dimension = options.dimensions().orElseGet(service::dimension);
    return new OpenAiEmbedder(options, service, dimension);
  }

  @Override
  public String fingerprint() {
    return "openai/" + options.model() + "/" + dimension;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int maxTokens() {
    return options.maxTokens();
  }

  @Override
  public int bestTokens() {
    return Math.min(BEST_TOKENS, options.maxTokens());
  }

  @Override
  public Tokens tokens(String text) {
    return GuessedTokens.of(text);
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    List<float[]> vectors = new ArrayList<>(texts.size());
    int from = 0;
    while (from < texts.size()) {
      int to = end(texts, from);
      vectors.addAll(service.embed(texts.subList(from, to), dimension));
      from = to;
    }
    return vectors;
  }

  @Override
  public void close() {
    service.close();
  }

  private int end(List<String> texts, int from) {
    int to = from + 1;
    long tokens = GuessedTokens.of(texts.get(from)).count();
    while (to < texts.size() && to - from < options.batch()) {
      tokens += GuessedTokens.of(texts.get(to)).count();
      if (tokens > TOKENS_PER_REQUEST) {
        return to;
      }
      to++;
    }
    return to;
  }
}
