package dev.eider.connector.manifest.template;

/** Python's {@code ...}. */
enum Ellipsis {
  VALUE
}
