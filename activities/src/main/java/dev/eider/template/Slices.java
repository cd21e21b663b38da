package dev.eider.template;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's slices. */
final class Slices {
  private Slices() {}

  /** A slice; undefined when the value has none, as Jinja's subscripts are. */
  static @Nullable Object slice(
      @Nullable Object of, @Nullable Object from, @Nullable Object to, @Nullable Object step) {
    Undefined.refuse(of);
    boolean bounds = isBound(from) && isBound(to) && isBound(step);
    if (!bounds || !(of instanceof String || of instanceof List<?> || of instanceof byte[])) {
      return new Undefined("'" + Types.name(of) + "' has no such slice");
    }
    long by = step == null ? 1 : Numbers.index(step, "slice");
    if (by == 0) {
      throw new TemplateException("expected a slice step other than 0");
    }
    if (of instanceof String text) {
      return ofText(text, from, to, by);
    }
    if (of instanceof byte[] bytes) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      return ofText(text, from, to, by).getBytes(StandardCharsets.ISO_8859_1);
    }
    List<?> list = (List<?>) of;
    List<@Nullable Object> picked = new ArrayList<>();
    for (int i : indexes(list.size(), from, to, by)) {
      picked.add(list.get(i));
    }
    return list instanceof Tuple ? Tuple.of(picked) : picked;
  }

  private static boolean isBound(@Nullable Object value) {
    return value == null || Numbers.isInt(value);
  }

  private static String ofText(String text, @Nullable Object from, @Nullable Object to, long step) {
    int length = Text.length(text);
    if (step == 1) {
      int start = from == null ? 0 : clamp(Numbers.index(from, "slice"), length, 0, length);
      int end = to == null ? length : clamp(Numbers.index(to, "slice"), length, 0, length);
      return Text.slice(text, start, end);
    }
    int[] points = text.codePoints().toArray();
    StringBuilder out = new StringBuilder();
    for (int i : indexes(length, from, to, step)) {
      out.appendCodePoint(points[i]);
    }
    return out.toString();
  }

  private static int[] indexes(int length, @Nullable Object from, @Nullable Object to, long step) {
    boolean up = step > 0;
    int low = up ? 0 : -1;
    int high = up ? length : length - 1;
    int start =
        from == null ? (up ? low : high) : clamp(Numbers.index(from, "slice"), length, low, high);
    int end = to == null ? (up ? high : low) : clamp(Numbers.index(to, "slice"), length, low, high);
    List<Integer> picked = new ArrayList<>();
    for (long i = start; up ? i < end : i > end; i += step) {
      picked.add((int) i);
    }
    return picked.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int clamp(long index, int length, int low, int high) {
    long at = index < 0 ? index + length : index;
    return (int) Math.max(low, Math.min(high, at));
  }
}
