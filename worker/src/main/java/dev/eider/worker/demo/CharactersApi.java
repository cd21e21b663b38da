package dev.eider.worker.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.eider.fault.Fault.Defect;
import dev.eider.fault.Fault.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Rick-and-Morty-shaped API on loopback: {@code /api/character/?page=N}, 826 invented characters,
 * 20 a page, 404 past the end.
 */
public final class CharactersApi implements AutoCloseable {
  /** The address the demo's manifest names, to be rewritten to {@link #root}. */
  public static final String ORIGINAL = "https://rickandmortyapi.com";

  private static final Pattern PAGE = Pattern.compile("(?:^|&)page=(-?\\d{1,6})(?:&|$)");
  private static final byte[] NOTHING =
      "{\"error\":\"There is nothing here\"}".getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger requests = new AtomicInteger();

  private CharactersApi(HttpServer server) {
    this.server = server;
  }

  /** Serves on a free port of loopback. */
  public static CharactersApi start() {
    // Without it each small answer on a kept connection waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      CharactersApi api =
          new CharactersApi(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      api.server.setExecutor(api.threads);
      api.server.createContext("/api/character", api::answer);
      api.server.start();
      return api;
    } catch (IOException e) {
      throw new Unavailable(
          "demo.no_port", "loopback", "expected a free port for the sample API", null, e);
    }
  }

  /** Where it is, in the place of {@link #ORIGINAL}. */
  public String root() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How often it was asked so far. */
  public int requests() {
    return requests.get();
  }

  /** The manifest that reads it, as written for the original. */
  public static String manifest() {
    try (InputStream in = CharactersApi.class.getResourceAsStream("rick_and_morty.yaml")) {
      if (in == null) {
        throw new Defect("demo.no_manifest", "demo", "expected the manifest in the jar", null);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Defect("demo.no_manifest", "demo", "expected to read the manifest", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    int page = page(exchange.getRequestURI().getRawQuery());
    boolean there = page >= 1 && page <= Characters.PAGES;
    byte[] body = there ? Characters.page(page, ORIGINAL + "/api") : NOTHING;
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
      exchange.sendResponseHeaders(there ? 200 : 404, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static int page(@org.jspecify.annotations.Nullable String query) {
    if (query == null) {
      return 1;
    }
    Matcher matcher = PAGE.matcher(query);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 1;
  }
}
