package dev.eider.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.eider.connector.chroma.FakeChroma;
import dev.eider.connector.chroma.FakeChroma.Told;
import dev.eider.destination.Destination;
import dev.eider.destination.DestinationHarness;
import dev.eider.destination.Destinations;
import dev.eider.embedding.openai.FakeEmbeddings;
import dev.eider.event.SyncListener;
import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Vectors;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.FieldType;
import dev.eider.record.RowSchema;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.step.Embed;
import dev.eider.vector.RealChroma;
import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStore.Entry;
import dev.eider.vector.VectorStore.Found;
import dev.eider.vector.VectorStore.Listed;
import dev.eider.vector.VectorStores;
import dev.eider.wire.WireFormat;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of rows, texts, services and stores that are not as they should be. */
final class EmbedStepsTest extends DestinationHarness {
  private static final RowSchema WIDE =
      new RowSchema(
          List.of(
              new RowSchema.Column("id", new FieldType.Text()),
              new RowSchema.Column("name", new FieldType.Text()),
              new RowSchema.Column("more", new FieldType.Json())),
          "{\"type\":\"object\"}");
  private static final String COLLECTION = "shop.people";

  private final FakeEmbeddings service = new FakeEmbeddings();
  private TestActivityEnvironment temporal;
  private WriteMode write = UPSERT;
  private long generation;
  private int chunk;

