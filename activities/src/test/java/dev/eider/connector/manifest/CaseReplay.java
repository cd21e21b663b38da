package dev.eider.connector.manifest;

import dev.eider.connector.manifest.cursor.Cursor;
import dev.eider.connector.manifest.model.Manifest;
import dev.eider.connector.manifest.request.Dialect;
import dev.eider.connector.manifest.request.RequestContext;
import dev.eider.connector.manifest.request.RequestFailure;
import dev.eider.fault.Fault;
import dev.eider.http.Waits;
import dev.eider.outcome.Problem;
import dev.eider.plan.Position;
import dev.eider.record.JsonText;
import dev.eider.record.RowSink;
import dev.eider.template.Scope;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs one recorded case against a manifest and says whether the same came out. */
final class CaseReplay {
  private final Manifest manifest;
  private final Map<?, ?> recorded;
  private final RecordedExchange exchange;
  private final RecordedWaits waits = new RecordedWaits();
  private final Instant now;
  private final RequestContext context;

  CaseReplay(Manifest manifest, Map<?, ?> recorded) {
    this.manifest = manifest;
    this.recorded = recorded;
    this.now = Instant.parse(String.valueOf(recorded.get("now")));
    this.exchange =
        new RecordedExchange(recorded.get("exchanges") instanceof List<?> list ? list : List.of());
    Map<String, @Nullable Object> names = new LinkedHashMap<>();
    names.put("config", recorded.get("config") == null ? Map.of() : recorded.get("config"));
    names.put("parameters", Map.of());
    this.context =
        RequestContext.of(
            new Scope(Clock.fixed(now, ZoneOffset.UTC), names), exchange, waits, Dialect.REFERENCE);
  }

  /** What came of a case. */
  enum Verdict {
    IDENTICAL,
    DIFFERENT,
    UNSUPPORTED
  }

  /** With its reason, empty when identical. */
  record Result(Verdict verdict, String why) {
    static Result of(Optional<String> difference) {
      return difference
          .map(why -> new Result(Verdict.DIFFERENT, why))
          .orElseGet(() -> new Result(Verdict.IDENTICAL, ""));
    }
  }

  /** Runs it. */
  Result run() {
    try {
      return switch (String.valueOf(recorded.get("kind"))) {
        case "spec" ->
            Result.of(SameJson.difference(recorded.get("spec"), spec()).map(d -> "spec: " + d));
        case "discover" -> discover();
        case "check" -> check();
        default -> read();
      };
    } catch (RecordedExchange.Mismatch e) {
      return new Result(Verdict.DIFFERENT, String.valueOf(e.getMessage()));
    }
  }

  private Result read() {
    String name = String.valueOf(recorded.get("stream"));
    Optional<StreamModel> found = models().stream().filter(m -> m.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      return new Result(Verdict.UNSUPPORTED, "no such static stream");
    }
    List<Problem> problems = found.get().problems(context);
    if (isUnsupported(problems)) {
      return unsupported(problems);
    }
    List<@Nullable Object> records = new ArrayList<>();
    List<RuntimeException> faults = new ArrayList<>();
    @Nullable Object state = null;
    try {
      ReadState begin = new ReadState(now, initialState(), 0, 0, null, null, null, null);
      Cursor cursor = found.get().cursor(context, now, begin.from(), Duration.ZERO);
      state = Json.object(JsonText.of(cursor.state()), name);
      StreamRead read =
          new StreamRead(
              found.get(),
              cursor,
              context,
              begin,
              Clock.fixed(now, ZoneOffset.UTC),
              new RecordingSink(name, records));
      Position end = read.run();
      faults.addAll(read.faults());
      state = Json.object(end.state(), name);
    } catch (RequestFailure e) {
      faults.add(e);
    } catch (Fault e) {
      if (e.problem().code().startsWith("manifest.unsupported")) {
        return unsupported(List.of(e.problem()));
      }
      faults.add(e);
    }
    return Result.of(differences(records, state, faults));
  }

