package dev.eider.connector.manifest;

import dev.eider.plan.BatchFormat;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.RowSchema;
import dev.eider.record.RowSink;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.source.Source;
import dev.eider.source.Source.ReadRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One stream {@code items} of a manifest whose API is a server on this machine. */
final class LoopbackApi {
  static final String TOKEN = "planted-token-4711";

  private static final String MANIFEST =
      """
      version: 6.0.0
      check: {stream_names: [items]}
      streams:
        - name: items
          retriever:
            requester:
              url_base: %s
              path: /items
              authenticator: {type: BearerAuthenticator, api_token: "{{ config['api_key'] }}"}
              error_handler: {type: DefaultErrorHandler, max_retries: %d}
            record_selector: {extractor: {field_path: [data]}}
            paginator:
              type: DefaultPaginator
              page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
              pagination_strategy: {type: PageIncrement, page_size: 2, start_from_page: 1}
      spec:
        connection_specification:
          type: object
          properties:
            api_key: {type: string, airbyte_secret: true}
      """;

  final Secrets secrets = new Secrets(List.of());
  final List<Map<String, @Nullable Object>> rows = new ArrayList<>();
  final List<String> waits = new ArrayList<>();
  private final String url;
  private final int retries;

  LoopbackApi(String url) {
    this(url, 0);
  }

  LoopbackApi(String url, int retries) {
    this.url = url;
    this.retries = retries;
  }

  /** Reads the whole stream. */
  Position read() {
    return read(Position.from(null));
  }

  /** Reads on from a position. */
  Position read(Position from) {
    try (Source source = open()) {
      StreamTask task =
          new StreamTask(
              "items",
              ReadMode.FULL_REFRESH,
              new WriteMode.Append(),
              null,
              Duration.ZERO,
              "items",
              null,
              "schema",
              BatchFormat.NDJSON);
      RowSchema schema = new RowSchema(List.of(), "{}");
      return source.read(new ReadRequest("a", task, schema, from, BatchFormat.NDJSON), new Sink());
    }
  }

  /** Checks the connection. */
  void check() {
    try (Source source = open()) {
      source.check();
    }
  }

  private Source open() {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    options.put("manifest", MANIFEST.formatted(url, retries));
    options.put("config", Map.of("api_key", TOKEN));
    return ManifestSource.open(
        new Settings("source", options, secrets, Path.of("/")), Clock.systemUTC());
  }

  private final class Sink implements RowSink {
    @Override
    public void row(Map<String, @Nullable Object> record) {
      rows.add(record);
    }

    @Override
    public Path file() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void wrote(long count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean pageDone(String what) {
      return false;
    }

    @Override
    public void waiting(String why) {
      waits.add(why);
    }
  }
}
