package dev.eider.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.fault.Fault.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RoomTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void aWriteThatFoundNoSpaceIsToldFromOneThatMayNot() {
    Path file = folder.resolve("lock");
    IOException full = new IOException("/x/lock: No space left on device");
    assertThat(Locked.unusable(file, full).problem().code()).isEqualTo("home.full");
    assertThat(Locked.unusable(file, new IOException("denied")).problem().code())
        .isEqualTo("home.unusable");
  }

  @Test
  void aDiskWithRoomIsNotRefused() {
    Room.demand(folder.resolve("home"), Room.TO_START);
    assertThat(folder.resolve("home")).isDirectory();
  }

  @Test
  @Tag("slow")
  void noServerIsStartedWhereItsDatabaseHasNoRoom() throws IOException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Assumptions.assumeTrue(
        ran("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()),
        "not run: expected the right to mount a small file system");
    try {
      Path program = Files.createFile(folder.resolve("temporal"));
      assertThat(program.toFile().setExecutable(true)).isTrue();
      Settings settings =
          Settings.from(
              Map.of(
                  "EIDER_HOME",
                  disk.toString(),
                  "EIDER_TEMPORAL_CLI",
                  program.toString(),
                  "TEMPORAL_CONFIG_FILE",
                  folder.resolve("none.toml").toString()));

      assertThatThrownBy(() -> Servers.open(settings, line -> {}))
          .isInstanceOfSatisfying(
              Unavailable.class,
              full -> {
                assertThat(full.problem().code()).isEqualTo("home.full");
                assertThat(full.problem().fix()).startsWith("free space there");
              });
      assertThat(disk).isEmptyDirectory();
    } finally {
      assertThat(ran("umount", "-l", disk.toString())).isTrue();
    }
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
