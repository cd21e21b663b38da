package dev.eider.worker.rig;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Lists of records as payment services have them: {@code /<list>?limit=L&starting_after=ID&since=T}
 * answers {@code {"data":[…],"has_more":true}}, ordered by id, only what changed at or after T.
 * Record n changed n seconds after the epoch of this API.
 */
public final class RecordsApi implements AutoCloseable {
  public static final Instant EPOCH = Instant.parse("2024-01-01T00:00:00Z");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final AtomicLong count;
  private volatile Duration delay = Duration.ZERO;
  private volatile Interception interception = (request, number) -> Optional.empty();

  /** One request: its path, its query and its credentials. */
  public record Asked(String list, Map<String, String> query, String authorization) {}

  /** An answer in the place of a page. */
  public record Instead(int status, Map<String, String> headers, String body) {}

  /** Decides what to answer in the place of a page, by the request's number from 1. */
  public interface Interception {
    Optional<Instead> instead(Asked request, int number);
  }

  private RecordsApi(HttpServer server, long count) {
    this.server = server;
    this.count = new AtomicLong(count);
  }

  public static RecordsApi of(long count) {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      RecordsApi api = new RecordsApi(server, count);
      server.setExecutor(api.threads);
      server.createContext("/", api::answer);
      server.start();
      return api;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String root() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How long each page takes from now on. */
  public RecordsApi slow(Duration perPage) {
    delay = perPage;
    return this;
  }

  public void intercept(Interception how) {
    interception = how;
  }

  public void grow(long more) {
    count.addAndGet(more);
  }

  public long count() {
    return count.get();
  }

  public List<Asked> asked() {
    return asked;
  }

  public int requests() {
    return asked.size();
  }

  /** Every record there is, as JSON objects. */
  public Stream<String> all() {
    return LongStream.rangeClosed(1, count.get()).mapToObj(RecordsApi::record);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String credentials = exchange.getRequestHeaders().getFirst("Authorization");
    Asked request =
        new Asked(
            exchange.getRequestURI().getPath().substring(1),
            query(exchange.getRequestURI().getRawQuery()),
            credentials == null ? "" : credentials);
    asked.add(request);
    Until.passed(delay);
    Instead answer =
        interception
            .instead(request, asked.size())
            .orElseGet(() -> new Instead(200, Map.of(), page(request.query())));
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Type", "application/json");
      answer.headers().forEach(headers::set);
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private String page(Map<String, String> query) {
    long after = Long.parseLong(query.getOrDefault("starting_after", "0"));
    Instant since = Instant.parse(query.getOrDefault("since", EPOCH.toString()));
    long changed = Math.max(1, since.getEpochSecond() - EPOCH.getEpochSecond());
    long first = Math.max(after + 1, changed);
    long last = Math.min(count.get(), first + Integer.parseInt(query.get("limit")) - 1);
    return "{\"data\":[" + lines(first, last, ",") + "],\"has_more\":" + (last < count.get()) + "}";
  }

  private static String lines(long first, long last, String separator) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(RecordsApi::record)
        .collect(Collectors.joining(separator));
  }

  private static String record(long id) {
    return ("{\"id\":%d,\"name\":\"Grüße \\\"%d\\\"\",\"amount\":%d,\"share\":%d.%d,\"open\":%s,"
            + "\"note\":%s,\"updated_at\":\"%s\"}")
        .formatted(
            id,
            id % 97,
            id * 7919 % 1_000_003,
            id % 1000,
            id % 4 * 25,
            id % 3 == 0,
            id % 5 == 0 ? "null" : "\"line " + id + "\\nof two\"",
            EPOCH.plusSeconds(id));
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    for (String pair : text == null ? new String[0] : text.split("&")) {
      int at = pair.indexOf('=');
      if (at > 0) {
        query.put(
            pair.substring(0, at),
            URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }
}
