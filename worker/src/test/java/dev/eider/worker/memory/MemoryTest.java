package dev.eider.worker.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.eider.check.CheckSteps;
import dev.eider.destination.Destinations;
import dev.eider.destination.HistorySteps;
import dev.eider.destination.LoadSteps;
import dev.eider.embedding.Embedders;
import dev.eider.event.SyncListener;
import dev.eider.flow.HistoryWorkflow;
import dev.eider.flow.HistoryWorkflowImpl;
import dev.eider.flow.ImportWorkflow;
import dev.eider.flow.ImportWorkflowImpl;
import dev.eider.flow.QuarantineWorkflow;
import dev.eider.flow.QuarantineWorkflowImpl;
import dev.eider.flow.ReplayWorkflow;
import dev.eider.flow.ReplayWorkflowImpl;
import dev.eider.flow.RewindWorkflow;
import dev.eider.flow.RewindWorkflowImpl;
import dev.eider.flow.StreamWorkflowImpl;
import dev.eider.flow.SyncWorkflow;
import dev.eider.flow.SyncWorkflowImpl;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.SyncReport;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.Tolerance;
import dev.eider.plan.WriteWord;
import dev.eider.quarantine.QuarantineSteps;
import dev.eider.secret.Secrets;
import dev.eider.source.ExtractSteps;
import dev.eider.source.Sources;
import dev.eider.step.History;
import dev.eider.step.Quarantine;
import dev.eider.vector.VectorStores;
import dev.eider.wire.WireFormat;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream taken back, and rows set aside and replayed, from an API into a file. */
final class MemoryTest {
  private static final String QUEUE = "eider";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  /** Records of the API, ordered by {@code at}. */
  private final List<Item> items = new ArrayList<>();

  private HttpServer api;
  private TestWorkflowEnvironment server;
  private String key = "id";
  private WriteWord write = WriteWord.UPSERT;
  private Tolerance tolerance;

  private record Item(String at, String json) {}

