package dev.eider.embedding;

import dev.eider.fault.Fault.Misconfigured;
import dev.eider.plan.ConnectorPlan;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Every embedder whose folder is there; those that were opened stay open for the next step. */
public final class Embedders implements AutoCloseable {
  private final List<EmbedderProvider> providers;
  private final Map<Key, Shared> open = new ConcurrentHashMap<>();

  /** Those on the class path. */
  public Embedders() {
    this(
        ServiceLoader.load(EmbedderProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(EmbedderProvider::name))
            .toList());
  }

  /** These. */
  public Embedders(List<EmbedderProvider> providers) {
    this.providers = List.copyOf(providers);
  }

  /** The one with this name. */
  public EmbedderProvider named(String type) {
    return named(type, "/embedder");
  }

  /**
   * An embedder as a sync file describes it: opened the first time, shared from then on. Closing it
   * does nothing; {@link #close} of this registry closes all.
   *
   * @param where how messages call it, e.g. {@code /streams/users/embed/embedder}
   * @param home the installation's folder (EIDER_HOME), where models are unpacked
   */
  public Embedder open(ConnectorPlan plan, String where, Secrets secrets, Path home) {
    EmbedderProvider provider = named(plan.type(), where);
    return open.computeIfAbsent(
        new Key(plan, home),
        key -> new Shared(provider.open(new Settings(where, plan.options(), secrets, home))));
  }

  @Override
  public void close() {
    open.values().forEach(shared -> shared.embedder().close());
    open.clear();
  }

  private EmbedderProvider named(String type, String where) {
    return providers.stream()
        .filter(provider -> provider.name().equals(type))
        .findFirst()
        .orElseThrow(
            () ->
                new Misconfigured(
                    "plan.unknown_embedder",
                    where + "/type",
                    "expected one of "
                        + providers.stream()
                            .map(EmbedderProvider::name)
                            .collect(Collectors.joining(", "))
                        + " but was '"
                        + type
                        + "'",
                    "write one of these"));
  }

  private record Key(ConnectorPlan plan, Path home) {}

  /** Outlives the steps that use it. */
  private record Shared(Embedder embedder) implements Embedder {
    @Override
    public String fingerprint() {
      return embedder.fingerprint();
    }

    @Override
    public int dimension() {
      return embedder.dimension();
    }

    @Override
    public int maxTokens() {
      return embedder.maxTokens();
    }

    @Override
    public int bestTokens() {
      return embedder.bestTokens();
    }

    @Override
    public Tokens tokens(String text) {
      return embedder.tokens(text);
    }

    @Override
    public List<float[]> embed(List<String> texts) {
      return embedder.embed(texts);
    }

    @Override
    public void close() {
      // The registry closes it.
    }
  }
}
