package dev.eider.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.embedding.Document.Piece;
import dev.eider.fault.Fault;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.EmbedPlan;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DocumentsTest {
  private static final List<String> ID = List.of("id");
  private static final ConnectorPlan ANY = new ConnectorPlan("any", Map.of());
  private final WordsEmbedder embedder = new WordsEmbedder(20);

  @Test
  void rendersTheTemplateWithTheRow() {
    Document document =
        documents("Name: {{ record.name }}\nCity: {{ record.at.city }}")
            .of(row("name", "wren", "at", Map.of("city", "oslo")), ID);

    assertThat(document.pieces()).extracting(Piece::text).containsExactly("Name: wren\nCity: oslo");
  }

  @Test
  void whatIsNullOrNotThereLeavesNothing() {
    Documents documents =
        documents("a{{ record.none }}b{{ record.absent }}c{{ record.none.deep }}d");

    assertThat(documents.of(row("none", null), ID).pieces())
        .extracting(Piece::text)
        .containsExactly("abcd");
  }

  @Test
  void aTemplateThatIsOneValueGivesItsText() {
    assertThat(text("{{ record.n }}", row("n", 12L))).isEqualTo("12");
    assertThat(text("{{ record.n }}", row("n", new BigDecimal("1.50")))).isEqualTo("1.5");
    assertThat(text("{{ record.n }}", row("n", Double.NaN))).isEqualTo("nan");
    assertThat(text("{{ record.n }}", row("n", List.of("a", "b")))).isEqualTo("['a', 'b']");
  }

  static Stream<Map<String, @Nullable Object>> blank() {
    return Stream.of(row("t", null), row("t", ""), row("t", " \n\t\u00a0"), row("other", "x"));
  }

  @ParameterizedTest
  @MethodSource("blank")
  void aDocumentWithoutTextHasNoChunks(Map<String, @Nullable Object> row) {
    assertThat(documents("{{ record.t }}").of(row, ID).pieces()).isEmpty();
  }

  static Stream<String> oddTexts() {
    return Stream.of(
        "👩‍👩‍👧 emoji 😀",
        "\u202eright to left שלום مرحبا",
        "nul\u0000 bell\u0007 \u001b[31mred",
        "{{ record.secret }} {% if x %}",
        "half \ud83d here");
  }

  @ParameterizedTest
  @MethodSource("oddTexts")
  void textsMayHoldAnything(String odd) {
    Document document = documents("{{ record.t }}").of(row("t", odd), ID);

    assertThat(document.pieces()).extracting(Piece::text).containsExactly(odd);
    assertThat(document).isEqualTo(documents("{{ record.t }}").of(row("t", odd), ID));
  }

  @Test
  void oneMegabyteIsCutWithEachCharacterReadAFewTimesOnly() {
    String long1 = "word and other ".repeat(70_000);

    List<Piece> pieces = documents("{{ record.t }}").of(row("t", long1), ID).pieces();

    assertThat(pieces).hasSizeGreaterThan(10_000);
    assertThat(embedder.read()).isLessThan(4 * long1.length());
    assertThat(pieces.getLast().number()).isEqualTo(pieces.size() - 1);
    assertThat(pieces.stream().map(Piece::id)).doesNotHaveDuplicates();
  }

  @Test
  void aRowTheTemplateFailsOnIsSetAsideByItsKeyWithoutItsContent() {
    Documents documents = documents("{{ record.a + record.b }}");

    assertThat(documents.of(row("a", 1, "b", 2), ID).pieces()).isNotEmpty();
    for (Map<String, @Nullable Object> odd :
        List.of(row("a", "hidden", "b", 2), row("a", 1), row("a", 1, "b", null))) {
      assertThatThrownBy(() -> documents.of(odd, ID))
          .isInstanceOfSatisfying(
              Fault.Rejected.class,
              fault -> {
                assertThat(fault.problem().where()).isEqualTo("/streams/birds/embed/document");
                assertThat(fault.problem().message())
                    .contains("{\"id\":7}")
                    .doesNotContain("hidden");
              });
    }
  }

  static Stream<String> failing() {
    return Stream.of(
        "{{ record.email + 1 }}",
        "{{ record[record.email].street }}",
        "{{ record[record.email] + 'x' }}",
        "{{ record.tags[record.email].first }}",
        "{{ record.email | int + record.email }}",
        "{{ record.email.nothing() }}",
        "{{ record.email | tojson | format(1, 2) }}",
        "{{ (record.email ~ '').split('@')[7].x }}",
        "{{ format_datetime(record.email, '%Y') }}",
        "{{ record.email | map(record.email) | list }}",
        "{{ record.email is divisibleby(0) }}",
        "{% for a, b in record.tags.items() %}{{ a.b.c }}{% endfor %}",
        "{% set a, b, c = record.tags %}{{ a }}");
  }

  @ParameterizedTest
  @MethodSource("failing")
  void whyATemplateFailsNamesFieldsAndQuotesNoValue(String template) {
    Map<String, @Nullable Object> row =
        row("email", "ada@private.example", "tags", Map.of("hidden-name", "hidden-value"));

    assertThatThrownBy(() -> documents(template).of(row, ID))
        .isInstanceOfSatisfying(
            Fault.Rejected.class,
            fault -> {
              assertThat(fault.problem().code()).isEqualTo("embedding.document");
              assertThat(fault.problem().message()).containsAnyOf("'email'", "'tags'");
              assertThat(fault.problem().line() + fault)
                  .doesNotContain("ada@")
                  .doesNotContain("private")
                  .doesNotContain("hidden");
              assertThat(fault).hasNoCause();
            });
  }

  @Test
  void aFieldThatIsMissingIsNamed() {
    assertThatThrownBy(() -> documents("{{ record.a + record.b }}").of(row("a", 1), ID))
        .hasMessageContaining("it has no value for 'b'");
  }

  @Test
  void aTemplateThatIsNoneIsRefusedAtOnce() {
    assertThatThrownBy(() -> documents("{{ record.name "))
        .isInstanceOf(Fault.Misconfigured.class)
        .hasMessageContaining("/streams/birds/embed/document");
  }

  @Test
  void idsAreTheSameInEveryRunAndNumberChunks() {
    Document document = documents("{{ record.t }}").of(row("t", "one two three ".repeat(20)), ID);

    assertThat(document.id()).matches("[0-9a-f]{32}").isEqualTo("50548bd1ab489e9e0caeb68494486e3c");
    assertThat(document.pieces().getFirst().id()).isEqualTo(document.id() + "-0");
    assertThat(document.pieces().get(1).id()).isEqualTo(document.id() + "-1");
  }

  @Test
  void keysThatDifferHaveDifferentIds() {
    List<List<@Nullable Object>> keys =
        List.of(
            Arrays.asList("a", "bc"),
            Arrays.asList("ab", "c"),
            Arrays.asList("a\",\"b", "c"),
            Arrays.asList("a,b", "c"),
            Arrays.asList("abc", ""),
            Arrays.asList("", "abc"),
            Arrays.asList("abc", null),
            Arrays.asList(null, "abc"),
            Arrays.asList(null, null),
            Arrays.asList("null", "null"),
            Arrays.asList("", ""),
            Arrays.asList(1L, 23L),
            Arrays.asList(12L, 3L),
            Arrays.asList("1", "23"),
            Arrays.asList(1L, "23"),
            Arrays.asList(true, "x"),
            Arrays.asList("true", "x"),
            Arrays.asList(Double.NaN, "x"),
            Arrays.asList("NaN", "x"),
            Arrays.asList(List.of("n", "NaN"), "x"),
            Arrays.asList(Map.of("n", "NaN"), "x"),
            Arrays.asList("\ud83d", "x"),
            Arrays.asList("\ude00", "x"),
            Arrays.asList("?", "x"),
            Arrays.asList("a\u0000", "x"),
            Arrays.asList("a", "\u0000x"),
            Arrays.asList("e\u0301", "x"),
            Arrays.asList("\u00e9", "x"));

    Set<String> ids = new HashSet<>();
    keys.forEach(key -> ids.add(idOf(key.get(0), key.get(1))));

    assertThat(ids).hasSize(keys.size());
  }

  @Test
  void everyCharacterMakesAnotherKey() {
    Set<String> ids = new HashSet<>();
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      ids.add(idOf("k" + (char) c, "x"));
    }

    assertThat(ids).hasSize(Character.MAX_VALUE + 1);
  }

  @Test
  void equalNumbersAreTheSameKeyHoweverTheyAreWritten() {
    assertThat(idOf(1, "x"))
        .isEqualTo(idOf(1L, "x"))
        .isEqualTo(idOf(BigInteger.ONE, "x"))
        .isEqualTo(idOf(new BigDecimal("1.000"), "x"))
        .isEqualTo(idOf(1.0, "x"));
    assertThat(idOf(0.0, "x")).isEqualTo(idOf(-0.0, "x"));
    assertThat(idOf(new BigDecimal("1E+999999999"), "x")).isNotEqualTo(idOf(1, "x"));
  }

  @Test
  void anotherSyncOrStreamHasOtherIds() {
    Map<String, @Nullable Object> row = row("t", "x");
    EmbedPlan plan = plan("{{ record.t }}", 0);

    assertThat(
            Set.of(
                new Documents("a", "bc", plan, embedder).of(row, ID).id(),
                new Documents("ab", "c", plan, embedder).of(row, ID).id(),
                new Documents("a", "c", plan, embedder).of(row, ID).id()))
        .hasSize(3);
  }

  @Test
  void aRowWithoutItsKeyColumnIsNoRowOfTheStream() {
    for (List<String> key : List.of(List.of("ID"), List.<String>of())) {
      assertThatThrownBy(() -> documents("x").of(row("t", "x"), key))
          .isInstanceOf(Fault.Defect.class);
    }
  }

  @Test
  void metadataIsScalarsUnderTheirPaths() {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("id", 7);
    row.put("text", "a 😀");
    row.put("whole", 3);
    row.put("big", new BigInteger("9007199254740993"));
    row.put("huge", BigInteger.TEN.pow(30));
    row.put("price", new BigDecimal("12.50"));
    row.put("wrong", Double.NaN);
    row.put("flag", true);
    row.put("none", null);
    row.put("dotted.name", "own");
    row.put("at", nested());
    row.put("tags", List.of("a", 1));
    List<String> paths = new ArrayList<>(row.keySet());
    paths.remove("id");
    paths.addAll(List.of("at.city", "at.geo.lat", "at.none", "at.city.deep", "absent", "tags.0"));

    Map<String, Object> metadata =
        new HashMap<>(
            new Documents("flock", "birds", plan("x", 0, paths), embedder)
                .of(row, ID)
                .pieces()
                .getFirst()
                .metadata());
    metadata.keySet().removeIf(name -> name.startsWith("_eider_"));

    assertThat(metadata)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("text", "a 😀"),
                Map.entry("whole", 3L),
                Map.entry("big", 9_007_199_254_740_993L),
                Map.entry("huge", "1" + "0".repeat(30)),
                Map.entry("price", 12.5),
                Map.entry("wrong", "NaN"),
                Map.entry("flag", true),
                Map.entry("dotted.name", "own"),
                Map.entry("at", "{\"city\":\"oslo\",\"geo\":{\"lat\":59.9},\"none\":null}"),
                Map.entry("tags", "[\"a\",1]"),
                Map.entry("at.city", "oslo"),
                Map.entry("at.geo.lat", 59.9)));
  }

  private static Map<String, @Nullable Object> nested() {
    Map<String, @Nullable Object> at = new LinkedHashMap<>();
    at.put("city", "oslo");
    at.put("geo", Map.of("lat", new BigDecimal("59.9")));
    at.put("none", null);
    return at;
  }

  @Test
  void eidersOwnMetadataTellsWhereAChunkComesFrom() {
    Piece piece =
        new Documents("flock", "birds", plan("a bird", 0), embedder)
            .of(row("k\"2", null), List.of("k\"2", "id"))
            .pieces()
            .getFirst();

    assertThat(piece.metadata())
        .isEqualTo(
            Map.of(
                "_eider_sync",
                "flock",
                "_eider_stream",
                "birds",
                "_eider_key",
                "{\"k\\\"2\":null,\"id\":7}",
                "_eider_chunk",
                0L,
                "_eider_hash",
                piece.textHash()));
    assertThat(piece.textHash())
        .isEqualTo("9e5b3d53982c82e689e184e5b5774740a5b75cc8b66d3757b7de83c489ee2bb7");
  }

  @Test
  void changedMetadataLeavesTheHashOfTheText() {
    Piece before = only(row("t", "same", "m", 1L));
    Piece after = only(row("t", "same", "m", 1.0));

    assertThat(after.textHash()).isEqualTo(before.textHash());
    assertThat(after.metadataHash()).isNotEqualTo(before.metadataHash());
    assertThat(only(row("t", "other", "m", 1L)).metadataHash()).isEqualTo(before.metadataHash());
    assertThat(only(row("t", "other", "m", 1L)).textHash()).isNotEqualTo(before.textHash());
    assertThat(only(row("t", "same", "m", 1L, "not kept", 2))).isEqualTo(before);
  }

  private Piece only(Map<String, @Nullable Object> row) {
    EmbedPlan plan = plan("{{ record.t }}", 0, List.of("m"));
    return new Documents("flock", "birds", plan, embedder).of(row, ID).pieces().getFirst();
  }

  @Test
  void theFingerprintTellsWhatDecidesVectors() {
    String usual = fingerprint(plan("a", 0), embedder);

    assertThat(usual).matches("[0-9a-f]{16}");
    assertThat(fingerprint(plan("a", 0, List.of("m")), embedder)).isEqualTo(usual);
    assertThat(fingerprint(plan("a", embedder.bestTokens()), embedder)).isEqualTo(usual);
    assertThat(fingerprint(plan("b", 0), embedder)).isNotEqualTo(usual);
    assertThat(fingerprint(plan("a", 5), embedder)).isNotEqualTo(usual);
    assertThat(fingerprint(plan("a", 0), new WordsEmbedder(40))).isNotEqualTo(usual);
    EmbedPlan overlapping = new EmbedPlan("a", List.of(), 0, 2, ANY, List.of(ANY));
    assertThat(fingerprint(overlapping, embedder)).isNotEqualTo(usual);
  }

  private static String fingerprint(EmbedPlan plan, Embedder embedder) {
    return new Documents("flock", "birds", plan, embedder).fingerprint();
  }

  private String idOf(@Nullable Object one, @Nullable Object other) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("one", one);
    row.put("other", other);
    return documents("x").of(row, List.of("one", "other")).id();
  }

  private String text(String template, Map<String, @Nullable Object> row) {
    return documents(template).of(row, ID).pieces().getFirst().text();
  }

  private Documents documents(String template) {
    return new Documents("flock", "birds", plan(template, 0), embedder);
  }

  private static EmbedPlan plan(String template, int tokens) {
    return plan(template, tokens, List.of());
  }

  private static EmbedPlan plan(String template, int tokens, List<String> metadata) {
    return new EmbedPlan(template, metadata, tokens, 0, ANY, List.of(ANY));
  }

  private static Map<String, @Nullable Object> row(@Nullable Object... pairs) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("id", 7);
    for (int i = 0; i < pairs.length; i += 2) {
      row.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return row;
  }
}
