package dev.eider.connector.manifest.template;

import org.jspecify.annotations.Nullable;

/** Python's view of Java values. */
public final class Values {
  private Values() {}

  /** Python's {@code str()}. */
  public static String str(@Nullable Object value) {
    return String.valueOf(value);
  }

  /** Python's {@code bool()}. */
  public static boolean truthy(@Nullable Object value) {
    return value != null;
  }
}
