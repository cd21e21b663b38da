package dev.eider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.cli.syncfile.FakeConnector;
import dev.eider.wire.WireFormat;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GoldenOutputTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final String ORDERS =
      "{\"stream_descriptor\":{\"name\":\"orders\"},\"stream_state\":{\"id\":7.50}}";
  private static final boolean RECORD = Boolean.getBoolean("record.golden");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private static TestWorkflowEnvironment server;

  @SuppressWarnings("NullAway.Init")
  private FakeLocalMode local;

  private Interrupts interrupts = Interrupts.never();
  private @Nullable Prompt prompt;

  @BeforeAll
  static void startServer() {
    server =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.converter())
                        .setWorkerHeartbeatInterval(java.time.Duration.ofSeconds(-1))
                        .build())
                .build());
    Worker worker = server.newWorker("eider");
    worker.registerWorkflowImplementationTypes(
        FakeSync.class,
        FakeState.class,
        FakeHistory.class,
        FakeRewind.class,
        FakeImport.class,
        FakeQuarantine.class,
        FakeReplay.class,
        FakeVerify.class,
        FakeSearch.class);
    server.start();
  }

  @BeforeEach
  void forgetWhatWasDone() {
    local = new FakeLocalMode(server.getWorkflowClient());
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void showsWhatThereIs() {
    golden("help", "--help");
  }

  @Test
  void explainsExitCodes() {
    golden("exit-codes", "help", "exit-codes");
  }

  @Test
  void explainsAConnector() {
    golden("help-source", "help", "source", "manifest");
  }

  @Test
  void suggestsTheVerbThatWasMeant() {
    golden("misspelt-verb", "synk");
  }

  @Test
  void suggestsNoVerbThatIsFarOff() {
    golden("unknown-verb", "frobnicate", "shop.yaml");
  }

  @Test
  void suggestsTheFlagThatWasMeant() {
    golden("misspelt-flag", "sync", "shop.yaml", "--strems", "orders");
  }

  @Test
  void tellsAMissingFileAsOneProblem() {
    golden("missing-file", "check", "none.yaml");
  }

  @Test
  void tellsProblemsAsJsonOnStdout() {
    golden("missing-file-json", "check", "none.yaml", "-o", "json");
  }

  @Test
  void tellsWhatACheckFound() {
    golden("check", "check", file("shop"));
  }

  @Test
  void tellsWhatASourceOffers() {
    golden("discover", "discover", file("shop"));
  }

  @Test
  void showsFirstRows() {
    golden("preview", "preview", file("shop"), "orders");
  }

  @Test
  void showsFirstRowsAsJson() {
    golden("preview-json", "preview", file("shop"), "orders", "-o", "json");
  }

  @Test
  void followsASyncToItsEnd() {
    golden("sync-done", "sync", file("shop"));
  }

  @Test
  void believesNothingOfAnotherInstallationsServer() {
    local.stranger = true;
    golden("sync-stranger", "sync", file("shop"));
  }

  @Test
  void followsASyncToItsEndAsJson() {
    golden("sync-done-json", "sync", file("shop"), "-o", "json");
  }

  @Test
  void worksItselfWhenNobodyElseDoes() {
    local.polling = false;

    golden("sync-own-worker", "sync", file("shop"));

    assertThat(local.workersStarted).isEqualTo(1);
  }

  @Test
  void endsWithFourWhenOnlyPartIsDone() {
    golden("sync-partial", "sync", file("partial"));
  }

  @Test
  void endsWithTheCodeOfTheFault() {
    golden("sync-denied", "sync", file("denied"));
  }

  @Test
  void takesOnlyTheStreamsThatWereAskedFor() {
    golden("sync-streams", "sync", file("shop"), "--streams", "orders,users", "--full-refresh");
  }

  @Test
  void refusesToStartAndLeaveWhenTheServerLeavesToo() {
    local.durable = false;

    golden("sync-no-wait-in-memory", "sync", file("shop"), "--no-wait");
  }

  @Test
  void attachesToASyncThatRuns() {
    golden("sync-no-wait", "sync", file("forever"), "--no-wait");
    golden("sync-attached", "sync", file("forever"), "--no-wait");
    golden("status-running", "status", "forever");
    golden("state-reset-refused", "state", "reset", file("forever"));
    golden("state-rewind-refused", "state", "rewind", file("forever"), "orders", "--to", "3/2");
    states("states.json", "[{\"type\":\"STREAM\",\"stream\":" + ORDERS + "}]");
    golden("state-import-refused", "state", "import", file("forever"), "states.json");
    golden("quarantine-replay-refused", "quarantine", "replay", file("forever"));
    golden("verify-refused", "verify", file("forever"));
    golden("cancel", "cancel", "forever");
    golden("cancel-again", "cancel", "forever");
    golden("status-cancelled", "status", "forever");
  }

  @Test
  void asksForAMissingSecretBeforeTheSyncStarts() {
    local.polling = false;
    prompt = name -> Optional.of("typed for " + name);

    Answer answer = run("sync", file("secretive"));

    assertThat(answer.exit).isZero();
    assertThat(local.secret).isEqualTo("typed for TOKEN");
    assertThat(answer.out + answer.err).doesNotContain("typed for TOKEN");
  }

  @Test
  void neverAsksWhenToldNotTo() {
    prompt = name -> Optional.of("typed");

    golden("check-no-prompt", "check", file("secretive"), "--no-prompt");
  }

  @Test
  void saysWhatToDoAboutAMissingSecretWhenNobodyCanBeAsked() {
    local.polling = false;

    golden("sync-missing-secret", "sync", file("secretive"));
  }

  @Test
  void examinesWhatAFileNeeds() {
    assertThat(run("doctor", file("shop")).exit).isEqualTo(3);
    assertThat(run("doctor", file("shop")).out)
        .contains("✓ sync file: shop.yaml, duckdb → duckdb")
        .contains("✓ secret TOKEN: found in environment")
        .contains("✗ destination: b.duckdb: process 7 holds it\n    → close process 7");
  }

  @Test
  void examinesAFileThatIsWrong() throws IOException {
    Files.writeString(folder.resolve("bad.yaml"), "nam: shop\n");

    Answer answer = run("doctor", "bad.yaml", "-o", "json");

    assertThat(answer.exit).isEqualTo(2);
    assertThat(answer.out).contains("\"what\" : \"sync file\"").contains("write name");
  }

  @Test
  void detachesOnCtrlC() {
    CompletableFuture<Void> first = CompletableFuture.completedFuture(null);
    interrupts = new ScriptedInterrupts(first, new CompletableFuture<>());

    golden("sync-detached", "sync", file("forever-alone"));
  }

  @Test
  void cancelsOnTheSecondCtrlC() {
    CompletableFuture<Void> pressed = CompletableFuture.completedFuture(null);
    interrupts = new ScriptedInterrupts(pressed, pressed);

    golden("sync-cancelled", "sync", file("forever-in-vain"));
  }

  @Test
  void tellsWhatCameOfTheLastRun() {
    Answer unused = run("sync", file("denied"));

    golden("status-denied", "status", file("denied"));
  }

  @Test
  void tellsThatThereIsNoSuchSync() {
    golden("status-unknown", "status", "nobody");
  }

  @Test
  void showsCheckpoints() {
    golden("state-show", "state", "show", file("shop"));
  }

  @Test
  void forgetsCheckpoints() {
    golden("state-reset-json", "state", "reset", file("shop"), "-o", "json");
  }

  @Test
  void listsTheCheckpointsAStreamHad() {
    golden("state-list", "state", "list", file("shop"), "orders");
    golden("state-list-json", "state", "list", file("shop"), "orders", "-o", "json");
  }

  @Test
  void takesTheNameOfASyncThatHasRun() {
    Answer unused = run("sync", file("shop"));

    golden("state-list-by-name", "state", "list", "shop", "orders");
    golden("state-list-no-such-sync", "state", "list", "nobody-ran-it", "orders");
  }

  @Test
  void tellsThatAStreamHasNoCheckpoints() {
    golden("state-list-unknown", "state", "list", file("shop"), "ordres");
    golden("state-rewind-unknown", "state", "rewind", file("shop"), "ordres", "--to", "3/2");
  }

  @Test
  void takesAStreamBack() {
    golden("state-rewind", "state", "rewind", file("shop"), "orders", "--to", "3/2");
    golden(
        "state-rewind-dry",
        "state",
        "rewind",
        file("shop"),
        "orders",
        "--to",
        "2026-01-02T03:04:05Z",
        "--dry-run");
    golden(
        "state-rewind-yes-json",
        "state",
        "rewind",
        file("shop"),
        "orders",
        "--to",
        "2026-01-03",
        "--yes",
        "-o",
        "json");
  }

  @Test
  void refusesATimeNobodyCanRead() {
    golden("state-rewind-bad-time", "state", "rewind", file("shop"), "orders", "--to", "yesterday");
    golden("state-rewind-no-time", "state", "rewind", file("shop"), "orders");
  }

  @Test
  void readsWhatItExported() throws IOException {
    golden("state-export", "state", "export", file("shop"));
    golden("state-export-file", "state", "export", file("shop"), "--file", "shop.json");

    golden("state-import", "state", "import", file("shop"), "shop.json");
    golden("state-import-other-sync", "state", "import", file("clean"), "shop.json");
    assertThat(Files.readString(folder.resolve("shop.json"))).contains("\"sync\" : \"shop\"");
  }

  @Test
  void readsTheStatesOfAirbyteAndPyAirbyte() throws IOException {
    String state = "{\"type\":\"STREAM\",\"stream\":" + ORDERS + "}";
    for (String form :
        new String[] {
          state,
          "[" + state + "]",
          "{\"type\":\"STATE\",\"state\":"
              + state
              + "}\n{\"type\":\"STATE\",\"state\":"
              + state
              + "}\n",
          "[{\"stream_name\":\"orders\",\"state_json\":\"" + state.replace("\"", "\\\"") + "\"}]",
          "[" + ORDERS + "]",
          "{\"type\":\"GLOBAL\",\"global\":{\"stream_states\":[" + ORDERS + "]}}",
          "{\"type\":\"LEGACY\",\"data\":{\"orders\":{\"id\":7.50}}}",
          "{\"stateType\":\"stream\",\"streamState\":[{\"streamDescriptor\":{\"name\":\"orders\"},"
              + "\"streamState\":{\"id\":7.50}}]}"
        }) {
      states("states.json", form);
      assertThat(StateFile.read(folder.resolve("states.json"), "states.json").streams())
          .as(form)
          .singleElement()
          .satisfies(
              given -> {
                assertThat(given.stream()).isEqualTo("orders");
                assertThat(given.state()).isEqualTo("{\"id\":7.50}");
              });
    }
    golden("state-import-airbyte", "state", "import", file("shop"), "states.json");
  }

  @Test
  void refusesAFileWithoutStates() {
    golden("state-import-missing", "state", "import", file("shop"), "none.json");
    states("empty.json", "");
    golden("state-import-empty", "state", "import", file("shop"), "empty.json");
    states("broken.json", "{\"a\":\n");
    golden("state-import-broken", "state", "import", file("shop"), "broken.json");
    states("ordres.json", ORDERS.replace("orders", "ordres"));
    golden("state-import-unknown", "state", "import", file("shop"), "ordres.json");
  }

  @Test
  void countsWhatIsSetAside() {
    golden("quarantine-list", "quarantine", "list", file("shop"));
    golden("quarantine-list-json", "quarantine", "list", file("shop"), "-o", "json");
    golden("quarantine-list-nothing", "quarantine", "list", file("clean"));
  }

  @Test
  void showsRowsThatAreSetAside() {
    states("row.ndjson", "    {\"name\":\"nobody\"}");
    FakeQuarantine.file = folder.resolve("row.ndjson").toString();

    golden("quarantine-show", "quarantine", "show", file("shop"), "orders");
    golden(
        "quarantine-show-json", "quarantine", "show", file("shop"), "--limit", "1", "-o", "json");
    golden("quarantine-show-nothing", "quarantine", "show", file("clean"), "orders");
  }

  @Test
  void triesRowsAgain() {
    golden("quarantine-replay", "quarantine", "replay", file("shop"));
    golden("quarantine-replay-still", "quarantine", "replay", file("half"));
    golden("quarantine-replay-json", "quarantine", "replay", file("half"), "-o", "json");
    golden("quarantine-replay-nothing", "quarantine", "replay", file("clean"));
  }

  @Test
  void tellsAMisspeltStreamFromOneWithoutSuchRows() throws IOException {
    String shop = file("shop");
    Files.writeString(folder.resolve(shop), "streams: [orders]\n", StandardOpenOption.APPEND);

    golden("quarantine-unknown-stream", "quarantine", "replay", shop, "ordres");
  }

  private void states(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void saysThatSourceAndDestinationAreEqual() {
    golden("verify-equal", "verify", file("shop"));
  }

  @Test
  void endsWithFourWhenSourceAndDestinationDiffer() throws IOException {
    Files.writeString(
        folder.resolve("orders.ndjson"),
        """
        {"difference":"changed","key":{"id":"5"},"columns":["name","total"]}
        {"difference":"only_source","key":{"id":"7"}}
        {"difference":"only_destination","key":{"id":"9"}}
        """);

    golden("verify-different", "verify", file("different"));
  }

  @Test
  void tellsDifferencesAsJson() {
    golden("verify-different-json", "verify", file("different"), "orders", "-o", "json");
  }

  @Test
  void endsWithTheCodeOfWhatStoodInTheComparisonsWay() {
    golden("verify-denied", "verify", file("denied"));
  }

  @Test
  void tellsWhatStoresDoNotHaveAndWhatToDo() {
    golden("verify-vectors", "verify", file("vectors"));
    golden("verify-vectors-json", "verify", file("vectors"), "--mend", "-o", "json");
    golden("verify-vectors-mended", "verify", file("vectors"), "--mend");
  }

  @Test
  void comparesASyncByItsName() {
    Answer unused = run("sync", file("named"));

    golden("verify-named", "verify", "named");
  }

  @Test
  void showsDocumentsThatWereFound() throws IOException {
    golden("search", "search", embedding("shop"), "Last Name is Smith");
    golden("search-limit", "search", embedding("shop"), "Last", "Name", "-n", "1");
    golden("search-json", "search", embedding("shop"), "Last Name", "-n", "2", "-o", "json");
  }

  @Test
  void saysThatNothingWasFound() throws IOException {
    golden("search-nothing", "search", embedding("shop"), "nothing");
    golden(
        "search-nothing-where",
        "search",
        embedding("shop"),
        "nothing",
        "--where",
        "status=open",
        "--where",
        "nmae=1");
  }

  @Test
  void asksForMetadataAsItWasTyped() throws IOException {
    Answer answer =
        run(
            "search",
            embedding("shop"),
            "x",
            "--where=a=true",
            "--where=b=-7",
            "--where=c=1.5",
            "--where=d='7'",
            "--where=e=007",
            "--where=f=a=b",
            "--where=g=");

    assertThat(answer.exit).isZero();
    // Whole numbers that are small travel as such.
    assertThat(Objects.requireNonNull(FakeSearch.ASKED.get()).where())
        .containsExactly(
            Map.entry("a", true),
            Map.entry("b", -7),
            Map.entry("c", 1.5),
            Map.entry("d", "7"),
            Map.entry("e", "007"),
            Map.entry("f", "a=b"),
            Map.entry("g", ""));
  }

  @Test
  void asksAStoreByItsType() throws IOException {
    golden("search-store", "search", embedding("shop"), "nothing", "--store", "chroma");
    golden("search-unknown-store", "search", embedding("shop"), "nothing", "--store", "croma");
  }

  @Test
  void searchesByNameAlsoWhileTheSyncRuns() throws IOException {
    Answer unused = run("sync", embedding("forever-found"), "--no-wait");

    golden("search-named", "search", "forever-found", "Smith", "-n", "1");
  }

  @Test
  void answersASearchItselfWhenNobodyElseDoes() throws IOException {
    local.polling = false;

    golden("search-own-worker", "search", embedding("shop"), "Smith", "-n", "1");

    assertThat(local.workersStarted).isEqualTo(1);
  }

  @Test
  void refusesASearchInVainBeforeAnythingIsStarted() throws IOException {
    local.polling = false;
    golden("search-no-documents", "search", file("shop"), "Smith");
    golden("search-unknown-stream", "search", embedding("shop"), "x", "--stream", "order");
    golden("search-other-stream", "search", embedding("shop"), "x", "--stream", "plain");
    Files.writeString(
        folder.resolve("shop.yaml"),
        "  users: {embed: {document: '{{ record.name }}'}}\n",
        StandardOpenOption.APPEND);
    golden("search-which-stream", "search", "shop.yaml", "x");
    golden("search-limit-zero", "search", embedding("shop"), "x", "-n", "0");
    golden("search-no-text", "search", embedding("shop"), " ");
    golden("search-bad-where", "search", embedding("shop"), "x", "--where", "open");
    golden("search-where-twice", "search", embedding("shop"), "x", "--where=a=1", "--where", "a=2");

    assertThat(local.workersStarted).isZero();
  }

  @Test
  void endsWithTheCodeOfWhatStoodInTheSearchsWay() throws IOException {
    golden("search-denied", "search", embedding("shop"), "denied");
  }

  @Test
  void countsChunksOfDocumentsInTheReport() throws IOException {
    golden("sync-embedded", "sync", embedding("embedded"));
  }

  @Test
  void explainsAStore() {
    golden("help-store", "help", "store", "chroma");
  }

  private String embedding(String name) throws IOException {
    String file = file(name);
    Files.writeString(
        folder.resolve(file),
        """
        streams:
          orders:
            embed:
              document: "Name: {{ record.name }}"
              metadata: [name, status]
              store: [duckdb, chroma]
          plain:
        """,
        StandardOpenOption.APPEND);
    return file;
  }

  @Test
  void refusesABadCronLineBeforeAskingTheServer() {
    golden("bad-cron", "schedule", "create", file("shop"), "--cron", "61 * * * *");
  }

  @Test
  void refusesSchedulesOnAServerThatForgets() {
    local.durable = false;

    golden("schedule-in-memory", "schedule", "create", file("shop"), "--every", "1h");
  }

  @Test
  void refusesAnAnswerToASyncThatHasEnded() {
    run("sync", file("shop"));
    golden("approve-ended", "approve", "shop");
    golden("reject-ended-json", "reject", "shop", "-o", "json");
  }

  @Test
  void saysThatRowsShareTheirKey() {
    golden("sync-same-key", "sync", file("same-key"));
  }

  @Test
  void saysThatListsNeedARealServer() {
    golden("list-unimplemented", "list");
  }

  @Test
  void writesASyncFileToBeginWith() throws IOException {
    golden("init", "init", "duckdb", "motherduck", "--name", "shop");

    check("init-file.yaml", Files.readString(folder.resolve("shop.yaml")));
    golden("init-again", "init", "duckdb", "--name", "shop");
  }

  @Test
  void tellsWhatTheManagedServerDoes() {
    golden("server-start", "server", "start", "-o", "json");
  }

  private void golden(String name, String... arguments) {
    Answer answer = run(arguments);
    String text =
        "$ eider "
            + String.join(" ", arguments)
            + "\n--- stdout\n"
            + answer.out
            + "--- stderr\n"
            + answer.err
            + "--- exit "
            + answer.exit
            + "\n";
    check(name + ".txt", text.replace(folder + "/", "").replace(folder.toString(), "FOLDER"));
  }

  private static void check(String name, String text) {
    Path golden = GOLDEN.resolve(name);
    try {
      if (RECORD) {
        Files.writeString(golden, text);
      }
      assertThat(text).as(name).isEqualTo(Files.readString(golden));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Answer run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings around =
        new Surroundings(
            Map.of("EIDER_HOME", folder.resolve("home").toString()),
            folder,
            () -> Optional.of(local),
            FakeConnector::all,
            false,
            interrupts,
            Optional.ofNullable(prompt));
    int exit = EiderCli.run(arguments, new PrintWriter(out), new PrintWriter(err), around);
    return new Answer(out.toString(), err.toString(), exit);
  }

  private String file(String name) {
    try {
      Files.writeString(
          folder.resolve(name + ".yaml"),
          "name: "
              + name
              + "\nsource: {type: duckdb, path: a.duckdb}\n"
              + "destination: {type: duckdb, path: b.duckdb}\n");
      return name + ".yaml";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private record Answer(String out, String err, int exit) {}

  /** Presses Ctrl-C when the test says so. */
  private static final class ScriptedInterrupts implements Interrupts {
    private final CompletableFuture<Void> first;
    private final CompletableFuture<Void> second;
    private boolean asked;

    ScriptedInterrupts(CompletableFuture<Void> first, CompletableFuture<Void> second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public CompletableFuture<Void> next() {
      CompletableFuture<Void> next = asked ? second : first;
      asked = true;
      return next;
    }
  }
}
