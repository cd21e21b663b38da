package dev.eider.template;

import org.jspecify.annotations.Nullable;

/**
 * The value of a name, key or attribute that is not there: prints as nothing, is false and empty,
 * and fails at any other use.
 *
 * @param hint what was looked for
 * @param unsafe whether it is kept away on purpose: then its use is an error no default covers
 */
record Undefined(String hint, boolean unsafe) {

  Undefined(String hint) {
    this(hint, false);
  }

  TemplateException failure() {
    return unsafe ? new TemplateException(hint) : TemplateException.undefined(hint);
  }

  /** The value itself, unless it is undefined. */
  static @Nullable Object refuse(@Nullable Object value) {
    if (value instanceof Undefined undefined) {
      throw undefined.failure();
    }
    return value;
  }
}
