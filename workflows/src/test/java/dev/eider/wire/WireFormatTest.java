package dev.eider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.flow.HistoryWorkflow;
import dev.eider.flow.ImportWorkflow;
import dev.eider.flow.ReplayWorkflow;
import dev.eider.flow.RewindWorkflow;
import dev.eider.flow.StreamWorkflow;
import dev.eider.flow.VerifyWorkflow;
import dev.eider.outcome.Counts;
import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.Problem;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import dev.eider.outcome.Vectors;
import dev.eider.outcome.VerifyReport;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.Detection;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.Evolution;
import dev.eider.plan.Fuse;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.Removal;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.StreamTask;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.Tolerance;
import dev.eider.plan.WriteMode;
import dev.eider.plan.WriteWord;
import dev.eider.step.BatchRef;
import dev.eider.step.Check;
import dev.eider.step.Checkpoint;
import dev.eider.step.Embed;
import dev.eider.step.Extract;
import dev.eider.step.History;
import dev.eider.step.Load;
import dev.eider.step.Quarantine;
import dev.eider.step.Sweep;
import dev.eider.step.Verify;
import dev.eider.step.VerifyVectors;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every record that crosses the wire, against a file that is never written from the code: a renamed
 * field would silently drop what running syncs have stored under the old name.
 */
final class WireFormatTest {
  private static final ObjectMapper MAPPER = WireFormat.mapper();
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  static Stream<Object> records() {
    ConnectorPlan source =
        new ConnectorPlan("manifest", Map.of("config", Map.of("token", "${secret:TOKEN}")));
    ConnectorPlan destination = new ConnectorPlan("duckdb", Map.of("path", "/data/shop.duckdb"));
    StreamTask task =
        new StreamTask(
            "orders",
            ReadMode.INCREMENTAL,
            new WriteMode.Upsert(List.of("id"), "updated_at"),
            "updated_at",
            Duration.ofHours(1),
            "orders",
            List.of("id", "updated_at"),
            "schemas/ab.json",
            BatchFormat.NDJSON);
    StreamTask mirrored =
        new StreamTask(
            "orders",
            ReadMode.COMPARE,
            new WriteMode.Mirror(
                List.of("id"),
                "updated_at",
                ReadMode.COMPARE,
                Detection.EVERY_SYNC,
                Removal.SOFT,
                new Fuse(0.5, 100)),
            "updated_at",
            Duration.ofHours(1),
            "orders",
            List.of("id", "updated_at"),
            "schemas/ab.json",
            BatchFormat.NDJSON);
    StreamPlan stream =
        new StreamPlan(
            "orders",
            ReadMode.FULL_REFRESH,
            WriteWord.OVERWRITE,
            List.of("id"),
            "updated_at",
            Duration.ofMinutes(5),
            "orders",
            List.of("id"));
    BatchRef batch = new BatchRef("batches/shop/orders/3/7-1", BatchFormat.DUCKDB, 12, 345, "ff");
    Position at = new Position("{\"updated_at\":\"2026\"}", "{\"page\":3}", false);
    Problem problem = new Problem("http.throttled", "api.example", "asked to wait", "wait");
    FaultReport fault = new FaultReport(FaultKind.UNAVAILABLE, problem, Duration.ofSeconds(30));
    Counts counts = new Counts(1, 2, 3, 4, 5, 6, 7, 8);
    StreamReport report =
        new StreamReport(
            "orders",
            "orders",
            "incremental, upsert",
            Outcome.RUNNING,
            "waiting",
            counts,
            2,
            "{}",
            fault,
            NOON,
            null);
    SyncPlan plan =
        new SyncPlan("shop", source, destination, List.of(stream), true, SyncPlan.Pace.DEFAULT);
    return Stream.concat(
        Stream.concat(past(plan, task, batch, counts), documents(destination, fault)),
        Stream.of(
            plan,
            task,
            new Check.Checked(
                "eider@1", "source-shop", "f00d", List.of(task), List.of(problem), true),
            new Extract.Request("shop", source, task, 3, 7, at, SyncPlan.Pace.DEFAULT),
            new Extract.Extracted(batch, at, counts),
            new Load.Request("shop", "source-shop", destination, task, 3, 7, batch, at),
            new Checkpoint.Open(
                "shop", "source-shop", "f00d", destination, task, "run-1", true, false),
            new Checkpoint.Opened(3, "{}"),
            new Checkpoint.Close(
                "shop", "source-shop", destination, task, 3, Position.end("{}"), false),
            new Extract.Settle("shop", source, mirrored, Position.end("{}"), true),
            new Sweep.Request("shop", "source-shop", destination, mirrored, 3, batch),
            new Sweep.Found(20, 1000),
            new Verify.Prepare("shop", source, List.of(task)),
            new Verify.Prepared(destination, List.of("orders")),
            new Verify.Request("shop", source, destination, task, destination),
            new VerifyWorkflow.Request(
                new SyncPlan(
                    "shop", source, destination, List.of(), false, SyncPlan.Pace.DEFAULT, true),
                List.of("orders"),
                true),
            new VerifyReport(
                "shop",
                false,
                List.of(
                    new VerifyReport.Compared(
                        "orders",
                        "orders",
                        false,
                        10,
                        11,
                        1,
                        2,
                        3,
                        4,
                        "/home/verify/orders",
                        fault)),
                List.of(problem),
                NOON,
                NOON),
            new Checkpoint.Show("shop", destination, List.of("orders")),
            new Checkpoint.Line("orders", "orders", "{}", 3, 7, NOON),
            new StreamWorkflow.Request(
                "shop",
                source,
                "source-shop",
                "f00d",
                destination,
                task,
                SyncPlan.Pace.DEFAULT,
                false,
                true,
                new StreamWorkflow.Continued(3, 7, at, counts, NOON)),
            fault,
            new SyncReport(
                "shop",
                Outcome.PARTIAL,
                "partial",
                List.of(report),
                List.of(problem),
                null,
                NOON,
                NOON)));
  }

