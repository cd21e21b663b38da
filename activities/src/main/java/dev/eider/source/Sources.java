package dev.eider.source;

import dev.eider.fault.Fault.Misconfigured;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Every source whose folder is there. */
public final class Sources {
  private final List<SourceProvider> providers;

  /** Those on the class path. */
  public Sources() {
    this(
        ServiceLoader.load(SourceProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(SourceProvider::name))
            .toList());
  }

  /** These. */
  public Sources(List<SourceProvider> providers) {
    this.providers = List.copyOf(providers);
  }

  /** The one with this name. */
  public SourceProvider named(String type) {
    return providers.stream()
        .filter(provider -> provider.name().equals(type))
        .findFirst()
        .orElseThrow(
            () ->
                new Misconfigured(
                    "plan.unknown_source",
                    "/source/type",
                    "expected one of "
                        + providers.stream()
                            .map(SourceProvider::name)
                            .collect(Collectors.joining(", "))
                        + " but was '"
                        + type
                        + "'",
                    "write one of these"));
  }
}
