package dev.eider.connector.manifest;

import dev.eider.connector.manifest.cursor.Cursor;
import dev.eider.connector.manifest.model.Manifest;
import dev.eider.connector.manifest.model.Problems;
import dev.eider.connector.manifest.request.Dialect;
import dev.eider.connector.manifest.request.RequestContext;
import dev.eider.connector.manifest.schema.Columns;
import dev.eider.fault.Fault.Denied;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.http.AnnouncedWaits;
import dev.eider.http.Exchange;
import dev.eider.http.PoliteHttp;
import dev.eider.http.Waits;
import dev.eider.outcome.Problem;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.record.JsonText;
import dev.eider.record.RowSink;
import dev.eider.secret.Settings;
import dev.eider.source.Source;
import dev.eider.source.StreamInfo;
import dev.eider.template.Scope;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An HTTP API read as its manifest says. */
final class ManifestSource implements Source {
  private final Manifest manifest;
  private final Map<String, @Nullable Object> config;
  private final Exchange http;
  private final Clock clock;
  private final Credentials credentials;

  ManifestSource(
      Manifest manifest,
      Map<String, @Nullable Object> config,
      Exchange http,
      Clock clock,
      Credentials credentials) {
    this.manifest = manifest;
    this.config = config;
    this.http = http;
    this.clock = clock;
    this.credentials = credentials;
  }

  /** Ready to read; the config is checked, its secrets are filled in and remembered. */
  static ManifestSource open(Settings settings, Clock clock) {
    ManifestOptions options = ManifestOptions.of(settings);
    Problems.requireNone(options.manifest().problems());
    Map<String, @Nullable Object> schema = options.manifest().configSchema();
    ConfigSecrets secrets = new ConfigSecrets(settings.secrets(), options.name());
    Map<String, @Nullable Object> config = secrets.complete(schema, settings.revealed("config"));
    Problems.requireNone(ConfigCheck.problems(schema, config, settings.where() + "/config"));
    Map<String, String> rewrites = new LinkedHashMap<>();
    settings.map("rewrite").forEach((from, to) -> rewrites.put(from, String.valueOf(to)));
    return new ManifestSource(
        options.manifest(),
        config,
        new PoliteHttp(rewrites, System.getenv()),
        clock,
        new Credentials(settings.secrets(), secrets.places()));
  }

  @Override
  public void check() {
    RequestContext context = context(new AnnouncedWaits(why -> {}));
    List<StreamModel> models = models();
    List<StreamModel> readable =
        models.stream().filter(model -> model.problems(context).isEmpty()).toList();
    if (readable.isEmpty() && !models.isEmpty()) {
      Problems.requireNone(
          models.stream().flatMap(model -> model.problems(context).stream()).toList());
    }
    Set<String> wanted = Set.copyOf(manifest.checked());
    List<StreamModel> checked =
        readable.stream().filter(model -> wanted.contains(model.name())).toList();
    for (StreamModel model : checked.isEmpty() ? readable.subList(0, 1) : checked) {
      check(model, context);
    }
  }

  @Override
  public List<StreamInfo> discover() {
    RequestContext context = context(new AnnouncedWaits(why -> {}));
    List<StreamInfo> streams = new ArrayList<>();
    for (StreamModel model : models()) {
      streams.add(info(model, context));
    }
    return streams;
  }

  @Override
  public Position read(ReadRequest request, RowSink sink) {
    StreamModel model = model(request.task().stream());
    RequestContext context =
        context(new AnnouncedWaits(why -> sink.waiting(credentials.mask(why))));
    Problems.requireNone(model.problems(context));
    boolean incremental = request.task().mode() == ReadMode.INCREMENTAL;
    ReadState begin =
        ReadState.of(request.from(), clock.instant(), incremental, request.task().stream());
    begin.refuseDuringPause(clock.instant(), request.task().stream());
    Cursor cursor = model.cursor(context, begin.now(), begin.from(), request.task().lookback());
    try {
      return new StreamRead(model, cursor, context, begin, clock, sink).run();
    } catch (Denied e) {
      throw credentials.named(e);
    }
  }

  @Override
  public void close() {
    if (http instanceof PoliteHttp client) {
      client.close();
    }
  }

  private void check(StreamModel model, RequestContext context) {
    try {
      StreamCheck.check(model, context, clock.instant());
    } catch (Denied e) {
      throw credentials.named(e);
    }
  }

  private StreamInfo info(StreamModel model, RequestContext context) {
    Map<String, @Nullable Object> schema = model.jsonSchema();
    List<Problem> problems = model.problems(context);
    List<StreamInfo.Note> notes = new ArrayList<>();
    problems.forEach(problem -> notes.add(StreamInfo.Note.of("cannot be read: " + problem.line())));
    if (manifest.root().has("api_budget")) {
      notes.add(
          StreamInfo.Note.of("the manifest's api_budget is not kept, the API's own limits are"));
    }
    if (manifest.root().has("dynamic_streams")) {
      notes.add(
          StreamInfo.Note.of(
              "the manifest's dynamic_streams are left out, Eider does not run them yet"));
    }
    boolean runs = problems.isEmpty();
    String cursor = runs ? model.cursorField(context.scope()).orElse(null) : null;
    Set<ReadMode> modes =
        cursor == null
            ? EnumSet.of(ReadMode.FULL_REFRESH)
            : EnumSet.of(ReadMode.FULL_REFRESH, ReadMode.INCREMENTAL);
    return new StreamInfo(
        model.name(),
        Columns.of(schema, JsonText.of(schema)),
        runs ? model.primaryKey() : List.of(),
        cursor,
        modes,
        model.name(),
        notes,
        // A cursor asks from its start on: what is older is not listed, and not gone for that.
        cursor == null);
  }

  private RequestContext context(Waits waits) {
    Scope scope = new Scope(clock, Map.of("config", config, "parameters", Map.of()));
    return RequestContext.of(scope, credentials.remembering(http), waits, Dialect.LIVE);
  }

  private List<StreamModel> models() {
    return manifest.streams().stream().map(StreamModel::new).toList();
  }

  private StreamModel model(String name) {
    return models().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Misconfigured(
                    "manifest.unknown_stream",
                    name,
                    "expected one of "
                        + models().stream().map(StreamModel::name).collect(Collectors.joining(", "))
                        + " but was '"
                        + name
                        + "'",
                    "correct the stream's name"));
  }
}
