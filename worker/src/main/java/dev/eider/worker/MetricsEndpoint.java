package dev.eider.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.outcome.Problem;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** {@code /metrics} for Prometheus and {@code /health} for whoever restarts workers. */
final class MetricsEndpoint implements AutoCloseable {
  private final HttpServer server;

  private MetricsEndpoint(HttpServer server) {
    this.server = server;
  }

  static MetricsEndpoint start(
      String address, int port, PrometheusMeterRegistry meters, BooleanSupplier healthy) {
    HttpServer server = bound(address, port);
    server.createContext(
        "/metrics",
        exchange -> answer(exchange, 200, "text/plain; version=0.0.4", meters.scrape()));
    server.createContext(
        "/health",
        exchange -> {
          boolean up = healthy.getAsBoolean();
          String body = "{\"status\":\"" + (up ? "up" : "down") + "\"}\n";
          answer(exchange, up ? 200 : 503, "application/json", body);
        });
    server.start();
    return new MetricsEndpoint(server);
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static HttpServer bound(String address, int port) {
    try {
      return HttpServer.create(new InetSocketAddress(address, port), 0);
    } catch (IOException e) {
      throw new Unavailable(
          new Problem(
              "metrics.port",
              address + ":" + port,
              "expected to serve metrics here but the address cannot be had",
              "set EIDER_METRICS_PORT to another port, or to 0 for any"),
          null,
          e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
