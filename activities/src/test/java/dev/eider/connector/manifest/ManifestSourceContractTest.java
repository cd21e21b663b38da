package dev.eider.connector.manifest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.eider.secret.EnvironmentStore;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.source.Source;
import dev.eider.source.SourceContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class ManifestSourceContractTest extends SourceContract {
  private static final int PER_PAGE = 2;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String MANIFEST =
      """
      version: 6.0.0
      type: DeclarativeSource
      check: {type: CheckStream, stream_names: [people]}
      streams:
        - type: DeclarativeStream
          name: people
          primary_key: [id]
          retriever:
            type: SimpleRetriever
            requester:
              type: HttpRequester
              url_base: https://people.example
              path: /people
            record_selector:
              type: RecordSelector
              extractor: {type: DpathExtractor, field_path: [people]}
            paginator:
              type: DefaultPaginator
              page_token_option:
                {type: RequestOption, inject_into: request_parameter, field_name: page}
              pagination_strategy: {type: PageIncrement, start_from_page: 1, page_size: 2}
          incremental_sync:
            type: DatetimeBasedCursor
            cursor_field: updated_at
            datetime_format: "%Y-%m-%dT%H:%M:%SZ"
            start_datetime: "2026-01-01T00:00:00Z"
            start_time_option:
              {type: RequestOption, inject_into: request_parameter, field_name: since}
          schema_loader:
            type: InlineSchemaLoader
            schema:
              type: object
              properties:
                id: {type: integer}
                name: {type: string}
                updated_at: {type: string, format: date-time}
      """;

  private final Map<Long, Long> changedAtSecond = new TreeMap<>();
  private HttpServer server;
  private long second;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/people", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Override
  protected Source source() {
    String here = "http://127.0.0.1:" + server.getAddress().getPort();
    return new ManifestSourceProvider()
        .open(
            new Settings(
                "/source",
                Map.of(
                    "manifest", MANIFEST,
                    "config", Map.of(),
                    "rewrite", Map.of("https://people.example", here)),
                new Secrets(List.of(new EnvironmentStore(Map.of()))),
                folder));
  }

  @Override
  protected void fill(int rows) {
    for (long id = 1; id <= rows; id++) {
      change(id);
    }
  }

  @Override
  protected void change(long id) {
    changedAtSecond.put(id, ++second);
  }

  /** Rows changed since, oldest change first, two a page. */
  private void answer(HttpExchange exchange) throws IOException {
    Instant since = Instant.parse(parameter(exchange, "since", START.toString()));
    int page = Integer.parseInt(parameter(exchange, "page", "1"));
    List<String> people =
        changedAtSecond.entrySet().stream()
            .filter(entry -> !START.plusSeconds(entry.getValue()).isBefore(since))
            .sorted(Map.Entry.comparingByValue())
            .skip((long) (page - 1) * PER_PAGE)
            .limit(PER_PAGE)
            .map(
                entry ->
                    "{\"id\":%1$d,\"name\":\"n%1$d\",\"updated_at\":\"%2$s\"}"
                        .formatted(entry.getKey(), START.plusSeconds(entry.getValue())))
            .toList();
    byte[] body =
        ("{\"people\":[" + String.join(",", people) + "]}").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String parameter(HttpExchange exchange, String name, String fallback) {
    String query = exchange.getRequestURI().getQuery();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        if (pair.startsWith(name + "=")) {
          return pair.substring(name.length() + 1);
        }
      }
    }
    return fallback;
  }
}
