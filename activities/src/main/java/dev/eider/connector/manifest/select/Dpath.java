package dev.eider.connector.manifest.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Paths into JSON as the reference's library reads them: a segment is a key, an index (also
 * negative) or a glob ({@code *}, {@code ?}, {@code [ab]}); {@code **} stands for any depth.
 */
public final class Dpath {
  private final List<String> segments;
  private final boolean plain;
  private final List<Pattern> patterns = new ArrayList<>();

  private Dpath(List<String> segments) {
    this.segments = segments;
    this.plain = segments.stream().noneMatch(Dpath::isGlob);
    segments.forEach(segment -> patterns.add(glob(segment)));
  }

  /** A path of ready segments. */
  public static Dpath of(List<String> segments) {
    return new Dpath(List.copyOf(segments));
  }

  /** Its segments. */
  public List<String> segments() {
    return segments;
  }

  /** Whether it leads to the root itself. */
  public boolean isEmpty() {
    return segments.isEmpty();
  }

  /**
   * The one value there; {@code fallback} when there is none.
   *
   * @throws IllegalArgumentException when globs match more than one
   */
  public @Nullable Object get(@Nullable Object root, @Nullable Object fallback) {
    if (plain) {
      return straight(root, fallback);
    }
    List<@Nullable Object> found = values(root);
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "expected one value at '" + String.join("/", segments) + "' but found " + found.size());
    }
    return found.isEmpty() ? fallback : found.getFirst();
  }

  /** Every value the path matches, in document order. */
  public List<@Nullable Object> values(@Nullable Object root) {
    List<@Nullable Object> found = new ArrayList<>();
    walk(root, 0, found);
    return found;
  }

  /** Deletes what the path matches; list items become null, except the last, which goes. */
  public void delete(Object root) {
    prune(root, 0);
  }

  private @Nullable Object straight(@Nullable Object root, @Nullable Object fallback) {
    Object here = root;
    for (String segment : segments) {
      if (here instanceof Map<?, ?> map && map.containsKey(segment)) {
        here = map.get(segment);
      } else if (here instanceof List<?> list && index(list, segment) >= 0) {
        here = list.get(index(list, segment));
      } else {
        return fallback;
      }
    }
    return here;
  }

  private void walk(@Nullable Object here, int depth, List<@Nullable Object> found) {
    if (depth == segments.size()) {
      found.add(here);
      return;
    }
    boolean anyDepth = segments.get(depth).equals("**");
    if (anyDepth) {
      walk(here, depth + 1, found);
    }
    int next = anyDepth ? depth : depth + 1;
    if (here instanceof Map<?, ?> map) {
      map.forEach((key, value) -> visit(String.valueOf(key), value, depth, next, found));
    } else if (here instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        boolean negative = segments.get(depth).startsWith("-");
        String key = String.valueOf(negative ? i - list.size() : i);
        visit(key, list.get(i), depth, next, found);
      }
    }
  }

  private void visit(
      String key, @Nullable Object value, int depth, int next, List<@Nullable Object> found) {
    if (next == depth || matches(depth, key)) {
      walk(value, next, found);
    }
  }

  @SuppressWarnings("unchecked") // JSON maps have string keys
  private void prune(@Nullable Object here, int depth) {
    boolean last = depth == segments.size() - 1;
    if (here instanceof Map<?, ?> map) {
      for (String key : List.copyOf(((Map<String, ?>) map).keySet())) {
        if (!matches(depth, key)) {
          continue;
        }
        if (last) {
          map.remove(key);
        } else {
          prune(map.get(key), depth + 1);
        }
      }
    } else if (here instanceof List<?> list) {
      pruneList((List<@Nullable Object>) list, depth);
    }
  }

  private void pruneList(List<@Nullable Object> list, int depth) {
    int size = list.size();
    for (int i = 0; i < size; i++) {
      if (!matches(depth, String.valueOf(i)) && !matches(depth, String.valueOf(i - size))) {
        continue;
      }
      if (depth < segments.size() - 1) {
        prune(list.get(i), depth + 1);
      } else if (i == list.size() - 1) {
        list.remove(i);
      } else {
        list.set(i, null);
      }
    }
  }

  private boolean matches(int depth, String key) {
    String segment = segments.get(depth);
    return segment.equals(key) || (isGlob(segment) && patterns.get(depth).matcher(key).matches());
  }

  static int index(List<?> list, String segment) {
    if (!segment.matches("-?\\d{1,9}")) {
      return -1;
    }
    int index = Integer.parseInt(segment);
    int positive = index < 0 ? index + list.size() : index;
    return positive < list.size() ? positive : -1;
  }

  private static boolean isGlob(String segment) {
    return segment.indexOf('*') >= 0 || segment.indexOf('?') >= 0 || segment.indexOf('[') >= 0;
  }

  private static Pattern glob(String segment) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < segment.length()) {
      char c = segment.charAt(i);
      int close = c == '[' ? segment.indexOf(']', i + 2) : -1;
      if (close > 0) {
        String set = segment.substring(i + 1, close).replace("\\", "\\\\").replace("[", "\\[");
        regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
        i = close;
      } else {
        regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
      }
      i++;
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
