package dev.eider.connector.manifest.model;

import dev.eider.connector.manifest.template.Values;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.outcome.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A manifest ready to build from: references resolved, types and parameters filled in. */
public final class Manifest {
  private static final List<String> NOT_BUILT_FROM = List.of("definitions", "schemas");

  private final Part root;

  private Manifest(Part root) {
    this.root = root;
  }

  /** Reads YAML or JSON text; {@code where} names it in messages. */
  public static Manifest parse(String text, String where) {
    return of(YamlText.load(text, where));
  }

  /** Takes a manifest that is an object already, as in a sync file that holds it inline. */
  public static Manifest of(Map<String, @Nullable Object> document) {
    Map<String, @Nullable Object> source = new LinkedHashMap<>(document);
    source.putIfAbsent("type", "DeclarativeSource");
    Map<String, @Nullable Object> resolved = References.resolve(source);
    NOT_BUILT_FROM.forEach(resolved::remove);
    Manifest manifest = new Manifest(new Part(Propagation.fill("", resolved, Map.of()), ""));
    manifest.requireStreams();
    return manifest;
  }

  /** The top. */
  public Part root() {
    return root;
  }

  /** The streams in order, also those Eider cannot read. */
  public List<Part> streams() {
    return root.parts("streams");
  }

  /** The streams the check reads. */
  public List<String> checked() {
    Object names =
        root.optionalPart("check").map(check -> check.raw("stream_names")).orElse(List.of());
    return names instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  /** The JSON schema of the config; empty when the manifest has none. */
  public Map<String, @Nullable Object> configSchema() {
    return root.raw("spec") instanceof Map<?, ?> spec
            && spec.get("connection_specification") instanceof Map<?, ?> schema
        ? Values.fields(schema)
        : Map.of();
  }

  /** The manifest's own name, if it gives itself one. */
  public Optional<String> name() {
    return root.raw("metadata") instanceof Map<?, ?> metadata
            && metadata.get("name") instanceof String name
        ? Optional.of(name)
        : Optional.empty();
  }

  /** What stands against reading a stream; empty when nothing is known to. */
  public static List<Problem> problems(Part stream) {
    return Validation.of(stream);
  }

  private void requireStreams() {
    List<String> missing = new ArrayList<>();
    if (!root.has("version")) {
      missing.add("version");
    }
    if (!root.has("check")) {
      missing.add("check");
    }
    if (!root.has("streams") && !root.has("dynamic_streams")) {
      missing.add("streams");
    }
    if (!missing.isEmpty()) {
      throw new Misconfigured(
          "manifest.missing_field",
          "/" + missing.getFirst(),
          "expected " + String.join(", ", missing) + " but found none",
          "add " + String.join(", ", missing) + " at the top");
    }
  }
}
