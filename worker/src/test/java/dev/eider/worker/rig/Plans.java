package dev.eider.worker.rig;

import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.WriteWord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans that read a {@link RecordsApi} or a DuckDB file into a DuckDB file. */
public final class Plans {
  private static final String HOST = "https://records.example";

  private Plans() {}

  /** A manifest with one stream per list, read by cursor and paged by the last id. */
  public static String manifest(int perPage, String... lists) {
    String streams =
        Stream.of(lists).map(list -> stream(list, perPage)).collect(Collectors.joining());
    return """
        version: 6.44.0
        type: DeclarativeSource
        check:
          type: CheckStream
          stream_names: [%s]
        streams:
        %sspec:
          type: Spec
          connection_specification:
            type: object
            properties:
              token: {type: string, airbyte_secret: true}
        """
        .formatted(lists[0], streams);
  }

  private static String stream(String list, int perPage) {
    return """
          - type: DeclarativeStream
            name: %s
            primary_key: [id]
            retriever:
              type: SimpleRetriever
              requester:
                type: HttpRequester
                url_base: %s
                path: /%s
                http_method: GET
                authenticator:
                  type: BearerAuthenticator
                  api_token: "{{ config['token'] }}"
              record_selector:
                type: RecordSelector
                extractor:
                  type: DpathExtractor
                  field_path: [data]
              paginator:
                type: DefaultPaginator
                page_token_option:
                  type: RequestOption
                  inject_into: request_parameter
                  field_name: starting_after
                page_size_option:
                  type: RequestOption
                  inject_into: request_parameter
                  field_name: limit
                pagination_strategy:
                  type: CursorPagination
                  page_size: %d
                  cursor_value: "{{ last_record['id'] }}"
                  stop_condition: "{{ not response['has_more'] }}"
            incremental_sync:
              type: DatetimeBasedCursor
              cursor_field: updated_at
              datetime_format: "%%Y-%%m-%%dT%%H:%%M:%%SZ"
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
                  amount: {type: integer}
                  share: {type: number}
                  open: {type: boolean}
                  note: {type: [string, "null"]}
                  updated_at: {type: string, format: date-time}
        """
        .formatted(list, HOST, list, perPage);
  }

  /** Reads an API with a token that is no secret. */
  public static ConnectorPlan api(RecordsApi api, int perPage, String... lists) {
    return api(api, "none", perPage, lists);
  }

  public static ConnectorPlan api(RecordsApi api, String token, int perPage, String... lists) {
    return api(api.root(), token, perPage, lists);
  }

  /** The same over another address, with a token or a reference to it. */
  public static ConnectorPlan api(String root, String token, int perPage, String... lists) {
    return new ConnectorPlan(
        "manifest",
        Map.of(
            "manifest", manifest(perPage, lists),
            "name", "records",
            "config", Map.of("token", token),
            "rewrite", Map.of(HOST, root)));
  }

  public static ConnectorPlan file(Path file) {
    return new ConnectorPlan("duckdb", Map.of("path", file.toString()));
  }

  public static SyncPlan plan(
      String name, ConnectorPlan source, Path file, SyncPlan.Pace pace, StreamPlan... streams) {
    return new SyncPlan(name, source, file(file), List.of(streams), false, pace);
  }

  public static StreamPlan appending(String stream) {
    return new StreamPlan(stream, null, WriteWord.APPEND, null, null, null, null, null);
  }

  /** So many pages a chunk. */
  public static SyncPlan.Pace chunksOf(int pages) {
    return new SyncPlan.Pace(4, pages, Duration.ofMinutes(5), 128L << 20, Duration.ofMinutes(10));
  }
}
