package dev.eider.connector.manifest.template;

import org.jspecify.annotations.Nullable;

/**
 * The value of a name, key or attribute that is not there: prints as nothing, is false and empty,
 * and fails at any other use.
 *
 * @param hint what was looked for
 */
record Undefined(String hint) {

  TemplateException failure() {
    return TemplateException.undefined(hint);
  }

  /** The value itself, unless it is undefined. */
  static @Nullable Object refuse(@Nullable Object value) {
    if (value instanceof Undefined undefined) {
      throw undefined.failure();
    }
    return value;
  }
}
