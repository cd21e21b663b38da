package dev.eider.worker;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds programs the way a shell does. */
final class Programs {
  private Programs() {}

  static Optional<Path> onPath(Settings settings, String name) {
    for (String folder : settings.variable("PATH").orElse("").split(File.pathSeparator)) {
      Optional<Path> found = in(Path.of(folder.isEmpty() ? "." : folder), name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  static Optional<Path> in(Path folder, String name) {
    return List.of(name, name + ".exe").stream()
        .map(folder::resolve)
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .map(Path::toAbsolutePath)
        .findFirst();
  }
}
