package dev.eider.cli.syncfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eider.outcome.Problem;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.Described;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.ReadMode;
import dev.eider.plan.Spec;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.Tolerance;
import dev.eider.plan.WriteWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SyncFileTest {
  private static final Path BAD = Path.of("src/test/resources/syncfile/bad");
  private static final boolean RECORD = Boolean.getBoolean("record.golden");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  static List<Path> badFiles() throws IOException {
    try (Stream<Path> files = Files.list(BAD)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void listsEveryProblemOfAFileAtOnce(Path file) throws IOException {
    Path copy = Files.copy(file, folder.resolve("sync.yaml"));

    InvalidSyncFile refused =
        catchThrowableOfType(InvalidSyncFile.class, () -> reader().read(copy));

    assertThat(refused).isNotNull();
    String said =
        refused.problems().stream().map(this::block).collect(Collectors.joining("\n", "", "\n"));
    Path golden = Path.of(file.toString().replace(".yaml", ".txt"));
    if (RECORD) {
      Files.writeString(golden, said);
    }
    assertThat(said).isEqualTo(Files.readString(golden));
  }

  @Test
  void takesAFileThatSaysOnlyWhatItMust() throws IOException {
    SyncPlan plan = read(minimal("path: shop.duckdb"));

    assertThat(plan.name()).isEqualTo("shop");
    assertThat(plan.streams()).isEmpty();
    assertThat(plan.pace()).isEqualTo(SyncPlan.Pace.DEFAULT);
    assertThat(plan.fullRefresh()).isFalse();
  }

  @Test
  void makesPathsAbsoluteFromTheFilesOwnFolder() throws IOException {
    SyncPlan plan = read(minimal("path: data/../shop.duckdb"));

    assertThat(plan.source().options())
        .containsEntry("path", folder.resolve("shop.duckdb").toString());
  }

  @Test
  void takesEverythingAStreamCanSay() throws IOException {
    SyncPlan plan =
        read(
            minimal("path: a.duckdb")
                + """
                streams:
                  orders:
                    mode: incremental
                    write: upsert
                    primary_key: [id]
                    cursor: updated_at
                    lookback: 2h
                    table: o
                    columns: [id, updated_at]
                  users:
                parallel_streams: 2
                give_up_after: PT10M
                chunk: {pages: 5, time: 30s, bytes: 1000}
                """);

    assertThat(plan.streams())
        .containsExactly(
            new StreamPlan(
                "orders",
                ReadMode.INCREMENTAL,
                WriteWord.UPSERT,
                List.of("id"),
                "updated_at",
                Duration.ofHours(2),
                "o",
                List.of("id", "updated_at")),
            StreamPlan.of("users"));
    assertThat(plan.pace())
        .isEqualTo(new SyncPlan.Pace(2, 5, Duration.ofSeconds(30), 1000, Duration.ofMinutes(10)));
  }

  @Test
  void takesALimitOfRowsSetAside() throws IOException {
    SyncPlan plan =
        read(minimal("path: a.duckdb") + "streams: {orders: {set_aside_limit: 5}, users: {}}\n");

    assertThat(plan.streams())
        .extracting(StreamPlan::setAside)
        .containsExactly(Tolerance.of(5), null);
  }

  @Test
  void takesStreamsAsAListOfNames() throws IOException {
    SyncPlan plan = read(minimal("path: a.duckdb") + "streams: [orders, users]\n");

    assertThat(plan.streams()).containsExactly(StreamPlan.of("orders"), StreamPlan.of("users"));
  }

  @Test
  void carriesASmallDocumentInline() throws IOException {
    Files.writeString(folder.resolve("api.yaml"), "version: 1 # ü\n");

    SyncPlan plan = read(manifest(""));

    assertThat(plan.source().options()).containsEntry("manifest", "version: 1 # ü\n");
  }

  @Test
  void carriesALargeDocumentAsACopyNamedByItsContent() throws IOException {
    String text = "x".repeat(Documents.INLINE_BYTES + 1);
    Files.writeString(folder.resolve("api.yaml"), text);

    Object carried = read(manifest("")).source().options().get("manifest");

    assertThat(carried).isInstanceOf(Map.class);
    Map<?, ?> reference = (Map<?, ?>) Objects.requireNonNull(carried);
    Path copy = Path.of((String) reference.get("file"));
    assertThat(copy).hasContent(text).hasFileName((String) reference.get("sha256"));
    assertThat(copy.getParent()).isEqualTo(folder.resolve("home/documents"));
  }

  @Test
  void refusesADocumentThatIsNoText() throws IOException {
    Files.write(folder.resolve("api.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThatThrownBy(() -> read(manifest(""))).hasMessageContaining("expected UTF-8 text");
  }

  @Test
  void keepsValuesAsTheirAuthorWroteThem() throws IOException {
    Files.writeString(folder.resolve("api.yaml"), "v: 1\n");

    SyncPlan plan =
        read(manifest(", config: {a: yes, b: 010, c: 2024-01-01, d: 1:30, e: 7, f: 1.5, g: '7'}"));

    assertThat(plan.source().options())
        .containsEntry(
            "config",
            Map.of(
                "a",
                "yes",
                "b",
                "010",
                "c",
                "2024-01-01",
                "d",
                "1:30",
                "e",
                7L,
                "f",
                1.5,
                "g",
                "7"));
  }

  @Test
  void leavesSecretReferencesUntouched() throws IOException {
    SyncPlan plan = read(motherduck("\"${secret:TOKEN}\""));

    assertThat(plan.destination().options()).containsEntry("token", "${secret:TOKEN}");
  }

  @Test
  void notesALiteralSecretWithoutRepeatingIt() throws IOException {
    List<Problem> notes = reader().read(file(motherduck("hunter2"))).notes();

    assertThat(notes).extracting(Problem::code).containsExactly("syncfile.literal_secret");
    assertThat(notes.toString()).doesNotContain("hunter2");
  }

  @Test
  void neverRepeatsWhatStandsUnderASecretsKey() {
    assertThatThrownBy(() -> read(motherduck("[hunter2]")))
        .hasMessageContaining("expected a secret reference")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void leavesOptionsToTheWorkerWhereNoConnectorIsKnown() throws IOException {
    SyncFile reader = new SyncFile(folder.resolve("home"), new Connectors(List.of()));

    SyncPlan plan = reader.read(file(minimal("path: a.duckdb, other: 1"))).plan();

    assertThat(plan.source().options())
        .containsEntry("path", "a.duckdb")
        .containsEntry("other", 1L);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> reader().read(folder.resolve("none.yaml")))
        .isInstanceOf(InvalidSyncFile.class)
        .hasMessageContaining("expected a sync file but there is none");
  }

  @Test
  void refusesAFileThatIsNoText() throws IOException {
    Path file = Files.write(folder.resolve("sync.yaml"), new byte[] {'a', (byte) 0xff});

    assertThatThrownBy(() -> reader().read(file)).hasMessageContaining("expected UTF-8 text");
  }

  @Test
  void embedsWithTheUsualModelIntoTheDestinationItself() throws IOException {
    EmbedPlan embed = embed("{document: 'Name: {{ record.name }}'}");

    assertThat(embed)
        .isEqualTo(
            new EmbedPlan(
                "Name: {{ record.name }}",
                List.of(),
                0,
                0,
                new ConnectorPlan("minilm", Map.of()),
                List.of(duckdb("lake.duckdb"))));
  }

  @Test
  void aStoreOfWhichOnlyItsTypeIsSaidIsTheDestinationItself() throws IOException {
    assertThat(embed("{document: '{{ record.a }}', store: [{type: duckdb}]}").stores())
        .containsExactly(duckdb("lake.duckdb"));
  }

  @Test
  void findsTheDestinationWhereverTheFileSaysIt() throws IOException {
    SyncPlan plan =
        read(
            "streams: {orders: {embed: {document: '{{ record.a }}'}}}\n"
                + motherduck("\"${secret:TOKEN}\""));

    assertThat(Objects.requireNonNull(plan.streams().getFirst().embed()).stores())
        .containsExactly(
            new ConnectorPlan(
                "motherduck", Map.of("database", "lake", "token", "${secret:TOKEN}")));
  }

  @Test
  void takesEverythingDocumentsCanSay() throws IOException {
    EmbedPlan embed =
        embed(
            """

                  document: |
                    Name: {{ record.name }}
                    Location: {{ record.location.name }}
                  metadata: [name, location.name]
                  chunk: {tokens: 120, overlap: 20}
                  embedder: {type: openai, model: m, api_key: "${secret:KEY}"}
                  store:
                    - {type: duckdb, path: vectors.duckdb}
                    - chroma
            """);

    assertThat(embed)
        .isEqualTo(
            new EmbedPlan(
                "Name: {{ record.name }}\nLocation: {{ record.location.name }}\n",
                List.of("name", "location.name"),
                120,
                20,
                new ConnectorPlan("openai", Map.of("model", "m", "api_key", "${secret:KEY}")),
                List.of(duckdb("vectors.duckdb"), new ConnectorPlan("chroma", Map.of()))));
  }

  @Test
  void knowsTheDestinationByItsTypeAsAStoreToo() throws IOException {
    EmbedPlan embed = embed("{document: '{{ record.a }}', store: [chroma, duckdb]}");

    assertThat(embed.stores())
        .containsExactly(new ConnectorPlan("chroma", Map.of()), duckdb("lake.duckdb"));
  }

  @Test
  void takesAnEmbedderByItsName() throws IOException {
    EmbedPlan embed = embed("{document: '{{ record.a }}', embedder: minilm}");

    assertThat(embed.embedder()).isEqualTo(new ConnectorPlan("minilm", Map.of()));
  }

  @Test
  void notesDocumentsThatWouldAllBeTheSame() throws IOException {
    List<Problem> notes = reader().read(file(embedding("{document: 'Name: record.name'}"))).notes();

    assertThat(notes).extracting(Problem::code).containsExactly("syncfile.same_documents");
  }

  @Test
  void asksForAStoreWhereTheDestinationHoldsNoVectors() throws IOException {
    SyncFile reader =
        new SyncFile(
            folder.resolve("home"),
            new Connectors(
                Stream.concat(
                        FakeConnector.all().all().stream(),
                        Stream.of(
                            new FakeConnector(
                                Described.Kind.DESTINATION,
                                "lake",
                                new Spec("A lake.", List.of(), ""))))
                    .toList()));
    Path file =
        file(
            "name: shop\nsource: {type: duckdb, path: a.duckdb}\ndestination: {type: lake}\n"
                + "streams: {orders: {embed: {document: '{{ record.a }}'}}}\n");

    assertThatThrownBy(() -> reader.read(file))
        .hasMessageContaining("'lake' holds no vectors")
        .hasMessageContaining("add store: one of chroma, duckdb, motherduck");
  }

  private EmbedPlan embed(String text) throws IOException {
    return Objects.requireNonNull(read(embedding(text)).streams().getFirst().embed());
  }

  private static String embedding(String text) {
    return minimal("path: a.duckdb") + "streams:\n  orders:\n    embed: " + text + "\n";
  }

  private ConnectorPlan duckdb(String file) {
    return new ConnectorPlan("duckdb", Map.of("path", folder.resolve(file).toString()));
  }

  private String block(Problem problem) {
    String text =
        problem.code()
            + "  "
            + problem.where()
            + "\n    "
            + problem.message()
            + (problem.fix() == null ? "" : "\n    → " + problem.fix());
    return text.replace(folder + "/", "");
  }

  private static String minimal(String source) {
    return "name: shop\nsource: {type: duckdb, "
        + source
        + "}\ndestination: {type: duckdb, path: lake.duckdb}\n";
  }

  private static String manifest(String more) {
    return "name: shop\nsource: {type: manifest, manifest: api.yaml"
        + more
        + "}\ndestination: {type: duckdb, path: lake.duckdb}\n";
  }

  private static String motherduck(String token) {
    return "name: shop\nsource: {type: duckdb, path: a.duckdb}\n"
        + "destination: {type: motherduck, database: lake, token: "
        + token
        + "}\n";
  }

  private SyncPlan read(String text) throws IOException {
    return reader().read(file(text)).plan();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("sync.yaml"), text);
  }

  private SyncFile reader() {
    return new SyncFile(folder.resolve("home"), FakeConnector.all());
  }
}
