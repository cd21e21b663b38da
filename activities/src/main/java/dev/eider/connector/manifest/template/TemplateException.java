package dev.eider.connector.manifest.template;

/**
 * A template that cannot be compiled, or that fails while it is evaluated; says where in its text.
 */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, lower-case, with the place in the text. */
  public TemplateException(String message) {
    super(message);
  }
}
