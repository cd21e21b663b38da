package dev.eider.connector.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.connector.manifest.CaseReplay.Result;
import dev.eider.connector.manifest.CaseReplay.Verdict;
import dev.eider.connector.manifest.model.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replays recordings of the reference implementation. */
final class ManifestGoldenTest {
  private static final Path RECORDINGS = Path.of("../../shared/manifests");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);
  private static final int FLOOR = 3_588;

  @Test
  void answersTheBundledRecordingAsTheReferenceWould() throws IOException {
    Path folder = Path.of("src/test/resources/manifests/rick_and_morty");
    assertThat(replay(folder)).allSatisfy(line -> assertThat(line.result().why()).isEmpty());
  }

  @Test
  @Tag("slow")
  void answersEveryRecordedCaseItSupportsAsTheReferenceDoes() throws IOException {
    Path root = recordings();
    Set<String> known = knownDifferences();
    List<Line> lines = new ArrayList<>();
    try (Stream<Path> folders = Files.list(root)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        lines.addAll(replay(folder));
      }
    }
    report(lines);
    assertThat(lines.stream().filter(l -> l.is(Verdict.IDENTICAL)).count())
        .isGreaterThanOrEqualTo(FLOOR);
    assertThat(lines.stream().filter(l -> l.is(Verdict.DIFFERENT)).map(Line::name))
        .isSubsetOf(known);
  }

  private static Path recordings() {
    Path root = Files.isDirectory(RECORDINGS) ? RECORDINGS : Path.of("../../../shared/manifests");
    Assumptions.assumeTrue(
        Files.isDirectory(root), "skipped: the folder with the recorded cases is not there");
    return root;
  }

  private static List<Line> replay(Path folder) throws IOException {
    String text = Files.readString(folder.resolve("manifest.yaml"));
    List<Line> lines = new ArrayList<>();
    Manifest manifest = Manifest.parse(text, folder.toString());
    for (String json : Files.readAllLines(folder.resolve("cases.jsonl"))) {
      Map<?, ?> recorded = JSON.readValue(json, Map.class);
      String name =
          recorded.get("connector") + "/" + recorded.get("stream") + "/" + recorded.get("kind");
      lines.add(new Line(name, String.valueOf(recorded.get("kind")), result(manifest, recorded)));
    }
    return lines;
  }

  private static Result result(Manifest manifest, Map<?, ?> recorded) {
    try {
      return new CaseReplay(manifest, recorded).run();
    } catch (RuntimeException | StackOverflowError e) {
      StackTraceElement at = e.getStackTrace().length > 0 ? e.getStackTrace()[0] : null;
      return new Result(Verdict.DIFFERENT, "crash: " + e + " at " + at);
    }
  }

  private static void report(List<Line> lines) throws IOException {
    Map<String, EnumMap<Verdict, Integer>> totals = new TreeMap<>();
    for (Line line : lines) {
      totals
          .computeIfAbsent(line.kind(), kind -> new EnumMap<>(Verdict.class))
          .merge(line.result().verdict(), 1, Integer::sum);
    }
    totals.forEach((kind, counts) -> System.out.println(kind + " " + counts));
    Files.write(
        Path.of("target/manifest-golden.tsv"),
        lines.stream()
            .map(
                l ->
                    l.name()
                        + "\t"
                        + l.result().verdict()
                        + "\t"
                        + l.result().why().replaceAll("\\s+", " "))
            .toList());
  }

  private static Set<String> knownDifferences() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ManifestGoldenTest.class.getResourceAsStream("/manifests/known-differences.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t")[0])
          .collect(Collectors.toSet());
    }
  }

  private record Line(String name, String kind, Result result) {
    boolean is(Verdict verdict) {
      return result.verdict() == verdict;
    }
  }
}
