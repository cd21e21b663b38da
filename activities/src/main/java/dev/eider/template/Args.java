package dev.eider.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call.
 *
 * @param positional in order
 * @param named by keyword
 */
record Args(List<?> positional, Map<String, @Nullable Object> named) {
  static final Args NONE = new Args(List.of(), Map.of());

  /** The arguments by parameter name; more than there are parameters is a type error. */
  Bound bind(String what, String... parameters) {
    if (positional.size() > parameters.length) {
      throw TemplateException.type(
          what
              + "() takes at most "
              + parameters.length
              + " arguments but got "
              + positional.size());
    }
    List<String> known = List.of(parameters);
    for (String name : named.keySet()) {
      int at = known.indexOf(name);
      if (at < 0 || at < positional.size()) {
        throw TemplateException.type(what + "() got an unexpected argument '" + name + "'");
      }
    }
    return new Bound(what, this, known);
  }

  /**
   * Arguments matched to parameters.
   *
   * @param what the function, for messages
   * @param args as given
   * @param parameters in order
   */
  record Bound(String what, Args args, List<String> parameters) {

    boolean has(int index) {
      return index < args.positional.size() || args.named.containsKey(parameters.get(index));
    }

    @Nullable Object get(int index) {
      if (!has(index)) {
        throw TemplateException.type(
            what + "() misses the argument '" + parameters.get(index) + "'");
      }
      return index < args.positional.size()
          ? Numbers.normal(args.positional.get(index))
          : Numbers.normal(args.named.get(parameters.get(index)));
    }

    @Nullable Object get(int index, @Nullable Object fallback) {
      return has(index) ? get(index) : fallback;
    }

    String text(int index) {
      Object value = get(index);
      Undefined.refuse(value);
      if (value instanceof String text) {
        return text;
      }
      throw TemplateException.type(what + "() expected a string but got " + Types.name(value));
    }

    String text(int index, String fallback) {
      return has(index) ? text(index) : fallback;
    }

    long integer(int index, long fallback) {
      if (!has(index)) {
        return fallback;
      }
      return Numbers.index(get(index), what);
    }

    boolean flag(int index, boolean fallback) {
      return has(index) ? Values.truthy(get(index)) : fallback;
    }
  }
}
