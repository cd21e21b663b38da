package dev.eider.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;

/** The name of an installation: random, made once, kept in its folder. */
final class HomeId {
  private static final SecureRandom RANDOM = new SecureRandom();

  private HomeId() {}

  static String of(Path home) {
    Path file = home.resolve("home-id");
    try {
      if (Files.exists(file)) {
        return read(file);
      }
    } catch (IOException e) {
      throw Locked.unusable(file, e);
    }
    return Locked.by(home.resolve("home-id.lock"), () -> create(file));
  }

  private static String create(Path file) throws IOException {
    if (Files.exists(file)) {
      return read(file);
    }
    // Written beside and renamed, because readers do not wait for the lock.
    Path draft = file.resolveSibling("home-id.new");
    Files.writeString(draft, String.format(Locale.ROOT, "%08x%n", RANDOM.nextInt()));
    Files.move(draft, file);
    return read(file);
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).strip();
  }
}
