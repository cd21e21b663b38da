package dev.eider.vector;

import dev.eider.fault.Fault.Misconfigured;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Every store of vectors whose folder is there. */
public final class VectorStores {
  private final List<VectorStoreProvider> providers;

  /** Those on the class path. */
  public VectorStores() {
    this(
        ServiceLoader.load(VectorStoreProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(VectorStoreProvider::name))
            .toList());
  }

  /** These. */
  public VectorStores(List<VectorStoreProvider> providers) {
    this.providers = List.copyOf(providers);
  }

  /**
   * The one with this name.
   *
   * @param where the place in the plan that names it, for the message
   */
  public VectorStoreProvider named(String type, String where) {
    return providers.stream()
        .filter(provider -> provider.name().equals(type))
        .findFirst()
        .orElseThrow(
            () ->
                new Misconfigured(
                    "plan.unknown_store",
                    where,
                    "expected one of "
                        + providers.stream()
                            .map(VectorStoreProvider::name)
                            .collect(Collectors.joining(", "))
                        + " but was '"
                        + type
                        + "'",
                    "write one of these"));
  }
}
