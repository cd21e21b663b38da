package dev.eider.template;

/**
 * One token of a template.
 *
 * @param kind what it is
 * @param text names and operators as written; strings without quotes and escapes
 * @param at its place in the text, in characters from 0
 */
record Token(Kind kind, String text, int at) {
  enum Kind {
    /** Text outside of all marks. */
    DATA,
    OUTPUT_BEGIN,
    OUTPUT_END,
    BLOCK_BEGIN,
    BLOCK_END,
    NAME,
    STRING,
    INTEGER,
    FLOAT,
    OPERATOR,
    END
  }

  boolean operator(String wanted) {
    return kind == Kind.OPERATOR && text.equals(wanted);
  }

  boolean name(String wanted) {
    return kind == Kind.NAME && text.equals(wanted);
  }
}
