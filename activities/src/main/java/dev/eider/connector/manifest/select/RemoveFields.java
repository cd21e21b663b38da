package dev.eider.connector.manifest.select;

import dev.eider.connector.manifest.model.Part;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes fields by pointer. With a condition the reference ignores the pointers and deletes every
 * leaf for whose value the condition holds; so does this.
 */
final class RemoveFields implements Transformation {
  private final List<Dpath> pointers = new ArrayList<>();
  private final Optional<Template> condition;
  private final Map<String, @Nullable Object> parameters;

  RemoveFields(Part part) {
    this.condition = part.optionalTemplate("condition").filter(c -> !c.source().isEmpty());
    this.parameters = part.parameters();
    if (!(part.raw("field_pointers") instanceof List<?> list)) {
      throw part.wrong("field_pointers", "a list of paths", part.raw("field_pointers"));
    }
    for (Object pointer : list) {
      if (!(pointer instanceof List<?> segments) || segments.isEmpty()) {
        throw part.wrong("field_pointers", "paths of at least one key", pointer);
      }
      pointers.add(Dpath.of(segments.stream().map(String::valueOf).toList()));
    }
  }

  @Override
  public boolean seesScope() {
    return condition.isPresent();
  }

  @Override
  public void apply(Map<String, @Nullable Object> record, Scope scope) {
    if (condition.isEmpty()) {
      pointers.forEach(pointer -> pointer.delete(record));
    } else if (!pointers.isEmpty()) {
      removeLeaves(record, condition.get(), scope.with("parameters", parameters));
    }
  }

  private static void removeLeaves(Object node, Template condition, Scope scope) {
    if (node instanceof Map<?, ?> map) {
      map.values().removeIf(value -> isLeaf(value) && holds(condition, value, scope));
      map.values().forEach(value -> descend(value, condition, scope));
    } else if (node instanceof List<?> list) {
      for (int i = list.size() - 1; i >= 0; i--) {
        removeItem(list, i, condition, scope);
      }
      list.forEach(value -> descend(value, condition, scope));
    }
  }

  private static void removeItem(List<?> list, int i, Template condition, Scope scope) {
    if (!isLeaf(list.get(i)) || !holds(condition, list.get(i), scope)) {
      return;
    }
    if (i == list.size() - 1) {
      list.remove(i);
    } else {
      list.set(i, null);
    }
  }

  private static void descend(@Nullable Object value, Template condition, Scope scope) {
    if (value != null) {
      removeLeaves(value, condition, scope);
    }
  }

  private static boolean holds(Template condition, @Nullable Object value, Scope scope) {
    return condition.test(scope.with("property", value));
  }

  private static boolean isLeaf(@Nullable Object value) {
    return !(value instanceof Map<?, ?>) && !(value instanceof List<?>);
  }
}