  @BeforeEach
  void start() {
    temporal =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.converter())
                        .build())
                .build());
    temporal.registerActivitiesImplementations(
        new EmbedSteps(
            new Destinations(),
            new Embedders(),
            new VectorStores(),
            new Secrets(List.of()),
            folder,
            new SyncListener() {}));
  }

  @AfterEach
  void stop() {
    temporal.close();
    service.close();
  }

  @Override
  protected Destination destination() {
    return new Destinations().named("duckdb").open(settings(warehouse()));
  }

  @Override
  protected List<Map<String, @Nullable Object>> rows(String table) {
    throw new UnsupportedOperationException("nobody asks here");
  }

  @ParameterizedTest
  @CsvSource({
    "429, UNAVAILABLE, openai.throttled",
    "500, UNAVAILABLE, openai.unavailable",
    "401, DENIED, openai.denied",
    "404, MISCONFIGURED, openai.not_found",
  })
  void anEmbedderThatRefusesCostsNothingButTime(int status, FaultKind kind, String code) {
    load("{'id':'1','name':'Ada'}", "{'id':'2','name':'Bob'}");
    service.says(status, Map.of("Retry-After", "7"), "{\"error\":{}}");

    FaultReport fault = fault(openAi(8), local());

    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault.problem().code()).isEqualTo(code);
    assertThat(fault.problem().line()).doesNotContain(FakeEmbeddings.KEY);
    assertThat(fault.retryAfter())
        .isEqualTo(kind == FaultKind.UNAVAILABLE ? Duration.ofSeconds(7) : null);
    assertThat(embed(openAi(8), local())).isEqualTo(done(2, 0, 0));
    assertThat(documents(local())).containsOnlyKeys("1", "2");
  }

  @Test
  void fewerVectorsThanTextsAreAskedForAgain() {
    load("{'id':'1','name':'Ada'}", "{'id':'2','name':'Bob'}");
    service.says(200, Map.of(), "{\"data\":[{\"index\":0,\"embedding\":[1,0,0,0,0,0,0,0]}]}");

    FaultReport fault = fault(openAi(8), local());

    assertThat(fault.kind()).isEqualTo(FaultKind.UNAVAILABLE);
    assertThat(fault.problem().message()).contains("expected 2 vectors for 2 texts");
    assertThat(embed(openAi(8), local())).isEqualTo(done(2, 0, 0));
  }

  @Test
  void aTextWithoutAVectorIsLeftOutAndTheOthersAreNot() {
    load("{'id':'1','name':'Ada'}", "{'id':'2','name':'a mine'}", "{'id':'3','name':'Bob'}");
    service.cannotRead("mine");

    assertThat(embed(openAi(8), local()))
        .isEqualTo(
            new Embed.Embedded(
                new Vectors(2, 0, 0), 0, "1 chunk was left out: see the worker's log"));
    assertThat(documents(local())).containsOnlyKeys("1", "3");

    load("{'id':'1','name':'another mine'}");
    assertThat(embed(openAi(8), local()).vectors()).isEqualTo(new Vectors(0, 0, 1));
    assertThat(documents(local())).as("no text its row no longer has").containsOnlyKeys("3");

    service.cannotRead("");
    load("{'id':'1','name':'Ada'}", "{'id':'2','name':'gold'}");
    assertThat(embed(openAi(8), local())).isEqualTo(done(2, 0, 0));
    assertThat(documents(local())).containsOnlyKeys("1", "2", "3");
  }

  @Test
  void aServiceThatGivesAnotherDimensionIsRefused() {
    load("{'id':'1','name':'Ada'}");
    service.says(200, Map.of(), "{\"data\":[{\"embedding\":[1,0,0]}]}");

    FaultReport fault = fault(openAi(8), local());

    assertThat(fault.kind()).isEqualTo(FaultKind.MISCONFIGURED);
    assertThat(fault.problem().code()).isEqualTo("openai.other_dimension");
    assertThat(fault.problem().fix()).isNotBlank();
    assertThat(embed(openAi(8), local())).isEqualTo(done(1, 0, 0));
  }

  @Test
  void aCollectionOfSomebodyElseKeepsItsEntriesWhereTheDimensionIsAnother() {
    load("{'id':'1','name':'Ada'}");
    Found foreign =
        in(
            local(),
            store -> {
              Found made = store.create(COLLECTION, 3, Map.of());
              store.upsert(made, List.of(new Entry("own", "x", new float[] {1, 0, 0}, Map.of())));
              return made;
            });

    FaultReport fault = fault(openAi(8), local());

    assertThat(fault.kind()).isEqualTo(FaultKind.MISCONFIGURED);
    assertThat(fault.problem().code()).isEqualTo("vector.dimension");
    assertThat(fault.problem().message()).contains("dimension 3", "these have 8");
    long kept = in(local(), store -> store.count(foreign));
    assertThat(kept).isEqualTo(1);
  }

  @Test
  void aCollectionAnotherSyncKeepsIsLeftAlone() {
    load("{'id':'1','name':'Ada'}");
    in(
        local(),
        store ->
            store.create(COLLECTION, 8, Map.of("eider_sync", "other", "eider_stream", "birds")));

    FaultReport fault = fault(openAi(8), local());

    assertThat(fault.problem().code()).isEqualTo("vector.collection_taken");
    assertThat(fault.problem().message()).contains("stream 'birds' of sync 'other'");
    assertThat(fault.problem().fix()).isEqualTo("write another collection:");
  }

  @Test
  void aStoreThatIsDownIsWaitedForAndNothingIsEmbedded() {
    load("{'id':'1','name':'Ada'}");
    FakeChroma chroma = new FakeChroma();
    chroma.close();

    FaultReport fault = fault(openAi(8), chroma(chroma.url()));

    assertThat(fault.kind()).isEqualTo(FaultKind.UNAVAILABLE);
    assertThat(fault.problem().code()).isEqualTo("chroma.unreachable");
    assertThat(service.texts()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "401, DENIED, chroma.denied",
    "403, DENIED, chroma.denied",
    "503, UNAVAILABLE, chroma.unavailable",
  })
  void aStoreThatRefusesIsNamed(int status, FaultKind kind, String code) {
    load("{'id':'1','name':'Ada'}");
    try (FakeChroma chroma = new FakeChroma()) {
      chroma.instead(request -> Told.json(status, "{\"error\":\"x\"}"));

      FaultReport fault = fault(openAi(8), chroma(chroma.url()));

      assertThat(fault.kind()).isEqualTo(kind);
      assertThat(fault.problem().where()).isEqualTo(chroma.url());
      assertThat(fault.problem().code()).isEqualTo(code);
      assertThat(service.texts()).isZero();
    }
  }

  @Test
  void oddRowsBecomeWhatTheyAre() {
    oddRows(local());
  }

  @Test
  @Tag("slow")
  void oddRowsBecomeWhatTheyAreInChroma() {
    try (RealChroma chroma = RealChroma.start(folder)) {
      oddRows(chroma(chroma.url()));
    }
  }

  private void oddRows(ConnectorPlan store) {
    String odd =
        "nul\\u0000 bell\\u0007 \\u001b[31m 👩‍👩‍👧 😀 \\u202eשלום مرحبا 中文 {{ record.id }}";
    String large = "word and other ".repeat(70_000);
    load(
        "{'id':'empty','name':''}",
        "{'id':'none'}",
        "{'id':'blank','name':' \\n\\t\\u00a0'}",
        "{'id':'odd','name':'"
            + odd
            + "','more':{'at':{'city':'oslo','none':null},'tags':['a',1]}}",
        "{'id':'large','name':'" + large + "','more':null}",
        "{'id':' \\u0000\\u202e/\\\\;%_*😀\\n','name':'an odd key'}",
        "{'id':'" + "k".repeat(5_000) + "','name':'a long key'}",
        "{'id':'','name':'no key to see'}");

    Embed.Embedded first = embed(openAi(8), store);
    assertThat(first.waiting()).isZero();
    assertThat(first.note()).isNull();
    Map<String, List<Listed>> documents = documents(store);

    assertThat(documents)
        .containsOnlyKeys("odd", "large", " \u0000\u202e/\\;%_*😀\n", "k".repeat(5_000), "");
    assertThat(documents.get("large")).hasSizeGreaterThan(500);
    assertThat(documents.get("odd").getFirst().metadata())
        .containsEntry("more.at.city", "oslo")
        .containsEntry("more.tags", "[\"a\",1]")
        .doesNotContainKeys("more.at.none", "more.absent");
    String text = "nul\u0000 bell\u0007 \u001b[31m 👩‍👩‍👧 😀 \u202eשלום مرحبا 中文 {{ record.id }}";
    assertThat(documents.get("odd").getFirst().metadata())
        .containsEntry(Document.HASH, Sha256.hex(text));

    load("{'id':'large','name':'short now','more':null}");
    assertThat(embed(openAi(8), store).vectors())
        .isEqualTo(new Vectors(1, 0, documents.get("large").size() - 1));
    assertThat(embed(openAi(8), store)).isEqualTo(done(0, 0, 0));
  }

  @Test
  void twoRowsWithOneKeyAreRefusedWithoutALoop() {
    write = APPEND;
    load("{'id':'1','name':'Ada'}", "{'id':'1','name':'Ada again'}");

    FaultReport fault = fault(openAi(8), local());

    assertThat(fault.problem().code()).isEqualTo("embed.same_key");
    assertThat(fault.problem().fix()).contains("write: upsert");
  }

  @Test
  void aTableThatIsSwappedInEmbedsOnlyTextsThatAreOther() {
    write = OVERWRITE;
    overwritten("{'id':'1','name':'Ada'}", "{'id':'2','name':'Bob'}", "{'id':'3','name':'Cyd'}");
    assertThat(embed(openAi(8), local())).isEqualTo(done(3, 0, 0));

    overwritten("{'id':'1','name':'Ada'}", "{'id':'2','name':'Bea'}");
    assertThat(embed(openAi(8), local())).isEqualTo(done(1, 0, 1));
    assertThat(documents(local())).containsOnlyKeys("1", "2");
    assertThat(service.texts()).isEqualTo(4);
  }

  @Test
  void anotherKeyMakesOtherDocumentsAndLeavesNoneBehind() {
    write = APPEND;
    load("{'id':'1','name':'Ada'}", "{'id':'2','name':'Bob'}");
    embed(openAi(8), local());

    Embed.Embedded other =
        stub().embed(new Embed.Request("shop", warehouse(), task(openAi(8), local(), "name")));

    assertThat(other.vectors()).isEqualTo(new Vectors(2, 0, 2));
    long left = in(local(), store -> store.count(found(store)));
    assertThat(left).isEqualTo(2);
  }

  @Test
  @Tag("slow")
  void aCollectionDeletedByHandIsBuiltAnewInChroma() {
    load("{'id':'1','name':'Ada'}", "{'id':'2','name':'Bob'}");
    try (RealChroma chroma = RealChroma.start(folder)) {
      ConnectorPlan store = chroma(chroma.url());
      assertThat(embed(openAi(8), store)).isEqualTo(done(2, 0, 0));
      in(
          store,
          s -> {
            s.drop(COLLECTION);
            return s;
          });

      assertThat(embed(openAi(8), store))
          .isEqualTo(
              new Embed.Embedded(
                  new Vectors(2, 0, 0), 0, "collection 'shop.people' was gone and is built anew"));
      assertThat(documents(store)).containsOnlyKeys("1", "2");
    }
  }

  @Test
  @Tag("slow")
  void aTenantThatIsNotThereIsNamed() {
    load("{'id':'1','name':'Ada'}");
    try (RealChroma chroma = RealChroma.start(folder)) {
      FaultReport fault =
          fault(
              openAi(8),
              new ConnectorPlan("chroma", Map.of("url", chroma.url(), "tenant", "nobody")));

      assertThat(fault.kind()).isEqualTo(FaultKind.MISCONFIGURED);
      assertThat(fault.problem().code()).isEqualTo("chroma.unknown_database");
      assertThat(fault.problem().message()).contains("tenant 'nobody'");
      assertThat(service.texts()).isZero();
    }
  }

  private Embed stub() {
    return temporal.newActivityStub(
        Embed.class,
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(2)).build());
  }

  private Embed.Embedded embed(ConnectorPlan embedder, ConnectorPlan store) {
    return stub().embed(new Embed.Request("shop", warehouse(), task(embedder, store, "id")));
  }

  private FaultReport fault(ConnectorPlan embedder, ConnectorPlan store) {
    ActivityFailure failure =
        catchThrowableOfType(ActivityFailure.class, () -> embed(embedder, store));
    return ((ApplicationFailure) failure.getCause()).getDetails().get(0, FaultReport.class);
  }

  private static Embed.Embedded done(long embedded, long reused, long deleted) {
    return new Embed.Embedded(new Vectors(embedded, reused, deleted), 0, null);
  }

  private StreamTask task(ConnectorPlan embedder, ConnectorPlan store, String key) {
    EmbedPlan plan =
        new EmbedPlan(
            "{{ record.name }}",
            List.of("more.at.city", "more.at.none", "more.tags", "more.absent"),
            500,
            0,
            embedder,
            List.of(store),
            write.keys().isEmpty() ? List.of(key) : null);
    return new StreamTask(
        "people",
        ReadMode.FULL_REFRESH,
        write,
        null,
        Duration.ZERO,
        "people",
        null,
        "schema",
        BatchFormat.NDJSON,
        null,
        null,
        plan);
  }

  private void load(String... lines) {
    if (generation == 0) {
      generation = open(RUN, write).generation();
    }
    load(task("people", write, "people"), WIDE, generation, chunk++, lines);
  }

  private void overwritten(String... lines) {
    chunk++;
    generation = open(run("run-" + chunk), write).generation();
    load(task("people", write, "people"), WIDE, generation, 0, lines);
    close(run("run-" + chunk), write, generation, null);
  }

  private ConnectorPlan openAi(int dimensions) {
    return new ConnectorPlan(
        "openai",
        Map.of(
            "base_url",
            service.url(),
            "model",
            "words",
            "api_key",
            FakeEmbeddings.KEY,
            "dimensions",
            dimensions));
  }

  private ConnectorPlan warehouse() {
    return file("warehouse");
  }

  private ConnectorPlan local() {
    return file("vectors");
  }

  private ConnectorPlan file(String name) {
    return new ConnectorPlan("duckdb", Map.of("path", folder.resolve(name + ".duckdb").toString()));
  }

  private static ConnectorPlan chroma(String url) {
    return new ConnectorPlan("chroma", Map.of("url", url, "token", "planted-token"));
  }

  private Settings settings(ConnectorPlan plan) {
    return new Settings("/store", plan.options(), new Secrets(List.of()), folder);
  }

  private <T> T in(ConnectorPlan plan, Function<VectorStore, T> work) {
    try (VectorStore store = new VectorStores().named(plan.type(), "/").open(settings(plan))) {
      return work.apply(store);
    }
  }

  private static Found found(VectorStore store) {
    return store.find(COLLECTION).orElseThrow();
  }

  /** The chunks of each row, by its id. */
  private Map<String, List<Listed>> documents(ConnectorPlan plan) {
    return in(
        plan,
        store -> {
          Map<String, List<Listed>> documents = new TreeMap<>();
          for (Listed each : store.list(found(store), null, 10_000)) {
            documents.computeIfAbsent(id(each), id -> new ArrayList<>()).add(each);
          }
          return new HashMap<>(documents);
        });
  }

  private static String id(Listed entry) {
    try {
      return String.valueOf(
          WireFormat.mapper()
              .readValue(String.valueOf(entry.metadata().get(Document.KEY)), Map.class)
              .get("id"));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
