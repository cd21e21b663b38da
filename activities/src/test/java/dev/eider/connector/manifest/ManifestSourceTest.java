package dev.eider.connector.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.connector.manifest.model.Manifest;
import dev.eider.connector.manifest.request.Dialect;
import dev.eider.connector.manifest.request.RequestContext;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.http.AnnouncedWaits;
import dev.eider.http.Answer;
import dev.eider.http.Call;
import dev.eider.outcome.Problem;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.RowSchema;
import dev.eider.secret.SecretStore;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.source.RecordingSink;
import dev.eider.source.Source.ReadRequest;
import dev.eider.source.StreamInfo;
import dev.eider.template.Scope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestSourceTest {
  private static final String MANIFEST =
      """
      version: 6.0.0
      check: {stream_names: [items]}
      streams:
        - name: items
          primary_key: [id]
          retriever:
            requester: {url_base: https://api.example.com, path: /items}
            record_selector: {extractor: {field_path: [data]}}
            partition_router: {type: ListPartitionRouter, cursor_field: shop, values: [a, b],
              request_option: {type: RequestOption, inject_into: request_parameter, field_name: shop}}
            paginator:
              type: DefaultPaginator
              page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
              pagination_strategy: {type: PageIncrement, page_size: 2, start_from_page: 1}
          incremental_sync:
            type: DatetimeBasedCursor
            cursor_field: updated_at
            datetime_format: "%Y-%m-%d"
            step: P10D
            cursor_granularity: P1D
            start_datetime: "2024-01-01"
            end_datetime: "{{ now_utc().strftime('%Y-%m-%d') }}"
            start_time_option: {inject_into: request_parameter, field_name: since}
          schema_loader: {type: InlineSchemaLoader, schema: {type: object, properties: {id: {type: integer}}}}
        - name: odd
          retriever: {type: CustomRetriever, class_name: a.b.C, requester: {}, record_selector: {}}
      spec:
        connection_specification:
          type: object
          required: [api_key, region]
          properties:
            api_key: {type: string, airbyte_secret: true}
            region: {type: string, pattern: "^[a-z]+$"}
      """;

  private static final Map<?, ?> SECRET = Map.of("airbyte_secret", true);

  private final List<String> asked = new ArrayList<>();
  private Instant now = Instant.parse("2024-01-25T00:00:00Z");

  @Test
  void readsTheSameRowsInManyChunksAsInOneAlsoWhenTheClockMovesOn() {
    RecordingSink whole = new RecordingSink(Path.of("unused"), Integer.MAX_VALUE);
    Position end = source().read(request(Position.from(null)), whole);
    assertThat(end.complete()).isTrue();

    RecordingSink pieces = new RecordingSink(Path.of("unused"), 1);
    Position position = Position.from(null);
    int chunks = 0;
    while (!position.complete()) {
      position = source().read(request(position), pieces);
      now = now.plus(Duration.ofDays(3));
      chunks++;
    }
    assertThat(pieces.rows()).isEqualTo(whole.rows()).hasSize(18);
    assertThat(chunks).isGreaterThan(5);
    assertThat(withoutLookback(position)).isEqualTo(withoutLookback(end));
  }

  @Test
  void beginsFromTheStateOfACompleteRead() {
    Position end =
        source()
            .read(
                request(Position.from(null)),
                new RecordingSink(Path.of("unused"), Integer.MAX_VALUE));
    asked.clear();
    source()
        .read(
            request(Position.from(end.state())),
            new RecordingSink(Path.of("unused"), Integer.MAX_VALUE));
    assertThat(asked.getFirst()).contains("since=2024-01-22");
  }

  @Test
  void listsEveryStreamAndSaysWhichCannotBeRead() {
    List<StreamInfo> streams = source().discover();
    assertThat(streams.getFirst().primaryKey()).containsExactly("id");
    assertThat(streams.getFirst().cursor()).isEqualTo("updated_at");
    assertThat(streams.getFirst().notes()).isEmpty();
    assertThat(streams.getFirst().whole()).as("a cursor asks from a date on").isFalse();
    assertThat(streams.getLast().notes()).anyMatch(note -> note.text().contains("CustomRetriever"));
    source().check();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state_migrations: [{type: CustomStateMigration, class_name: a.b.C}]",
        "file_uploader: {a: b}"
      })
  void refusesStreamsWithPartsItWouldPassOver(String field) {
    String manifest = MANIFEST.replace("    primary_key: [id]\n", "    " + field + "\n");
    StreamModel stream = new StreamModel(Manifest.parse(manifest, "test").streams().getFirst());
    Scope scope = new Scope(Clock.systemUTC(), Map.of("config", Map.of(), "parameters", Map.of()));
    RequestContext context =
        RequestContext.of(
            scope, call -> answer(call.url()), new AnnouncedWaits(why -> {}), Dialect.LIVE);
    assertThat(stream.problems(context))
        .extracting(Problem::code)
        .contains("manifest.unsupported_component");
  }

  @Test
  void saysThatAnApiBudgetIsNotKept() {
    Manifest manifest = Manifest.parse(MANIFEST + "api_budget: {type: HTTPAPIBudget}\n", "test");
    assertThat(source(manifest).discover())
        .allSatisfy(
            stream ->
                assertThat(stream.notes())
                    .anyMatch(note -> note.text().contains("api_budget is not kept")));
  }

  @Test
  void saysWhyAKeyInsideAnObjectCannotBeUsedWithoutLosingTheOtherStreams() {
    String nested = MANIFEST.replace("primary_key: [id]", "primary_key: [[owner, id]]");
    List<StreamInfo> streams = source(Manifest.parse(nested, "test")).discover();
    assertThat(streams).hasSize(2);
    assertThat(streams.getFirst().notes())
        .anyMatch(note -> note.text().contains("keys at the top of the record"));
  }

  @Test
  void remembersEverySecretOfTheConfigBeforeTheFirstRequest() {
    Secrets secrets = secrets(Map.of());
    Map<?, ?> schema =
        Map.of(
            "properties",
            Map.of(
                "login", Map.of("anyOf", List.of(Map.of("properties", Map.of("pin", SECRET)))),
                "codes", Map.of("items", SECRET),
                "pem", SECRET));
    ConfigSecrets config = new ConfigSecrets(secrets, "shop");
    config.complete(
        schema,
        Map.of(
            "login",
            Map.of("pin", 123456L),
            "codes",
            List.of("code/one"),
            "pem",
            "first line of the key\nsecond line of the key",
            "api_token",
            "undeclared"));
    assertThat(config.places()).contains("login_pin in config", "pem in config");
    for (String shown :
        List.of("123456", "code/one", "code%2Fone", "second line of the key", "undeclared")) {
      assertThat(secrets.mask("<" + shown + ">")).isEqualTo("<***>");
    }
  }

  @Test
  void remembersWhatGoesOutAsAuthorization() {
    Secrets secrets = secrets(Map.of());
    new Credentials(secrets, List.of())
        .remembering(call -> new Answer(200, Map.of(), new byte[0]))
        .send(new Call("GET", "https://h/", Map.of("Authorization", "Basic dXNlcjpwYXNz"), null));
    assertThat(secrets.mask("got Basic dXNlcjpwYXNz")).isEqualTo("got Basic ***");
  }

  @Test
  void findsMissingSecretsByNameAndNeverShowsThem() {
    Secrets secrets = secrets(Map.of("SHOP_API_KEY", "s3cret-value"));
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("manifest", MANIFEST);
    options.put("name", "source-shop");
    options.put("config", Map.of("region", "eu"));
    ManifestSource.open(new Settings("source", options, secrets, Path.of("/")), Clock.systemUTC())
        .close();
    assertThat(secrets.mask("key s3cret-value")).isEqualTo("key ***");
  }

  @Test
  void tellsAllProblemsOfAConfigAtOnceWithoutItsValues() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("manifest", MANIFEST);
    options.put("config", Map.of("region", "EU-1"));
    Settings settings = new Settings("source", options, secrets(Map.of()), Path.of("/"));
    assertThatThrownBy(() -> ManifestSource.open(settings, Clock.systemUTC()))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("'api_key' but it is missing")
        .hasMessageContaining("source/config/region")
        .hasMessageNotContaining("EU-1");
  }

  @ParameterizedTest
  @CsvSource({
    "api.example.com, source-example",
    "example.com, source-example",
    "api.example.co.uk, source-example",
    "127.0.0.1, source-127-0-0-1",
    "localhost, source-localhost"
  })
  void isCalledAfterItsHostWhenNothingElseIsSaid(String host, String expected) {
    String manifest = MANIFEST.replace("api.example.com", host);
    Settings settings =
        new Settings("source", Map.of("manifest", manifest), secrets(Map.of()), Path.of("/"));
    assertThat(new ManifestSourceProvider().sourceName(settings)).isEqualTo(expected);
  }

  private ManifestSource source() {
    return source(Manifest.parse(MANIFEST, "test"));
  }

  private ManifestSource source(Manifest manifest) {
    return new ManifestSource(
        manifest,
        Map.of("api_key", "k", "region", "eu"),
        call -> {
          asked.add(call.url());
          return answer(call.url());
        },
        Clock.fixed(now, ZoneOffset.UTC),
        new Credentials(secrets(Map.of()), List.of()));
  }

  /** Two pages for each slice: two rows, then one. */
  private static Answer answer(String url) {
    String slice = url.replaceFirst(".*since=([^&]*).*", "$1");
    String shop = url.replaceFirst(".*shop=([^&]*).*", "$1");
    boolean second = url.contains("page=2");
    String row = "{\"id\":\"%s%s%d\",\"updated_at\":\"%s\"}";
    String day = slice.substring(0, 8) + "%02d".formatted(Integer.parseInt(slice.substring(8)) + 1);
    String rows =
        second
            ? row.formatted(shop, slice, 3, day)
            : row.formatted(shop, slice, 1, slice) + "," + row.formatted(shop, slice, 2, slice);
    return new Answer(
        200,
        Map.of("Content-Type", "application/json"),
        ("{\"data\":[" + rows + "]}").getBytes(StandardCharsets.UTF_8));
  }

  private static String withoutLookback(Position position) {
    return String.valueOf(position.state()).replaceFirst("\"lookback_window\":\\d+", "");
  }

  private static Secrets secrets(Map<String, String> values) {
    return new Secrets(
        List.of(
            new SecretStore() {
              @Override
              public String name() {
                return "test";
              }

              @Override
              public Optional<String> find(String name) {
                return Optional.ofNullable(values.get(name));
              }
            }));
  }

  private static ReadRequest request(Position from) {
    RowSchema schema = new RowSchema(List.of(), "{}");
    StreamTask task =
        new StreamTask(
            "items",
            ReadMode.INCREMENTAL,
            new WriteMode.Append(),
            "updated_at",
            Duration.ZERO,
            "items",
            null,
            "schema",
            BatchFormat.NDJSON);
    return new ReadRequest("a", task, schema, from, BatchFormat.NDJSON);
  }
}
