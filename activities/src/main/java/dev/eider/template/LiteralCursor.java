package dev.eider.template;

/** A place in a text that may be a Python literal, and how to move it. */
class LiteralCursor {
  /** Why reading ends early: an everyday answer, so without a stack trace. */
  static final class NotLiteral extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotLiteral() {
      super("not a literal", null, false, false);
    }
  }

  final String text;
  int at;
  int depth;

  LiteralCursor(String text) {
    this.text = text;
  }

  final char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  final boolean skip(char wanted) {
    space();
    boolean there = peek() == wanted;
    at += there ? 1 : 0;
    return there;
  }

  final void require(char wanted) {
    if (!skip(wanted)) {
      throw new NotLiteral();
    }
  }

  final void lines() {
    for (space(); peek() == '\n'; space()) {
      at++;
    }
  }

  final void space() {
    while (at < text.length()
        && (" \t\f".indexOf(text.charAt(at)) >= 0 || (depth > 0 && text.charAt(at) == '\n'))) {
      at++;
    }
    if (peek() == '#') {
      while (at < text.length() && text.charAt(at) != '\n') {
        at++;
      }
    }
  }
}