  /** What travels about rows that become documents. */
  private static Stream<Object> documents(ConnectorPlan destination, FaultReport fault) {
    EmbedPlan embed =
        new EmbedPlan(
            "{{ record.title }}",
            List.of("shelf", "at.city"),
            200,
            20,
            new ConnectorPlan("minilm", Map.of()),
            List.of(new ConnectorPlan("chroma", Map.of("collection", "books"))));
    StreamTask task =
        new StreamTask(
            "books",
            ReadMode.FULL_REFRESH,
            new WriteMode.Upsert(List.of("id"), null),
            null,
            Duration.ZERO,
            "books",
            null,
            "schemas/ab.json",
            BatchFormat.NDJSON,
            null,
            null,
            embed);
    return Stream.of(
        embed,
        new Vectors(5, 6, 7),
        new Embed.Request("shop", destination, task),
        new Embed.Embedded(new Vectors(5, 6, 7), 8, "collection 'books' was gone"),
        new Embed.Question(
            "shop", "books", embed, "chroma", "a storm at sea", 10, Map.of("shelf", "7")),
        new Embed.Answer(
            "chroma",
            "books",
            "exact search",
            List.of(
                new Embed.Hit(0.75, Map.of("id", 1), 2, "a ship …", Map.of("shelf", "7"), true))),
        new Embed.Hit(0.5, Map.of("id", "a"), 0, "all of it", Map.of("shelf", "7")),
        new VerifyVectors.Request("shop", destination, task, 1, true),
        new VerifyReport.Stored(
            "chroma",
            "books",
            false,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            List.of(new VerifyReport.Difference("missing", "ab-0")),
            fault),
        new VerifyReport.Compared("books", "books", true, 3, 3, 0, 0, 0, 0, null, null)
            .with(List.of(VerifyReport.Stored.not("chroma", "books", fault))),
        new StreamReport(
            "books",
            "books",
            "incremental, upsert",
            Outcome.RUNNING,
            "embedding",
            Counts.NONE,
            2,
            "{}",
            null,
            NOON,
            null,
            null,
            null,
            null,
            new Vectors(5, 6, 7)));
  }

