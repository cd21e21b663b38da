package dev.eider.cli.syncfile;

import dev.eider.plan.Described;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The sources and destinations this installation knows.
 *
 * @param all in the order of their names
 */
public record Connectors(List<Described> all) {

  /** Sorts them, so that lists of names read the same everywhere. */
  public Connectors {
    all = all.stream().sorted(Comparator.comparing(Described::name)).toList();
  }

  /** Those on the class path. */
  public static Connectors found() {
    return new Connectors(
        ServiceLoader.load(Described.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  /** The names of one kind. */
  public List<String> names(Described.Kind kind) {
    return all.stream().filter(one -> one.kind() == kind).map(Described::name).toList();
  }

  /** One by its name. */
  public Optional<Described> named(Described.Kind kind, String name) {
    return all.stream().filter(one -> one.kind() == kind && one.name().equals(name)).findFirst();
  }
}