  private Optional<String> differences(
      List<?> records, @Nullable Object state, List<RuntimeException> faults) {
    Optional<String> outcome = outcome(faults);
    if (faults.isEmpty() && outcome.isPresent()) {
      return outcome;
    }
    return exchange
        .unused()
        .or(() -> SameJson.difference(recorded.get("records"), records).map(d -> "record: " + d))
        .or(() -> state(state).map(d -> "state: " + d))
        .or(this::waits)
        .or(() -> rateLimited())
        .or(() -> outcome);
  }

  private Optional<String> waits() {
    List<?> expected = recorded.get("waits") instanceof List<?> list ? list : List.of();
    List<Double> numbers = expected.stream().map(n -> ((Number) n).doubleValue()).toList();
    return SameJson.difference(numbers, waits.seconds).map(d -> "waits: " + d);
  }

  private Optional<String> rateLimited() {
    return SameJson.difference(recorded.get("rate_limited"), (long) waits.limited)
        .map(d -> "rate_limited: " + d);
  }

  private Optional<String> outcome(List<RuntimeException> faults) {
    boolean failed = "failed".equals(recorded.get("outcome"));
    if (failed != !faults.isEmpty()) {
      return Optional.of(
          "outcome: expected "
              + recorded.get("outcome")
              + (faults.isEmpty() ? "" : " but " + faults.getFirst()));
    }
    if (!failed || !(recorded.get("error") instanceof Map<?, ?> error)) {
      return Optional.empty();
    }
    return ReferenceError.difference(error, faults.getFirst());
  }

  private Optional<String> state(@Nullable Object state) {
    List<?> states = recorded.get("states") instanceof List<?> list ? list : List.of();
    if (states.isEmpty()) {
      return Optional.empty();
    }
    return SameJson.difference(
        ((Map<?, ?>) Objects.requireNonNull(states.getLast())).get("state"), state);
  }

  private Map<String, @Nullable Object> initialState() {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    if (recorded.get("state_in") instanceof List<?> list && !list.isEmpty()) {
      Object stream = ((Map<?, ?>) Objects.requireNonNull(list.getFirst())).get("stream");
      Object inner = ((Map<?, ?>) Objects.requireNonNull(stream)).get("stream_state");
      ((Map<?, ?>) Objects.requireNonNull(inner))
          .forEach((key, value) -> state.put(String.valueOf(key), value));
    }
    return state;
  }

  private Result check() {
    List<StreamModel> checked =
        models().stream().filter(m -> manifest.checked().contains(m.name())).toList();
    for (StreamModel model : checked) {
      List<Problem> problems = model.problems(context);
      if (isUnsupported(problems)) {
        return unsupported(problems);
      }
    }
    if (checked.isEmpty()) {
      return new Result(Verdict.UNSUPPORTED, "no static stream to check");
    }
    String status = "SUCCEEDED";
    String why = "";
    try {
      for (StreamModel model : checked) {
        StreamCheck.check(model, context, now);
      }
    } catch (Fault e) {
      status = "FAILED";
      why = " " + e.getMessage();
    }
    if (!status.equals(recorded.get("status"))) {
      return new Result(
          Verdict.DIFFERENT,
          "outcome: expected " + recorded.get("status") + " but " + status + why);
    }
    return Result.of(exchange.unused());
  }

  private Result discover() {
    if (manifest.root().has("dynamic_streams")) {
      return new Result(Verdict.UNSUPPORTED, "dynamic_streams");
    }
    List<?> expected =
        (List<?>)
            Objects.requireNonNull(
                recorded.get("catalog") instanceof Map<?, ?> map ? map.get("streams") : List.of());
    List<StreamModel> models = models();
    if ("failed".equals(recorded.get("outcome"))
        && models.stream().anyMatch(model -> !model.problems(context).isEmpty())) {
      return Result.of(Optional.empty());
    }
    for (StreamModel model : models) {
      if (!model.part().type().equals("DeclarativeStream")) {
        return unsupported(model.problems(context));
      }
    }
    if (models.size() != expected.size()) {
      return new Result(
          Verdict.DIFFERENT, "catalog: expected " + expected.size() + " but " + models.size());
    }
    for (int i = 0; i < models.size(); i++) {
      Result one = stream((Map<?, ?>) Objects.requireNonNull(expected.get(i)), models.get(i));
      if (one.verdict() != Verdict.IDENTICAL) {
        return one;
      }
    }
    return Result.of(exchange.unused());
  }

