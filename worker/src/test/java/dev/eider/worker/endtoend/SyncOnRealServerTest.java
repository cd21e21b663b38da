package dev.eider.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.outcome.Counts;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.worker.rig.Histories;
import dev.eider.worker.rig.Installation;
import dev.eider.worker.rig.Plans;
import dev.eider.worker.rig.RecordsApi;
import dev.eider.worker.rig.Warehouse;
import io.temporal.api.enums.v1.EventType;
import io.temporal.common.WorkflowExecutionHistory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Syncs on a real server with a worker of its own process. */
@Tag("slow")
final class SyncOnRealServerTest {
  private static final String PAYMENTS = "payments";

  private final Path folder;
  private final Path file;
  private final Warehouse warehouse;
  private Installation installation;

  SyncOnRealServerTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("warehouse.duckdb");
    this.warehouse = new Warehouse(file);
  }

  @BeforeEach
  void start() {
    installation = Installation.withWorker(folder);
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  @Test
  void aSyncLeavesTheSourcesRowsAndTheTablesOfPyAirbyte() {
    try (RecordsApi api = RecordsApi.of(2_345)) {
      SyncReport report =
          installation.run(
              Plans.plan("first", Plans.api(api, 100, PAYMENTS), file, Plans.chunksOf(5)));

      assertThat(report.outcome()).isEqualTo(Outcome.DONE);
      assertThat(report.total().inserted()).isEqualTo(2_345);
      warehouse.hasAllOf(api, PAYMENTS);
      warehouse.hasEachBatchOnce(PAYMENTS);
      warehouse.standsWhereTheLastBatchEnded(PAYMENTS);
      assertThat(warehouse.number("SELECT sum(rows) FROM _eider_ledger")).isEqualTo(2_345);
    }
    assertThat(columns("_airbyte_state"))
        .containsExactly("source_name", "stream_name", "table_name", "state_json", "last_updated");
    assertThat(columns("_airbyte_destination_state"))
        .containsExactly(
            "destination_name", "source_name", "stream_name", "state_json", "last_updated");
    assertThat(columns("_airbyte_streams"))
        .containsExactly("stream_name", "source_name", "table_name", "catalog_metadata");
    assertThat(columns(PAYMENTS)).contains("_airbyte_raw_id", "_airbyte_extracted_at");
    assertThat(
            warehouse.row(
                "SELECT source_name, stream_name, table_name, json(state_json)->>'type',"
                    + " json(state_json)->'stream'->'stream_descriptor'->>'name',"
                    + " json(state_json)->'stream'->'stream_state'->>'updated_at',"
                    + " last_updated IS NOT NULL FROM _airbyte_state"))
        .containsExactly(
            "source-records",
            PAYMENTS,
            PAYMENTS,
            "STREAM",
            PAYMENTS,
            RecordsApi.EPOCH.plusSeconds(2_345).toString(),
            "true");
    assertThat(
            warehouse.row(
                "SELECT source_name, stream_name, table_name,"
                    + " json(catalog_metadata)->'properties'->'id'->>'type' FROM _airbyte_streams"))
        .containsExactly("source-records", PAYMENTS, PAYMENTS, "integer");
    assertThat(
            warehouse.number(
                "SELECT count(*) FROM payments WHERE _airbyte_raw_id IS NULL"
                    + " OR _airbyte_extracted_at IS NULL OR _airbyte_meta IS NULL"))
        .isZero();
  }

  @Test
  void aSecondRunReadsOnlyWhatIsNew() {
    try (RecordsApi api = RecordsApi.of(1_000)) {
      SyncPlan plan = Plans.plan("again", Plans.api(api, 100, PAYMENTS), file, Plans.chunksOf(5));
      assertThat(installation.run(plan).outcome()).isEqualTo(Outcome.DONE);

      int before = api.requests();
      SyncReport nothingNew = installation.run(plan);
      assertThat(api.requests() - before).isEqualTo(1);
      assertThat(nothingNew.total().written()).isZero();
      assertThat(api.asked().getLast().query())
          .containsEntry("since", RecordsApi.EPOCH.plusSeconds(1_000).toString());

      api.grow(250);
      SyncReport more = installation.run(plan);
      assertThat(more.total().inserted()).isEqualTo(250);
      assertThat(more.total().read()).isLessThanOrEqualTo(251);
      warehouse.hasAllOf(api, PAYMENTS);
      warehouse.standsWhereTheLastBatchEnded(PAYMENTS);
    }
  }

  @Test
  void tooManyRequestsAreWaitedForByATimerThatSaysWhy() {
    try (RecordsApi api = RecordsApi.of(1_000)) {
      ThreeSecondsOff off = new ThreeSecondsOff(6);
      api.intercept(off);
      SyncReport report =
          installation.run(
              Plans.plan("limited", Plans.api(api, 100, PAYMENTS), file, Plans.chunksOf(4)));
      assertThat(report.outcome()).isEqualTo(Outcome.DONE);
      assertThat(off.refused).isOne();
      warehouse.hasAllOf(api, PAYMENTS);
      warehouse.hasEachBatchOnce(PAYMENTS);
    }
    Histories histories = installation.histories();
    String stream = "sync/limited/payments";
    assertThat(histories.events(stream, EventType.EVENT_TYPE_TIMER_STARTED))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(
                      event.getTimerStartedEventAttributes().getStartToFireTimeout().getSeconds())
                  .isEqualTo(3);
              assertThat(event.getUserMetadata().getSummary().getData().toStringUtf8())
                  .contains("wait 3 s")
                  .contains("429");
            });
    assertThat(histories.events(stream, EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED))
        .allMatch(event -> event.getActivityTaskStartedEventAttributes().getAttempt() == 1);
  }

  @Test
  void manySmallChunksGoOnInNewRunsWithShortHistories() {
    int chunks = 260;
    try (RecordsApi api = RecordsApi.of(chunks * 10L)) {
      SyncReport report =
          installation.run(
              Plans.plan("small", Plans.api(api, 10, PAYMENTS), file, Plans.chunksOf(1)));
      assertThat(report.outcome()).isEqualTo(Outcome.DONE);
      assertThat(report.streams().getFirst().chunks()).isEqualTo(chunks);
      warehouse.hasAllOf(api, PAYMENTS);
      warehouse.hasEachBatchOnce(PAYMENTS);
      warehouse.standsWhereTheLastBatchEnded(PAYMENTS);
    }
    List<WorkflowExecutionHistory> runs = installation.histories().runs("sync/small/payments");
    assertThat(runs).hasSizeGreaterThan(1);
    assertThat(runs.stream().map(run -> run.getEvents().size()).toList())
        .allMatch(events -> events < 2_000);
  }

  @Test
  void aDuckDbFileArrivesWholeAndThenOnlyItsNewRows() {
    Warehouse shop = shop();
    ConnectorPlan source =
        new ConnectorPlan(
            "duckdb", Map.of("path", folder.resolve("shop.duckdb").toString(), "schema", "main"));
    SyncPlan plan = Plans.plan("shop", source, file, SyncPlan.Pace.DEFAULT);
    SyncReport first = installation.run(plan);
    assertThat(first.outcome()).isEqualTo(Outcome.DONE);
    assertThat(first.total().inserted()).isEqualTo(20_003);
    isCopied("orders");
    isCopied("colours");

    shop.run(
        "INSERT INTO orders SELECT i, 'new ' || i, i, TIMESTAMP '2025-01-01' + to_seconds(i)"
            + " FROM range(20000, 20100) t(i)");
    shop.run(
        "UPDATE orders SET title = 'changed', updated_at = TIMESTAMP '2025-02-01' WHERE id = 7");
    shop.run("DELETE FROM colours WHERE name = 'red'");
    SyncReport second = installation.run(plan);
    Counts orders = stream(second, "orders").counts();
    assertThat(orders.inserted()).isEqualTo(100);
    assertThat(orders.updated()).isEqualTo(1);
    assertThat(orders.read()).isLessThan(110);
    isCopied("orders");
    isCopied("colours");
  }

  @Test
  void aStreamThatFailsStopsNoOther() {
    shop()
        .run(
            "CREATE VIEW broken AS SELECT id, CAST(title AS INTEGER) AS number FROM orders"
                + " WHERE id < 10");
    ConnectorPlan source =
        new ConnectorPlan(
            "duckdb",
            Map.of(
                "path", folder.resolve("shop.duckdb").toString(), "schema", "main", "views", true));
    SyncReport report = installation.run(Plans.plan("shop", source, file, SyncPlan.Pace.DEFAULT));
    assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(stream(report, "broken").outcome()).isEqualTo(Outcome.FAILED);
    assertThat(stream(report, "broken").fault()).isNotNull();
    assertThat(stream(report, "orders").outcome()).isEqualTo(Outcome.DONE);
    assertThat(stream(report, "colours").outcome()).isEqualTo(Outcome.DONE);
    isCopied("orders");
    isCopied("colours");
  }

  @Test
  void aTableMadeByHandIsRefusedBeforeAnythingIsWritten() {
    warehouse.run("CREATE TABLE payments AS SELECT 'mine' AS precious");
    try (RecordsApi api = RecordsApi.of(100)) {
      SyncReport report =
          installation.run(
              Plans.plan(
                  "taken",
                  Plans.api(api, 100, PAYMENTS, "entries"),
                  file,
                  SyncPlan.Pace.DEFAULT,
                  StreamPlan.of(PAYMENTS),
                  StreamPlan.of("entries")));
      assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(report.fault().problem().code()).isEqualTo("destination.table_taken");
      assertThat(report.fault().problem().line()).contains("payments");
    }
    assertThat(warehouse.row("SELECT * FROM payments")).containsExactly("mine");
  }

  private Warehouse shop() {
    Warehouse shop = new Warehouse(folder.resolve("shop.duckdb"));
    shop.run(
        "CREATE TABLE orders (id BIGINT PRIMARY KEY, title VARCHAR, total DECIMAL(18, 2),"
            + " updated_at TIMESTAMP)");
    shop.run(
        "INSERT INTO orders SELECT i, 'title ' || i, i / 4, TIMESTAMP '2024-01-01' + to_seconds(i)"
            + " FROM range(20000) t(i)");
    shop.run("CREATE TABLE colours (name VARCHAR, code INTEGER[])");
    shop.run("INSERT INTO colours VALUES ('red', [255, 0, 0]), ('blue', NULL), (NULL, [1])");
    return shop;
  }

  private void isCopied(String table) {
    String columns = table.equals("orders") ? "id, title, total, updated_at" : "name, code";
    String copy = "SELECT " + columns + " FROM warehouse.main." + copied(table);
    String original = "SELECT " + columns + " FROM shop.main." + table;
    Path shop = folder.resolve("shop.duckdb");
    assertThat(warehouse.with(shop, copy + " EXCEPT ALL " + original)).as("too many").isEmpty();
    assertThat(warehouse.with(shop, original + " EXCEPT ALL " + copy)).as("missing").isEmpty();
  }

  private static String copied(String table) {
    return "shop_main_" + table;
  }

  private List<String> columns(String table) {
    return warehouse
        .rows(
            "SELECT column_name FROM duckdb_columns() WHERE table_name = '"
                + table
                + "' ORDER BY column_index")
        .stream()
        .map(List::getFirst)
        .toList();
  }

  /** Refuses for three seconds, beginning with a request. */
  private static final class ThreeSecondsOff implements RecordsApi.Interception {
    private static final RecordsApi.Instead BUSY =
        new RecordsApi.Instead(
            429, Map.of("Retry-After", "3"), "{\"error\":{\"message\":\"slow down\"}}");

    private final int first;
    private int refused;
    private long until;

    ThreeSecondsOff(int first) {
      this.first = first;
    }

    @Override
    public synchronized Optional<RecordsApi.Instead> instead(RecordsApi.Asked request, int number) {
      if (number == first) {
        until = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
      }
      boolean busy = number >= first && System.nanoTime() < until;
      refused += busy ? 1 : 0;
      return busy ? Optional.of(BUSY) : Optional.empty();
    }
  }

  private static StreamReport stream(SyncReport report, String name) {
    return report.streams().stream()
        .filter(stream -> stream.stream().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("expected stream " + name + " in " + report));
  }
}
