package dev.eider.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

@Tag("slow")
final class RealManifestsTest {
  private static final Path MANIFESTS = Path.of("../../shared/manifests");

  @Test
  void compilesEveryTemplateOfEveryManifest() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(MANIFESTS), "skipped: there are no manifests here");
    Set<String> refused = new TreeSet<>();
    try (Stream<Path> folders = Files.list(MANIFESTS)) {
      folders
          .map(folder -> folder.resolve("manifest.yaml"))
          .filter(Files::exists)
          .forEach(file -> visit(load(file), refused));
    }
    refused.forEach(System.out::println);
    // One manifest of the corpus still uses the variable that the reference refuses too.
    refused.removeIf(line -> line.startsWith("stream_state"));
    assertThat(refused).isEmpty();
  }

  private static @Nullable Object load(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(100_000);
    options.setCodePointLimit(50_000_000);
    try {
      return new Yaml(options).load(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void visit(@Nullable Object value, Set<String> refused) {
    switch (value) {
      case Map<?, ?> map ->
          map.forEach(
              (key, item) -> {
                visit(key, refused);
                visit(item, refused);
              });
      case List<?> list -> list.forEach(item -> visit(item, refused));
      case String text when text.contains("{{") || text.contains("{%") -> {
        try {
          Template template = Template.compile(text);
          assertThat(template.source()).isEqualTo(text);
        } catch (TemplateException e) {
          refused.add(e.getMessage() + " in " + text);
        }
      }
      case null, default -> {}
    }
  }
}
