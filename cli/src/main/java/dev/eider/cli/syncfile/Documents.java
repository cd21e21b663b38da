package dev.eider.cli.syncfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files that travel with a plan: the text itself when small, else a copy named by its content, so
 * that a later edit of the file never changes a sync that runs already.
 */
final class Documents {
  /** A plan must stay far below what a Temporal payload may hold. */
  static final int INLINE_BYTES = 16 * 1024;

  private final Path folder;

  /** Copies go below an installation's folder (EIDER_HOME). */
  Documents(Path home) {
    this.folder = home.resolve("documents");
  }

  /** The text of a small file, or {@code {file, sha256}} of its copy. */
  Object travelling(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text = text(bytes);
    if (bytes.length <= INLINE_BYTES) {
      return text;
    }
    String sha256 = sha256(bytes);
    Path copy = folder.resolve(sha256);
    if (!Files.exists(copy)) {
      Files.createDirectories(folder);
      Path half = Files.createTempFile(folder, sha256, ".half");
      Files.write(half, bytes);
      Files.move(half, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    return new TreeMap<>(Map.of("file", copy.toString(), "sha256", sha256));
  }

  static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
