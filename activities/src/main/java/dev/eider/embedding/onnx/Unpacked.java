package dev.eider.embedding.onnx;

import dev.eider.fault.Fault.Defect;
import dev.eider.fault.Fault.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Files of the class path as files of the installation's folder, where native code can read them:
 * written once for all processes, never half, and never left behind by one that was killed.
 */
final class Unpacked {
  private Unpacked() {}

  /**
   * A resource as a file of its own name.
   *
   * @param resource without a slash in front
   * @param folder made when it is not there
   */
  static synchronized Path file(String resource, Path folder) {
    @Nullable URL url = Unpacked.class.getResource("/" + resource);
    if (url == null) {
      throw new Defect("embedding.model_missing", resource, "expected it on the class path", null);
    }
    Path file = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
    try {
      if (!isWhole(file, url)) {
        Files.createDirectories(folder);
        unpack(url, file);
      }
      return file;
    } catch (IOException e) {
      throw new Unavailable(
          "embedding.cannot_unpack",
          folder.toString(),
          "expected room for a copy of '" + file.getFileName() + "' but " + reason(e),
          null,
          e);
    }
  }

  /**
   * The lock keeps other processes out; the draft's name is fixed, so that there is one at most.
   */
  private static void unpack(URL url, Path file) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel channel =
            FileChannel.open(
                file.resolveSibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      if (!lock.isValid() || isWhole(file, url)) {
        return;
      }
      try (InputStream in = connection(url).getInputStream();
          OutputStream out = Files.newOutputStream(draft)) {
        in.transferTo(out);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean isWhole(Path file, URL url) throws IOException {
    return Files.exists(file) && Files.size(file) == size(url);
  }

  private static long size(URL url) throws IOException {
    URLConnection connection = connection(url);
    if (connection instanceof JarURLConnection jar) {
      try (var opened = jar.getJarFile()) {
        return opened.getEntry(jar.getEntryName()).getSize();
      }
    }
    return connection.getContentLengthLong();
  }

  /** Without the cache, which would keep the archive open for good. */
  private static URLConnection connection(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    return connection;
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replaceAll("Exception$", "") + ": " + e.getMessage();
  }
}
