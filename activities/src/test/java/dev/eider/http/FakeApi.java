package dev.eider.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A server on this machine that answers as a test wants and remembers what it was asked. */
public final class FakeApi implements AutoCloseable {
  private final HttpServer server;
  private final List<Call> calls = new ArrayList<>();

  /** Answers each call as the function says; header {@code Content-Length} is set by itself. */
  public FakeApi(Function<Call, Answer> answers) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", exchange -> handle(exchange, answers));
    server.start();
  }

  /** Where it listens, without a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What it was asked, header names as the server saw them. */
  public List<Call> calls() {
    return calls;
  }

  private void handle(HttpExchange exchange, Function<Call, Answer> answers) throws IOException {
    java.util.Map<String, String> headers = new java.util.LinkedHashMap<>();
    exchange.getRequestHeaders().forEach((name, all) -> headers.put(name, String.join(", ", all)));
    Call call =
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            headers,
            exchange.getRequestBody().readAllBytes());
    calls.add(call);
    Answer answer = answers.apply(call);
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
    int length = answer.body().length;
    exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
    exchange.getResponseBody().write(answer.body());
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
