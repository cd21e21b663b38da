package dev.eider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.cli.syncfile.Connectors;
import dev.eider.cli.syncfile.SyncFile;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README tells people to run. */
final class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path home;

  static List<Path> syncFiles() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(ExamplesTest::isSyncFile).sorted().toList();
    }
  }

  @Test
  void areThere() throws IOException {
    assertThat(syncFiles())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "duckdb_to_duckdb.yaml",
            "motherduck.yaml",
            "rick_and_morty.search.yaml",
            "rick_and_morty.sync.yaml",
            "stripe_like_incremental.yaml");
  }

  @ParameterizedTest
  @MethodSource("syncFiles")
  void parseWithoutProblems(Path file) {
    assertThat(read(file).notes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("syncFiles")
  void offerTheStreamsTheyAskFor(Path file) {
    SyncPlan plan = read(file).plan();
    if (!plan.source().type().equals("manifest")) {
      return;
    }
    Map<String, String> environment =
        Map.of("EIDER_HOME", home.toString(), "PAYMENTS_API_KEY", "any");
    LocalMode.Job job = new LocalMode.Job(environment, plan, home, null);

    assertThat(new Embedded().discover(job))
        .extracting(LocalMode.StreamLine::name)
        .isNotEmpty()
        .containsAll(plan.streams().stream().map(StreamPlan::name).toList());
  }

  private SyncFile.Read read(Path file) {
    return new SyncFile(home, Connectors.found()).read(file);
  }

  private static boolean isSyncFile(Path file) {
    try {
      return file.toString().endsWith(".yaml")
          && Files.readString(file).lines().anyMatch(line -> line.startsWith("destination:"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
