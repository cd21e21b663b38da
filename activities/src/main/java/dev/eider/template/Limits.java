package dev.eider.template;

/** How much one evaluation may take, so that no manifest can hang or fill a worker. */
final class Limits {
  /** Longest text a template may build, in characters. */
  static final int TEXT = 10_000_000;

  /** Most items a loop or a sequence may take. */
  static final int ITEMS = 100_000;

  /** Characters and items one evaluation may produce altogether. */
  static final long WORK = 100_000_000;

  /** Deepest nesting of expressions, literals and printed values. */
  static final int DEPTH = 200;

  /** Largest integer, in bits. */
  static final int BITS = 100_000;

  /** Steps one regular expression may take. */
  static final int REGEX_STEPS = 20_000_000;

  private Limits() {}

  static int text(long length) {
    if (length > TEXT) {
      throw new TemplateException(
          "expected at most " + TEXT + " characters of text but was " + length);
    }
    return (int) length;
  }

  static int items(long count) {
    if (count > ITEMS) {
      throw new TemplateException("expected at most " + ITEMS + " items but was " + count);
    }
    return (int) count;
  }
}
