package dev.eider.secret;

/** A value nobody may read by accident: it prints as stars and has no {@code equals}. */
public final class Secret {
  private final String name;
  private final String value;

  Secret(String name, String value) {
    this.name = name;
    this.value = value;
  }

  /** The reference's name, for messages. */
  public String name() {
    return name;
  }

  /** The value itself; only connectors and the HTTP client ask for it. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "Secret(" + name + ")";
  }
}
