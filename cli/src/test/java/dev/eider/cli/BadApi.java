package dev.eider.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Three pages of five items behind a token; misbehaves from its second page on until healed. */
final class BadApi implements AutoCloseable {
  static final String FIRST_PAGE = "{\"data\":[{\"id\":1},{\"id\":2}]}";

  private static final List<String> PAGES =
      List.of(
          FIRST_PAGE,
          "{\"data\":[{\"id\":3,\"name\":\"three\"},{\"id\":4}]}",
          "{\"data\":[{\"id\":5}]}");

  private final HttpServer server;
  private final AtomicInteger oddRequests = new AtomicInteger();
  private volatile Manners manners;

  BadApi(Manners manners) {
    this.manners = manners;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/items", this::handle);
    server.start();
  }

  /** What it does instead of answering a page. */
  interface Manners {
    /**
     * Answers oddly, or with null as it should.
     *
     * @param page that was asked for, from 1
     * @param number of this odd request, from 1
     */
    Odd answer(HttpExchange request, int page, int number);
  }

  /** An answer. */
  record Odd(int status, Map<String, String> headers, byte[] body) {
    static Odd json(int status, String body) {
      return new Odd(status, Map.of("Content-Type", "application/json"), body.getBytes(UTF_8));
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  void heal() {
    manners = (request, page, number) -> BadApi.good(page);
  }

  static Odd good(int page) {
    return Odd.json(200, page <= PAGES.size() ? PAGES.get(page - 1) : "{\"data\":[]}");
  }

  private void handle(HttpExchange request) throws IOException {
    String query = String.valueOf(request.getRequestURI().getQuery());
    int page = Integer.parseInt(query.replaceFirst(".*page=(\\d+).*", "$1"));
    Odd answer = page == 1 ? good(1) : manners.answer(request, page, oddRequests.incrementAndGet());
    try (request) {
      answer.headers().forEach(request.getResponseHeaders()::add);
      request.sendResponseHeaders(answer.status(), answer.body().length);
      request.getResponseBody().write(answer.body());
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
