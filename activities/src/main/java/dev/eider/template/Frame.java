package dev.eider.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names visible at one point of one evaluation, and what that evaluation has used up. */
final class Frame {
  private final Scope scope;
  private final @Nullable Frame outer;
  private final long[] used;
  private @Nullable Map<String, @Nullable Object> locals;

  Frame(Scope scope) {
    this(scope, null, new long[2]);
  }

  private Frame(Scope scope, @Nullable Frame outer, long[] used) {
    this.scope = scope;
    this.outer = outer;
    this.used = used;
  }

  Frame inner() {
    return new Frame(scope, this, used);
  }

  Scope scope() {
    return scope;
  }

  void set(String name, @Nullable Object value) {
    if (locals == null) {
      locals = new HashMap<>();
    }
    locals.put(name, value);
  }

  @Nullable Object get(String name) {
    for (Frame frame = this; frame != null; frame = frame.outer) {
      Map<String, @Nullable Object> names = frame.locals;
      if (names != null && names.containsKey(name)) {
        return names.get(name);
      }
    }
    if (scope.has(name)) {
      return Numbers.normal(scope.get(name));
    }
    return Globals.NAMES.contains(name)
        ? new Callable.Global(name)
        : new Undefined("'" + name + "' is undefined");
  }

  /** Counts one turn of a loop. */
  void step() {
    if (++used[0] > Limits.ITEMS) {
      throw new TemplateException("expected at most " + Limits.ITEMS + " turns of loops");
    }
  }

  /** Counts what an operation made, so that many middling results cannot add up without end. */
  @Nullable Object made(@Nullable Object value) {
    int size =
        value instanceof String text
            ? text.length()
            : value instanceof java.util.Collection<?> items ? items.size() : 0;
    used[1] += size;
    if (used[1] > Limits.WORK) {
      throw new TemplateException("expected at most " + Limits.WORK + " characters of work");
    }
    return value;
  }
}
