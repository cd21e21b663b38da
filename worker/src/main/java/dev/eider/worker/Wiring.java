package dev.eider.worker;

import java.util.List;

/** Every {@code new} of the house. */
public final class Wiring {
  private Wiring() {}

  /** What a worker of this installation does. */
  public static Steps steps(Ready ready) {
    return new Steps(List.of(), List.of());
  }
}
