package dev.eider.connector.manifest.model;

import dev.eider.outcome.Problem;
import dev.eider.template.Values;
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
    List<Problem> problems = new ArrayList<>(missing(source));
    Map<String, @Nullable Object> resolved = References.resolve(source, NOT_BUILT_FROM, problems);
    Problems.requireNone(problems);
    return new Manifest(new Part(Propagation.fill("", resolved, Map.of()), ""));
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

  /** What stands against reading anything at all; empty when nothing does. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    if (root.raw("spec") instanceof Map<?, ?> spec
        && spec.get("config_normalization_rules") instanceof Map<?, ?> rules
        && rules.values().stream().anyMatch(rule -> rule instanceof List<?> l && !l.isEmpty())) {
      problems.add(unsupported("/spec/config_normalization_rules", "config_normalization_rules"));
    }
    if (streams().isEmpty() && root.has("dynamic_streams")) {
      problems.add(unsupported("/dynamic_streams", "dynamic_streams"));
    }
    return problems;
  }

  /** A part of the language that Eider does not run and must not pass over. */
  public static Problem unsupported(String pointer, String field) {
    return new Problem(
        "manifest.unsupported_component",
        pointer,
        "expected a manifest without '" + field + "' as Eider does not run it yet",
        null);
  }

  /** What stands against reading a stream; empty when nothing is known to. */
  public static List<Problem> problems(Part stream) {
    return Validation.of(stream);
  }

  private static List<Problem> missing(Map<String, @Nullable Object> source) {
    List<Problem> missing = new ArrayList<>();
    for (String field : List.of("version", "check", "streams")) {
      boolean replaced = field.equals("streams") && source.get("dynamic_streams") != null;
      if (source.get(field) == null && !replaced) {
        missing.add(
            new Problem(
                "manifest.missing_field",
                "/" + field,
                "expected '" + field + "' but it is missing",
                "add " + field + " at the top"));
      }
    }
    return missing;
  }
}
