package dev.eider.secret;

import dev.eider.fault.Fault.Denied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Secrets as files of one folder, the file's name being the secret's, as Docker and Kubernetes
 * mount them.
 */
public final class FileStore implements SecretStore {
  private final Path folder;

  /** The given folder, which need not exist. */
  public FileStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public Optional<String> find(String name) {
    if (!name.matches("[A-Za-z0-9._-]+") || name.startsWith(".")) {
      return Optional.empty();
    }
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file).strip()).filter(value -> !value.isEmpty());
    } catch (IOException e) {
      throw new Denied(
          "secret.unreadable",
          file.toString(),
          "the file cannot be read",
          "allow this user to read it");
    }
  }
}
