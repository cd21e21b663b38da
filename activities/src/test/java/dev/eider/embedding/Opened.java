package dev.eider.embedding;

import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Settings of an embedder in a test; models stay unpacked from one run to the next. */
public final class Opened {
  private static final Path HOME = Path.of("target", "embedding-home");

  private Opened() {}

  /** With these options; secrets in them are literal. */
  public static Settings with(Map<String, Object> options) {
    return new Settings("/embedder", Map.copyOf(options), new Secrets(List.of()), HOME);
  }
}