  private Result stream(Map<?, ?> expected, StreamModel model) {
    for (var loader : model.part().parts("schema_loader")) {
      if (!loader.type().equals("InlineSchemaLoader")
          && !loader.type().equals("JsonFileSchemaLoader")) {
        return new Result(Verdict.UNSUPPORTED, loader.type());
      }
    }
    Optional<String> cursor = model.cursorField(context.scope());
    Map<String, @Nullable Object> wanted = new LinkedHashMap<>();
    for (String key :
        List.of(
            "name",
            "supported_sync_modes",
            "source_defined_cursor",
            "is_resumable",
            "default_cursor_field",
            "source_defined_primary_key")) {
      wanted.put(key, expected.get(key));
    }
    Map<String, @Nullable Object> actual = new LinkedHashMap<>();
    actual.put("name", model.name());
    actual.put(
        "supported_sync_modes",
        cursor.isPresent() ? List.of("full_refresh", "incremental") : List.of("full_refresh"));
    actual.put("source_defined_cursor", cursor.isPresent() ? true : null);
    actual.put("is_resumable", cursor.isPresent());
    actual.put("default_cursor_field", cursor.map(List::of).orElse(null));
    List<String> key = model.primaryKey();
    actual.put(
        "source_defined_primary_key", key.isEmpty() ? null : key.stream().map(List::of).toList());
    if (expected.get("json_schema") != null) {
      wanted.put("json_schema", expected.get("json_schema"));
      actual.put("json_schema", Json.object(JsonText.of(model.jsonSchema()), ""));
    }
    return Result.of(
        SameJson.difference(wanted, actual).map(d -> "catalog: " + model.name() + " " + d));
  }

  private @Nullable Object spec() {
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    if (!(manifest.root().raw("spec") instanceof Map<?, ?> fields)) {
      return null;
    }
    spec.put("connectionSpecification", fields.get("connection_specification"));
    spec.put("supportsNormalization", false);
    spec.put("supportsDBT", false);
    if (fields.get("documentation_url") != null) {
      spec.put("documentationUrl", fields.get("documentation_url"));
    }
    if (fields.get("advanced_auth") != null) {
      spec.put("advanced_auth", fields.get("advanced_auth"));
    }
    return Json.object(JsonText.of(spec), "spec");
  }

  private List<StreamModel> models() {
    return manifest.streams().stream().map(StreamModel::new).toList();
  }

  private static boolean isUnsupported(List<Problem> problems) {
    return problems.stream().anyMatch(problem -> problem.code().startsWith("manifest.unsupported"));
  }

  private static Result unsupported(List<Problem> problems) {
    Problem first = problems.getFirst();
    return new Result(Verdict.UNSUPPORTED, first.message() + " at " + first.where());
  }

  /** Notes how long was slept. */
  private static final class RecordedWaits implements Waits {
    private final List<Double> seconds = new ArrayList<>();
    private int limited;

    @Override
    public void sleep(Duration wait, String why) {
      seconds.add(wait.toNanos() / 1e9);
    }

    @Override
    public void rateLimited(String where) {
      limited++;
    }
  }

  /** Keeps rows as the recording has them. */
  private record RecordingSink(String stream, List<@Nullable Object> records) implements RowSink {
    @Override
    public void row(Map<String, @Nullable Object> record) {
      Map<String, @Nullable Object> line = new LinkedHashMap<>();
      line.put("stream", stream);
      // The reference leaves null fields out of the messages it writes.
      Map<String, @Nullable Object> data = new LinkedHashMap<>(record);
      data.values().removeIf(Objects::isNull);
      line.put("data", data);
      records.add(line);
    }

    @Override
    public Path file() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void wrote(long rows) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean pageDone(String what) {
      return false;
    }

    @Override
    public void waiting(String why) {}
  }
}
