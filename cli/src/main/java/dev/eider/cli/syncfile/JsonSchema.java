package dev.eider.cli.syncfile;

import dev.eider.plan.Described;
import dev.eider.plan.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The sync file as JSON Schema (draft 7, which editors' YAML servers read), from its model. */
public final class JsonSchema {
  private final Connectors connectors;

  /** With the options of these connectors. */
  public JsonSchema(Connectors connectors) {
    this.connectors = connectors;
  }

  /** The schema as plain maps and lists, in a fixed order. */
  public Map<String, Object> document() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "Eider sync file");
    schema.putAll(part(Model.FILE));
    return schema;
  }

  private Map<String, Object> part(List<Key> keys) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Key key : keys) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("description", key.doc());
      property.putAll(shape(key.shape()));
      properties.put(key.name(), property);
    }
    return object(properties, keys.stream().filter(Key::required).map(Key::name).toList());
  }

  private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("properties", properties);
    if (!required.isEmpty()) {
      object.put("required", required);
    }
    object.put("additionalProperties", false);
    return object;
  }

  private Map<String, Object> shape(Shape shape) {
    return switch (shape) {
      case Shape.Name name -> ordered("type", "string", "pattern", "^" + Model.NAME + "$");
      case Shape.Text text -> ordered("type", "string", "minLength", 1);
      case Shape.Whole whole -> whole(whole);
      case Shape.Flag flag -> ordered("type", "boolean");
      case Shape.Span span ->
          ordered("type", "string", "pattern", "^([Pp].+|" + Spans.SHORT + ")$");
      case Shape.Choice choice -> ordered("type", "string", "enum", choice.words());
      case Shape.Texts texts -> texts(1);
      case Shape.Part part -> part(part.keys());
      case Shape.Streams streams -> streams();
      case Shape.Connector connector -> connector(connector.kind());
      case Shape.Documents documents -> part(Model.EMBED);
      case Shape.Embedder embedder -> ordered("anyOf", named(Described.Kind.EMBEDDER));
      case Shape.Stores stores -> stores();
    };
  }

  private static Map<String, Object> whole(Shape.Whole whole) {
    Map<String, Object> schema = ordered("type", "integer", "minimum", whole.least());
    schema.put("maximum", whole.most());
    return schema;
  }

  private static Map<String, Object> texts(int least) {
    Map<String, Object> schema = ordered("type", "array", "minItems", least);
    schema.put("items", Map.of("type", "string"));
    return schema;
  }

  private Map<String, Object> streams() {
    Map<String, Object> stream = part(Model.STREAM);
    stream.put("type", List.of("object", "null"));
    Map<String, Object> list = texts(0);
    list.put("uniqueItems", true);
    Map<String, Object> streams = new LinkedHashMap<>();
    streams.put("oneOf", List.of(ordered("type", "object", "additionalProperties", stream), list));
    return streams;
  }

  private Map<String, Object> connector(Described.Kind kind) {
    List<Map<String, Object>> known =
        connectors.all().stream().filter(one -> one.kind() == kind).map(this::options).toList();
    if (!known.isEmpty()) {
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("oneOf", known);
      return schema;
    }
    Map<String, Object> schema =
        object(new LinkedHashMap<>(Map.of("type", Map.of("type", "string"))), List.of("type"));
    schema.remove("additionalProperties");
    return schema;
  }

  /** The name alone, or with its keys. */
  private List<Map<String, Object>> named(Described.Kind kind) {
    Map<String, Object> name = ordered("type", "string");
    List<String> names = connectors.names(kind);
    if (!names.isEmpty()) {
      name.put("enum", names);
    }
    return List.of(name, connector(kind));
  }

  private Map<String, Object> stores() {
    List<Map<String, Object>> one = named(Described.Kind.STORE);
    Map<String, Object> list = ordered("type", "array", "minItems", 1);
    list.put("items", ordered("anyOf", one));
    return ordered("anyOf", Stream.concat(one.stream(), Stream.of(list)).toList());
  }

  private Map<String, Object> options(Described described) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("type", ordered("const", described.name(), "description", summary(described)));
    for (Spec.Field field : described.spec().fields()) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("description", doc(field));
      property.putAll(option(field.type()));
      properties.put(field.name(), property);
    }
    List<String> required =
        Stream.concat(
                Stream.of("type"),
                described.spec().fields().stream()
                    .filter(Spec.Field::required)
                    .map(Spec.Field::name))
            .toList();
    return object(properties, required);
  }

  private static String summary(Described described) {
    return described.spec().summary();
  }

  private static String doc(Spec.Field field) {
    return field.fallback() == null
        ? field.doc()
        : field.doc() + " Left out: " + field.fallback() + ".";
  }

  private static Map<String, Object> option(Spec.Type type) {
    return switch (type) {
      case TEXT -> ordered("type", List.of("string", "number", "boolean"));
      case SECRET, PATH, DOCUMENT -> ordered("type", "string");
      case INTEGER -> ordered("type", "integer");
      case FLAG -> ordered("type", "boolean");
      case MAP -> ordered("type", "object");
      case LIST -> texts(0);
    };
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
