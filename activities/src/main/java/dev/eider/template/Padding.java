package dev.eider.template;

/** On which side a padded text stands. */
enum Padding {
  LEFT,
  RIGHT,
  CENTER;

  static Padding of(String method) {
    return switch (method) {
      case "ljust" -> LEFT;
      case "rjust" -> RIGHT;
      default -> CENTER;
    };
  }
}
