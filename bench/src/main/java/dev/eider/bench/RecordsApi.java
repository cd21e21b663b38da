package dev.eider.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * {@code /payments?page=N&since=T} on loopback: {@code {"data":[…],"has_more":true}}, 1,000 records
 * a page, pages from 1, only what changed at or after T.
 */
final class RecordsApi implements AutoCloseable {
  private static final byte[] HEAD = "{\"data\":[".getBytes(StandardCharsets.UTF_8);

  private final Records records = new Records();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong count;

  private RecordsApi(HttpServer server, long count) {
    this.server = server;
    this.count = new AtomicLong(count);
  }

  static RecordsApi start(long count) throws IOException {
    // Without it each small answer on a kept connection waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RecordsApi api = new RecordsApi(server, count);
    server.setExecutor(api.threads);
    server.createContext("/payments", api::answer);
    server.start();
    return api;
  }

  String root() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  int requests() {
    return requests.get();
  }

  /** As if the world had gone on: so many records more. */
  void grow(long more) {
    count.addAndGet(more);
  }

  /** As if somebody had put amounts right; how many. */
  long change() {
    records.change();
    return (count.get() + Records.ONE_IN - 1) / Records.ONE_IN;
  }

  /** What it would answer, as newline-delimited JSON. */
  void writeTo(Path file) throws IOException {
    records.write(file, count.get());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    long page = Long.parseLong(query.getOrDefault("page", "1"));
    String since = query.get("since");
    long first = since == null ? 0 : Records.firstSince(Instant.parse(since));
    long from = first + (page - 1) * Records.PER_PAGE;
    int here = (int) Math.max(0, Math.min(Records.PER_PAGE, count.get() - from));
    boolean more = from + here < count.get();
    byte[] data = records.render(from, here, ',');
    byte[] tail = ("],\"has_more\":" + more + "}").getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, HEAD.length + data.length + (long) tail.length);
      OutputStream body = exchange.getResponseBody();
      body.write(HEAD);
      body.write(data);
      body.write(tail);
    }
  }

  private static Map<String, String> query(@Nullable String text) {
    Map<String, String> query = new HashMap<>();
    if (text != null) {
      for (String pair : text.split("&")) {
        int at = pair.indexOf('=');
        if (at > 0) {
          query.put(
              pair.substring(0, at),
              java.net.URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
        }
      }
    }
    return query;
  }
}
