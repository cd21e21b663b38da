package dev.eider.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.fault.Fault.Denied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {
  @TempDir Path folder;

  @Test
  void findsAReferenceInTheFirstStoreThatHasIt() throws IOException {
    Files.writeString(folder.resolve(".env"), "TOKEN=from-dotenv\nOTHER=other-value\n");
    Secrets secrets =
        new Secrets(
            List.of(
                new EnvironmentStore(Map.of("TOKEN", "from-environment")),
                new DotenvStore(folder.resolve(".env"))));

    assertThat(secrets.resolve("${secret:TOKEN}", "/x").reveal()).isEqualTo("from-environment");
    assertThat(secrets.resolve("secret_reference::OTHER", "/x").reveal()).isEqualTo("other-value");
  }

  @Test
  void takesAnEmptyValueForMissing() {
    Secrets secrets = new Secrets(List.of(new EnvironmentStore(Map.of("TOKEN", ""))));

    assertThatThrownBy(() -> secrets.resolve("${secret:TOKEN}", "/source/token"))
        .isInstanceOf(Denied.class)
        .hasMessageContaining("/source/token")
        .hasMessageContaining("TOKEN")
        .hasMessageContaining("environment");
  }

  @Test
  void replacesReferencesInsideListsAndMapsToo() {
    Secrets secrets = new Secrets(List.of(new EnvironmentStore(Map.of("A", "value-a"))));

    Map<String, Object> revealed =
        secrets.revealed(
            Map.of("list", List.of("${secret:A}", 1), "map", Map.of("k", "Bearer ${secret:A}")),
            "/x");

    assertThat(revealed)
        .containsEntry("list", List.of("value-a", 1))
        .containsEntry("map", Map.of("k", "Bearer value-a"));
  }

  @Test
  void masksWhateverItHandedOut() {
    Secrets secrets = new Secrets(List.of(new EnvironmentStore(Map.of("A", "hunter2-long"))));
    secrets.resolve("${secret:A}", "/x");

    assertThat(secrets.mask("GET /?key=hunter2-long failed")).isEqualTo("GET /?key=*** failed");
  }

  @Test
  void printsAsStarsOrNameOnly() {
    Secrets secrets = new Secrets(List.of(new EnvironmentStore(Map.of("A", "hunter2-long"))));

    assertThat(secrets.resolve("${secret:A}", "/x")).hasToString("Secret(A)");
  }

  @Test
  void readsRotatedValuesAtOnce() throws IOException {
    Path file = folder.resolve("TOKEN");
    Secrets secrets = new Secrets(List.of(new FileStore(folder)));
    Files.writeString(file, "old-value\n");
    assertThat(secrets.resolve("${secret:TOKEN}", "/x").reveal()).isEqualTo("old-value");

    Files.writeString(file, "new-value\n");

    assertThat(secrets.resolve("${secret:TOKEN}", "/x").reveal()).isEqualTo("new-value");
  }

  @Test
  void readsDotenvAsPeopleWriteIt() throws IOException {
    Files.writeString(
        folder.resolve(".env"),
        """
        # comment
        export EXPORTED=one
        QUOTED="two words # not a comment"
        SINGLE='three'
        PLAIN=four # comment
        BARE
        EMPTY=
        TWICE=first
        TWICE=second
        """);
    DotenvStore store = new DotenvStore(folder.resolve(".env"));

    assertThat(store.find("EXPORTED")).contains("one");
    assertThat(store.find("QUOTED")).contains("two words # not a comment");
    assertThat(store.find("SINGLE")).contains("three");
    assertThat(store.find("PLAIN")).contains("four");
    assertThat(store.find("BARE")).isEmpty();
    assertThat(store.find("EMPTY")).isEmpty();
    assertThat(store.find("TWICE")).contains("second");
  }

  @Test
  void neverLeavesTheFolderOfSecrets() throws IOException {
    Files.writeString(folder.resolve("outside"), "no");
    FileStore store = new FileStore(Files.createDirectory(folder.resolve("inside")));

    assertThat(store.find("../outside")).isEmpty();
    assertThat(store.find(".hidden")).isEmpty();
  }
}
