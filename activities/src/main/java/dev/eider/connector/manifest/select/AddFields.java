package dev.eider.connector.manifest.select;

import dev.eider.connector.manifest.model.Part;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import dev.eider.template.ValidTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets fields, one after the other, so that later ones see earlier ones. */
final class AddFields implements Transformation {
  private final List<Field> fields = new ArrayList<>();
  private final Optional<Template> condition;
  private final Map<String, @Nullable Object> parameters;

  AddFields(Part part) {
    this.condition = part.optionalTemplate("condition").filter(c -> !c.source().isEmpty());
    this.parameters = part.parameters();
    for (Part field : part.parts("fields")) {
      if (!(field.raw("path") instanceof List<?> path) || path.isEmpty()) {
        throw field.wrong("path", "a path of at least one key", field.raw("path"));
      }
      fields.add(
          new Field(
              path.stream().map(String::valueOf).toList(),
              field.template("value"),
              types(field),
              field.parameters(),
              field.pointer()));
    }
  }

  @Override
  public boolean seesScope() {
    return true;
  }

  @Override
  public void apply(Map<String, @Nullable Object> record, Scope scope) {
    for (Field field : fields) {
      Object value = field.evaluate(scope);
      if (condition.isEmpty() || holds(condition.get(), field, value, scope)) {
        set(record, field.path(), value, field.pointer());
      }
    }
  }

  private static ValidTypes types(Part field) {
    return switch (field.optionalText("value_type").orElse("")) {
      case "string" -> ValidTypes.STRING;
      case "number" -> ValidTypes.NUMBER;
      case "integer" -> ValidTypes.INTEGER;
      case "boolean" -> ValidTypes.BOOLEAN;
      default -> ValidTypes.ANY;
    };
  }

  private boolean holds(Template test, Field field, @Nullable Object value, Scope scope) {
    return test.test(
        scope.with("value", value).with("path", field.path()).with("parameters", parameters));
  }

  /** Creates what is missing on the way: a list where an index follows, an object elsewhere. */
  @SuppressWarnings("unchecked") // JSON maps have string keys
  static void set(Object root, List<String> path, @Nullable Object value, String pointer) {
    Object here = root;
    for (int i = 0; i < path.size(); i++) {
      boolean last = i == path.size() - 1;
      Object fresh = last ? value : isIndex(path.get(i + 1)) ? new ArrayList<>() : object();
      Object next = fresh;
      if (here instanceof Map<?, ?> map) {
        Map<String, @Nullable Object> fields = (Map<String, @Nullable Object>) map;
        if (last || !fields.containsKey(path.get(i))) {
          fields.put(path.get(i), fresh);
        }
        next = fields.get(path.get(i));
      } else if (here instanceof List<?> list && isIndex(path.get(i))) {
        next = item((List<@Nullable Object>) list, Integer.parseInt(path.get(i)), fresh, last);
      } else {
        throw new Misconfigured(
            "manifest.path_not_found",
            pointer + "/path",
            "expected an object or a list before '" + path.get(i) + "' but found another value",
            "correct the path");
      }
      here = next == null && !last ? "" : next;
    }
  }

  private static @Nullable Object item(
      List<@Nullable Object> list, int index, @Nullable Object fresh, boolean last) {
    boolean grown = index >= list.size();
    while (index >= list.size()) {
      list.add(null);
    }
    if (last || grown) {
      list.set(index, fresh);
    }
    return list.get(index);
  }

  private static Map<String, @Nullable Object> object() {
    return new LinkedHashMap<>();
  }

  private static boolean isIndex(String segment) {
    return !segment.isEmpty()
        && segment.length() < 7
        && segment.chars().allMatch(Character::isDigit);
  }

  private record Field(
      List<String> path,
      Template value,
      ValidTypes types,
      Map<String, @Nullable Object> parameters,
      String pointer) {

    /** With a value type the literal counts only if it is of that type; else the text does. */
    @Nullable Object evaluate(Scope scope) {
      Scope own = parameters.isEmpty() ? scope : scope.with("parameters", parameters);
      return value.eval(own, types);
    }
  }
}
