package dev.eider.connector.manifest.template;

import org.jspecify.annotations.Nullable;

/**
 * A text of a manifest with its templates, compiled once.
 *
 * <p>Values are Python's: {@code null} (None), {@link Boolean}, {@link Long} and {@link
 * java.math.BigInteger} (int), {@link Double} (float), {@link String}, {@link java.util.List},
 * {@link java.util.Map}, {@link java.util.Set}, {@link java.time.OffsetDateTime} (datetime), {@link
 * java.time.LocalDate} (date).
 */
public final class Template {
  private final String text;

  private Template(String text) {
    this.text = text;
  }

  /**
   * Compiles a text.
   *
   * @throws TemplateException when it is not a template, with the place in the text
   */
  public static Template compile(String text) {
    return new Template(text);
  }

  /**
   * The value after the reference's rules: rendered, then read as a Python literal if it is one.
   */
  public @Nullable Object eval(Scope scope) {
    return text;
  }

  /** The rendered text, without reading it as a literal. */
  public String render(Scope scope) {
    return text;
  }

  /** {@link #eval}, then Python's {@code str()}; None is {@code "None"}. */
  public String text(Scope scope) {
    return Values.str(eval(scope));
  }

  /** The truth of the result by the reference's rules for boolean fields. */
  public boolean test(Scope scope) {
    return !text.isEmpty();
  }

  /** The text as written. */
  public String source() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
