package dev.eider.connector.manifest.request;

/** The server asks for a longer pause than the manifest allows; says so to the retry loop. */
final class TooLongWait extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final double seconds;

  /** With the reference's text and what the server asked for. */
  TooLongWait(String message, double seconds) {
    super(message, null, false, false);
    this.seconds = seconds;
  }

  double seconds() {
    return seconds;
  }
}