  /** What travels about checkpoints that were, and rows that are set aside. */
  private static Stream<Object> past(
      SyncPlan plan, StreamTask task, BatchRef batch, Counts counts) {
    History.Moment moment =
        new History.Moment(9, "rewind", 3, 7, "upsert", "{}", 12, 5, NOON, "to 2/1");
    ConnectorPlan destination = plan.destination();
    StreamTask strict =
        new StreamTask(
            task.stream(),
            task.mode(),
            task.write(),
            task.cursor(),
            task.lookback(),
            task.table(),
            task.columns(),
            task.schema(),
            task.format(),
            Evolution.FREEZE,
            Tolerance.DEFAULT);
    List<String> files = List.of("00000003-00000007.ndjson");
    return Stream.of(
        new History.Of("shop", destination, "orders", 50),
        moment,
        new History.Rewind(
            "shop", destination, "orders", new History.Target(null, 3L, 7), true, false),
        new History.Rewound("orders", "orders", "{\"a\":2}", "{}", moment, 2, 30, 0),
        new History.Import(
            "shop",
            "source-shop",
            "f00d",
            destination,
            List.of(new History.Given(task, "{}")),
            "from state.json"),
        new Quarantine.Of("shop", List.of("orders"), 20),
        new Quarantine.Held(
            List.of(new Quarantine.Heap("orders", "row.no_key", "no key", 3, NOON, NOON)),
            List.of(
                new Quarantine.Row(
                    "orders",
                    "row.no_key",
                    "no key",
                    3,
                    7,
                    2,
                    NOON,
                    "/home/set-aside/x.ndjson",
                    10,
                    20))),
        new Quarantine.Stage("shop", strict, 3),
        new Quarantine.Staged(batch, counts, files),
        new Quarantine.Settle("shop", "orders", batch, files),
        new HistoryWorkflow.Request(plan, "orders", 50),
        new RewindWorkflow.Request(
            plan, "orders", new History.Target(NOON, null, null), false, true),
        new ImportWorkflow.Request(
            plan, List.of(new ImportWorkflow.Given("orders", "{}")), "from state.json"),
        new ReplayWorkflow.Request(plan, List.of("orders")),
        new ReplayWorkflow.Replayed("orders", "orders", 3, counts, 1, "why"));
  }

  @ParameterizedTest
  @MethodSource("records")
  void isWrittenAsItAlwaysWas(Object record) throws IOException {
    JsonNode written = MAPPER.readTree(MAPPER.writeValueAsString(record));

    assertThat(written.toPrettyString()).isEqualTo(golden(record).toPrettyString());
  }

  @ParameterizedTest
  @MethodSource("records")
  void isReadAsItWasWritten(Object record) throws IOException {
    Object read = MAPPER.treeToValue(golden(record), record.getClass());

    assertThat(read).isEqualTo(record);
  }

  @ParameterizedTest
  @MethodSource("records")
  void skipsAFieldOfANewerVersion(Object record) throws IOException {
    com.fasterxml.jackson.databind.node.ObjectNode newer =
        (com.fasterxml.jackson.databind.node.ObjectNode) golden(record).deepCopy();
    newer.put("a_field_of_tomorrow", 1);

    assertThat(MAPPER.treeToValue(newer, record.getClass())).isEqualTo(record);
  }

  private static JsonNode golden(Object record) throws IOException {
    String name = record.getClass().getName();
    String file = "/wire/" + name.substring(name.lastIndexOf('.') + 1).replace('$', '.') + ".json";
    try (InputStream in = WireFormatTest.class.getResourceAsStream(file)) {
      assertThat(in).as("%s: write it by hand from the record's Javadoc", file).isNotNull();
      return MAPPER.readTree(in);
    }
  }
}
