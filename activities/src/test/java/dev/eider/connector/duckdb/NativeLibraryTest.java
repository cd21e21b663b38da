package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NativeLibraryTest {
  private static final Path MAPS = Path.of("/proc/self/maps");

  @Test
  void aKilledProcessLeavesNoCopyBehind() throws SQLException, IOException {
    assumeThat(MAPS).as("a Linux, which lists what a process has loaded").exists();
    DriverManager.getConnection("jdbc:duckdb:").close();

    NativeLibrary.unlink();

    try (Stream<String> lines = Files.lines(MAPS)) {
      List<String> loaded = lines.filter(line -> line.contains("libduckdb_java")).toList();
      assertThat(loaded).isNotEmpty().allMatch(line -> line.endsWith("(deleted)"));
    }
  }
}
