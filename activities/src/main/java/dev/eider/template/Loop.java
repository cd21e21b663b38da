package dev.eider.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code loop} is inside a loop.
 *
 * @param items all items of the loop
 * @param at the current one, from 0
 */
record Loop(List<?> items, int at) {

  @Nullable Object field(String name) {
    return switch (name) {
      case "index" -> at + 1L;
      case "index0" -> (long) at;
      case "revindex" -> (long) items.size() - at;
      case "revindex0" -> items.size() - at - 1L;
      case "first" -> at == 0;
      case "last" -> at == items.size() - 1;
      case "length" -> (long) items.size();
      case "depth" -> 1L;
      case "depth0" -> 0L;
      case "previtem" ->
          at > 0 ? items.get(at - 1) : new Undefined("there is no item before the first");
      case "nextitem" ->
          at + 1 < items.size()
              ? items.get(at + 1)
              : new Undefined("there is no item after the last");
      default -> new Undefined("'loop' has no attribute '" + name + "'");
    };
  }
}
