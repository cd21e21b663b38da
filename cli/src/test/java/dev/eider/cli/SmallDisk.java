package dev.eider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own that can be filled and closed; needs the right to mount. */
record SmallDisk(Path folder) implements AutoCloseable {
  static SmallDisk of(Path folder, String size) throws IOException {
    Files.createDirectory(folder);
    Assumptions.assumeTrue(
        ran("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()),
        "not run: expected the right to mount a small file system");
    return new SmallDisk(folder);
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  void remount(String option) {
    assertThat(ran("mount", "-o", "remount," + option, folder.toString())).isTrue();
  }

  @Override
  public void close() {
    assertThat(ran("umount", "-l", folder.toString())).isTrue();
  }

  private static boolean ran(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
