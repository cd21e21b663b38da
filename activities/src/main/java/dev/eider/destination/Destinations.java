package dev.eider.destination;

import dev.eider.fault.Fault.Misconfigured;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Every destination whose folder is there. */
public final class Destinations {
  private final List<DestinationProvider> providers;

  /** Those on the class path. */
  public Destinations() {
    this(
        ServiceLoader.load(DestinationProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(DestinationProvider::name))
            .toList());
  }

  /** These. */
  public Destinations(List<DestinationProvider> providers) {
    this.providers = List.copyOf(providers);
  }

  /** The one with this name. */
  public DestinationProvider named(String type) {
    return providers.stream()
        .filter(provider -> provider.name().equals(type))
        .findFirst()
        .orElseThrow(
            () ->
                new Misconfigured(
                    "plan.unknown_destination",
                    "/destination/type",
                    "expected one of "
                        + providers.stream()
                            .map(DestinationProvider::name)
                            .collect(Collectors.joining(", "))
                        + " but was '"
                        + type
                        + "'",
                    "write one of these"));
  }
}
