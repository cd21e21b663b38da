package dev.eider.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where this installation keeps what it keeps: EIDER_HOME, else the platform's data folder. */
final class EiderHome {

  private EiderHome() {}

  static Path of(Map<String, String> environment) {
    String chosen = environment.getOrDefault("EIDER_HOME", "").strip();
    return chosen.isEmpty()
        ? platform(environment, System.getProperty("os.name"), System.getProperty("user.home"))
        : Path.of(chosen).toAbsolutePath().normalize();
  }

  static Path platform(Map<String, String> environment, String system, String userHome) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return Path.of(userHome, "Library", "Application Support", "Eider");
    }
    if (name.startsWith("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      Path data = local.isBlank() ? Path.of(userHome, "AppData", "Local") : Path.of(local);
      return data.resolve("Eider");
    }
    Path data = Path.of(environment.getOrDefault("XDG_DATA_HOME", "").strip());
    // The XDG base directory specification asks to ignore relative paths.
    return (data.isAbsolute() ? data : Path.of(userHome, ".local", "share")).resolve("eider");
  }
}