  @BeforeEach
  void start() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/",
        exchange -> {
          String query = String.valueOf(exchange.getRequestURI().getRawQuery());
          String since =
              URLDecoder.decode(query.replaceAll(".*since=", ""), StandardCharsets.UTF_8);
          String body =
              items.stream()
                  .filter(item -> item.at.compareTo(since) >= 0)
                  .map(Item::json)
                  .collect(Collectors.joining(",", "{\"data\":[", "]}"));
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    api.start();
    server =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.converter())
                        .build())
                .build());
    Worker worker = server.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(
        SyncWorkflowImpl.class,
        StreamWorkflowImpl.class,
        HistoryWorkflowImpl.class,
        RewindWorkflowImpl.class,
        ImportWorkflowImpl.class,
        QuarantineWorkflowImpl.class,
        ReplayWorkflowImpl.class);
    Path home = folder.resolve("home");
    Secrets secrets = new Secrets(List.of());
    SyncListener listener = new SyncListener() {};
    Destinations destinations = new Destinations();
    worker.registerActivitiesImplementations(
        new CheckSteps(
            new CheckSteps.Connectors(
                new Sources(), destinations, new Embedders(), new VectorStores()),
            secrets,
            new CheckSteps.Installation(home, QUEUE, () -> false),
            listener),
        new ExtractSteps(new Sources(), secrets, home, listener),
        new LoadSteps(destinations, secrets, home, listener),
        new HistorySteps(destinations, secrets, home, listener),
        new QuarantineSteps(secrets, home, listener));
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
    api.stop(0);
  }

  @Test
  void aRewoundStreamConvergesToTheSameRows() {
    items(1, 20);
    sync();
    items(21, 30);
    sync();
    List<String> before = rows("SELECT id, name, \"at\" FROM payments ORDER BY id");
    assertThat(before).hasSize(30);
    List<History.Moment> moments = moments();
    History.Moment first = moments.getLast();

    History.Rewound rewound = rewind(first, false);

    assertThat(rewound.batches()).isPositive();
    assertThat(state("_eider_streams", "state")).isEqualTo(state(first.state()));
    assertThat(state("_airbyte_state", "json(state_json)->'stream'->'stream_state'"))
        .isEqualTo(state(first.state()));
    assertThat(state("_airbyte_destination_state", "json(state_json)->'stream'->'stream_state'"))
        .isEqualTo(state(first.state()));
    SyncReport again = sync();
    assertThat(again.total().read()).isGreaterThanOrEqualTo(10);
    assertThat(again.total().written()).isZero();
    assertThat(rows("SELECT id, name, \"at\" FROM payments ORDER BY id")).isEqualTo(before);
    assertThat(moments()).anyMatch(moment -> moment.kind().equals("rewind"));
  }

  @Test
  void aRewindOfAppendedRowsIsRefusedUnlessTheyAreWantedTwice() {
    write = WriteWord.APPEND;
    items(1, 3);
    sync();
    items(4, 6);
    sync();
    History.Moment first = moments().getLast();

    assertThatThrownBy(() -> rewind(first, false))
        .satisfies(e -> assertThat(code(e)).isEqualTo("state.would_repeat"));
    int before = Integer.parseInt(rows("SELECT count(*) FROM payments").getFirst());
    rewind(first, true);
    sync();

    assertThat(Integer.parseInt(rows("SELECT count(*) FROM payments").getFirst()))
        .isGreaterThan(before);
  }

  @Test
  void anImportedStateIsWhereTheFirstSyncBegins() {
    items(1, 20);
    ask(
        ImportWorkflow.class,
        new ImportWorkflow.Request(
            plan(),
            List.of(new ImportWorkflow.Given("payments", "{\"at\":\"" + at(15) + "\"}")),
            "from theirs.json"));

    sync();

    assertThat(rows("SELECT min(id), max(id) FROM payments")).containsExactly("15 20");
  }

  @Test
  void anImportForAStreamThatIsNotThereIsRefused() {
    assertThatThrownBy(
            () ->
                ask(
                    ImportWorkflow.class,
                    new ImportWorkflow.Request(
                        plan(), List.of(new ImportWorkflow.Given("peyments", "{}")), "x")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("state.unknown_stream"));
  }

  @Test
  void rowsWithoutAKeyAreSetAsideAndReplayedOnceTheKeyIsMended() {
    key = "name";
    items(1, 5);
    items.add(new Item(at(6), "{\"id\":6,\"at\":\"" + at(6) + "\",\"share\":0.1}"));
    items.add(new Item(at(7), "{\"id\":7,\"at\":\"" + at(7) + "\",\"tags\":[\"a\",{\"b\":2}]}"));
    SyncReport report = sync();
    assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(report.total().setAside()).isEqualTo(2);
    assertThat(held().heaps()).extracting(Quarantine.Heap::rows).containsExactly(2L);
    assertThat(held().rows()).extracting(Quarantine.Row::code).containsOnly("row.no_key");

    ReplayWorkflow.Replayed inVain = replay().getFirst();
    assertThat(inVain.left()).isEqualTo(2);
    assertThat(held().rows()).hasSize(2);
    assertThat(rows("SELECT count(*) FROM payments")).containsExactly("5");

    key = "id";
    ReplayWorkflow.Replayed mended = replay().getFirst();

    assertThat(mended.left()).isZero();
    assertThat(mended.counts().inserted()).isEqualTo(2);
    assertThat(held().rows()).isEmpty();
    assertThat(rows("SELECT id FROM payments ORDER BY id"))
        .containsExactly("1", "2", "3", "4", "5", "6", "7");
    assertThat(rows("SELECT CAST(tags AS VARCHAR) FROM payments WHERE id = 7"))
        .containsExactly("[\"a\",{\"b\":2}]");
    assertThat(replay()).isEmpty();
  }

  @Test
  void aChunkOfNothingButBadRowsIsKeptToo() {
    key = "name";
    items.add(new Item(at(6), "{\"id\":6,\"at\":\"" + at(6) + "\"}"));

    sync();

    assertThat(held().rows()).hasSize(1);
    assertThat(moments()).isNotEmpty();
  }

  @Test
  void tooManyRowsSetAsideStopTheStreamAndKeepWhatWasLoaded() {
    tolerance = Tolerance.of(1);
    key = "name";
    items(1, 5);
    items.add(new Item(at(6), "{\"id\":6,\"at\":\"" + at(6) + "\"}"));
    items.add(new Item(at(7), "{\"id\":7,\"at\":\"" + at(7) + "\"}"));

    assertThatThrownBy(this::sync)
        .satisfies(e -> assertThat(code(e)).isEqualTo("record.too_many_set_aside"));

    assertThat(rows("SELECT count(*) FROM payments")).containsExactly("5");
    assertThat(held().rows()).hasSize(2);
  }

  private void items(int from, int to) {
    for (int i = from; i <= to; i++) {
      items.add(
          new Item(at(i), "{\"id\":%d,\"name\":\"n%d\",\"at\":\"%s\"}".formatted(i, i, at(i))));
    }
  }

  private static String at(int i) {
    return "2024-01-01T00:%02d:00Z".formatted(i);
  }

  private SyncReport sync() {
    return ask(SyncWorkflow.class, plan()) instanceof SyncReport report ? report : null;
  }

  private List<History.Moment> moments() {
    return stub(HistoryWorkflow.class).run(new HistoryWorkflow.Request(plan(), "payments", 100));
  }

  private History.Rewound rewind(History.Moment to, boolean repeat) {
    return stub(RewindWorkflow.class)
        .run(
            new RewindWorkflow.Request(
                plan(),
                "payments",
                new History.Target(null, to.generation(), to.chunk()),
                false,
                repeat));
  }

  private Quarantine.Held held() {
    return stub(QuarantineWorkflow.class).run(new Quarantine.Of("pay", List.of(), 100));
  }

  private List<ReplayWorkflow.Replayed> replay() {
    return stub(ReplayWorkflow.class).run(new ReplayWorkflow.Request(plan(), List.of()));
  }

  private <T> T stub(Class<T> type) {
    return server
        .getWorkflowClient()
        .newWorkflowStub(type, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build());
  }

  private Object ask(Class<?> type, Object request) {
    Object stub = stub(type);
    if (stub instanceof SyncWorkflow sync) {
      return sync.run((SyncPlan) request);
    }
    return ((ImportWorkflow) stub).run((ImportWorkflow.Request) request);
  }

  private static String code(Throwable failure) {
    assertThat(failure).isInstanceOf(WorkflowFailedException.class);
    return ((ApplicationFailure) failure.getCause())
        .getDetails()
        .get(0, FaultReport.class)
        .problem()
        .code();
  }

  private SyncPlan plan() {
    String host = "http://127.0.0.1:" + api.getAddress().getPort();
    return new SyncPlan(
        "pay",
        new ConnectorPlan(
            "manifest",
            Map.of(
                "manifest",
                MANIFEST,
                "name",
                "pay",
                "config",
                Map.of(),
                "rewrite",
                Map.of("https://pay.example", host))),
        new ConnectorPlan("duckdb", Map.of("path", file().toString())),
        List.of(
            new StreamPlan(
                "payments",
                null,
                write,
                List.of(key),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                tolerance,
                null)),
        false,
        SyncPlan.Pace.DEFAULT);
  }

  private Path file() {
    return folder.resolve("warehouse.duckdb");
  }

  private String state(String table, String column) {
    return state(rows("SELECT " + column + " FROM " + table).getFirst());
  }

  private static String state(String json) {
    return json.replace(" ", "");
  }

  private List<String> rows(String sql) {
    List<String> rows = new ArrayList<>();
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          cells.add(String.valueOf(result.getObject(i)));
        }
        rows.add(String.join(" ", cells));
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** A worker holds the file for a moment after its last step, in another configuration. */
  private Connection open() throws SQLException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try {
        return DriverManager.getConnection("jdbc:duckdb:" + file());
      } catch (SQLException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  private static final String MANIFEST =
      """
      version: 6.44.0
      type: DeclarativeSource
      check: {type: CheckStream, stream_names: [payments]}
      streams:
        - type: DeclarativeStream
          name: payments
          primary_key: [id]
          retriever:
            type: SimpleRetriever
            requester:
              type: HttpRequester
              url_base: https://pay.example
              path: /payments
              http_method: GET
            record_selector:
              type: RecordSelector
              extractor: {type: DpathExtractor, field_path: [data]}
          incremental_sync:
            type: DatetimeBasedCursor
            cursor_field: at
            datetime_format: "%Y-%m-%dT%H:%M:%SZ"
            start_datetime: "2024-01-01T00:00:00Z"
            start_time_option:
              type: RequestOption
              inject_into: request_parameter
              field_name: since
          schema_loader:
            type: InlineSchemaLoader
            schema:
              type: object
              properties:
                id: {type: integer}
                name: {type: string}
                at: {type: string, format: date-time}
      """;
}
