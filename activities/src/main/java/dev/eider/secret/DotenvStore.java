package dev.eider.secret;

import dev.eider.fault.Fault.Denied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Secrets in a {@code .env} file: lines {@code NAME=value}, perhaps with {@code export} before and
 * quotes around the value; {@code #} starts a comment. Read at each look-up, so that an edit counts
 * at once.
 */
public final class DotenvStore implements SecretStore {
  private final Path file;

  /** The given file, which need not exist. */
  public DotenvStore(Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public Optional<String> find(String name) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(file)) {
      return lines
          .map(String::strip)
          .filter(line -> !line.startsWith("#") && line.indexOf('=') > 0)
          .filter(line -> key(line).equals(name))
          .map(line -> value(line.substring(line.indexOf('=') + 1).strip()))
          .filter(value -> !value.isEmpty())
          .reduce((earlier, later) -> later);
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new Denied(
          "secret.unreadable",
          file.toString(),
          "the file cannot be read",
          "allow this user to read it");
    }
  }

  private static String key(String line) {
    String key = line.substring(0, line.indexOf('=')).strip();
    return key.startsWith("export ") ? key.substring("export ".length()).strip() : key;
  }

  private static String value(String text) {
    for (String quote : new String[] {"\"", "'"}) {
      int end = text.indexOf(quote, 1);
      if (text.startsWith(quote) && end > 0) {
        String inner = text.substring(1, end);
        return quote.equals("\"") ? inner.replace("\\n", "\n").replace("\\\\", "\\") : inner;
      }
    }
    int comment = text.indexOf(" #");
    return comment < 0 ? text : text.substring(0, comment).strip();
  }
}
