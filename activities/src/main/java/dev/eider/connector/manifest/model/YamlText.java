package dev.eider.connector.manifest.model;

import dev.eider.fault.Fault.Misconfigured;
import dev.eider.template.Values;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML 1.1 as Python's loader reads it: {@code yes} is a boolean, {@code 1e5} is a text, a day is a
 * {@link LocalDate}; of two equal keys the later wins. Bounded, so that no document exhausts
 * memory.
 */
final class YamlText {
  private static final int MOST_CHARACTERS = 16_000_000;
  private static final int MOST_ALIASES = 2_000;
  private static final int DEEPEST = 100;

  private YamlText() {}

  /** The document's root object. */
  static Map<String, @Nullable Object> load(String text, String where) {
    Object root = plain(parse(text, where), 0, where);
    if (root instanceof Map<?, ?> map) {
      return Values.fields(map);
    }
    throw new Misconfigured(
        "manifest.not_an_object", where, "expected a manifest but found another text", null);
  }

  private static @Nullable Object parse(String text, String where) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setNestingDepthLimit(DEEPEST);
    options.setAllowDuplicateKeys(true);
    DumperOptions dump = new DumperOptions();
    Yaml yaml =
        new Yaml(
            new PythonTypes(options), new Representer(dump), dump, options, new PythonScalars());
    try {
      return yaml.load(text);
    } catch (MarkedYAMLException e) {
      String line =
          e.getProblemMark() == null ? "" : " in line " + (e.getProblemMark().getLine() + 1);
      throw new Misconfigured(
          "manifest.not_yaml", where, "expected YAML but " + e.getProblem() + line, null);
    } catch (YAMLException e) {
      throw new Misconfigured(
          "manifest.not_yaml", where, "expected YAML but " + e.getMessage(), null);
    }
  }

  private static @Nullable Object plain(@Nullable Object value, int depth, String where) {
    if (depth > DEEPEST) {
      throw new Misconfigured(
          "manifest.too_deep", where, "expected at most " + DEEPEST + " levels", null);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((k, v) -> copy.put(String.valueOf(k), plain(v, depth + 1, where)));
      return copy;
    }
    if (value instanceof Iterable<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(plain(item, depth + 1, where)));
      return copy;
    }
    return value instanceof Integer i ? (Object) i.longValue() : value;
  }

  /** Python's loader wants a dot in a float and a sign in its exponent. */
  private static final class PythonScalars extends Resolver {
    private static final Pattern PYTHON_FLOAT =
        Pattern.compile(
            "^(?:[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?"
                + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
                + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
                + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN))$");

    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
      addImplicitResolver(Tag.INT, INT, "-+0123456789");
      addImplicitResolver(Tag.FLOAT, PYTHON_FLOAT, "-+0123456789.");
      addImplicitResolver(Tag.MERGE, MERGE, "<");
      addImplicitResolver(Tag.NULL, NULL, "~nN\0");
      addImplicitResolver(Tag.NULL, EMPTY, null);
      addImplicitResolver(Tag.TIMESTAMP, TIMESTAMP, "0123456789");
    }
  }

  private static final class PythonTypes extends SafeConstructor {
    PythonTypes(LoaderOptions options) {
      super(options);
      yamlConstructors.put(
          Tag.TIMESTAMP,
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              return moment(((ScalarNode) node).getValue());
            }
          });
    }

    private static Object moment(String text) {
      try {
        return text.length() <= 10
            ? LocalDate.parse(text)
            : OffsetDateTime.parse(text.replaceFirst("[Tt]|[ \\t]+", "T"));
      } catch (DateTimeParseException e) {
        return text;
      }
    }
  }
}
