package dev.eider.worker;

import java.util.List;

/** Every {@code new} of the house. */
final class Wiring {
  private Wiring() {}

  static Steps steps(Ready ready) {
    return new Steps(List.of(), List.of());
  }
}
