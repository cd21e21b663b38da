package dev.eider.template;

/**
 * A template that cannot be compiled, or that fails while it is evaluated; says where in its text.
 */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What Python would have raised: the evaluation rules treat the kinds differently. */
  enum Kind {
    TYPE,
    UNDEFINED,
    OTHER
  }

  private final Kind kind;

  /** What is wrong, lower-case, with the place in the text. */
  public TemplateException(String message) {
    this(message, Kind.OTHER);
  }

  private TemplateException(String message, Kind kind) {
    // The first two kinds steer evaluation, once per record at worst: no stack trace for them.
    super(message, null, false, kind == Kind.OTHER);
    this.kind = kind;
  }

  static TemplateException type(String message) {
    return new TemplateException(message, Kind.TYPE);
  }

  static TemplateException undefined(String message) {
    return new TemplateException(message, Kind.UNDEFINED);
  }

  Kind kind() {
    return kind;
  }

  /** Whether a name or key that is not there was used for more than printing. */
  public boolean undefined() {
    return kind == Kind.UNDEFINED;
  }
}
