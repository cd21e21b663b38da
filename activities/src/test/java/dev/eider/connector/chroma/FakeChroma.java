package dev.eider.connector.chroma;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server that has one collection {@code docs} of dimension 2, and faults on demand. */
public final class FakeChroma implements AutoCloseable {
  static final String ID = "0b4d3f3c-0000-4000-8000-000000000001";
  static final String DOCS =
      "{\"id\":\""
          + ID
          + "\",\"name\":\"docs\",\"dimension\":2,\"metadata\":null,"
          + "\"configuration_json\":{\"hnsw\":{\"space\":\"cosine\"}}}";

  /**
   * A request.
   *
   * @param path without the server's address
   */
  public record Asked(String method, String path, String body, @Nullable String authorization) {}

  /** What is answered instead. */
  public record Told(int status, String type, String body, Map<String, String> headers) {
    public static Told json(int status, String body) {
      return new Told(status, "application/json", body, Map.of());
    }

    Told with(String header, String value) {
      return new Told(status, type, body, Map.of(header, value));
    }
  }

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile Function<Asked, @Nullable Told> fault = request -> null;

  public FakeChroma() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What is answered instead of the usual; null = the usual. */
  public void instead(Function<Asked, @Nullable Told> fault) {
    this.fault = fault;
  }

  /** Says nothing until the test is over. */
  Told silence() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Told.json(503, "{}");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Asked request =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
              exchange.getRequestHeaders().getFirst("Authorization"));
      asked.add(request);
      Told told = fault.apply(request);
      Told answer = told == null ? usual(request) : told;
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Told usual(Asked request) {
    String path = request.path();
    if (path.endsWith("/collections/docs") || path.endsWith("/collections")) {
      return Told.json(200, DOCS);
    }
    if (path.contains("/collections/") && !path.contains(ID)) {
      return Told.json(404, "{\"error\":\"NotFoundError\",\"message\":\"does not exist\"}");
    }
    return path.endsWith("/get")
        ? Told.json(200, "{\"ids\":[],\"metadatas\":[]}")
        : Told.json(200, "{}");
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
