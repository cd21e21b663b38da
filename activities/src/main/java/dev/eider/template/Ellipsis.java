package dev.eider.template;

/** Python's {@code ...}. */
enum Ellipsis {
  VALUE
}
