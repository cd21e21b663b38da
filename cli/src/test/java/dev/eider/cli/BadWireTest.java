package dev.eider.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.cli.BadApi.Manners;
import dev.eider.cli.BadApi.Odd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code eider sync} does about an API that does not answer as it should: how it ends, what it
 * says, what is in the destination, and that the next run after the API has healed completes it.
 */
@Tag("slow")
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BadWireTest {
  private static final long FIRST_PAGE = 2;
  private static final long ALL = 5;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  /**
   * An API that stays odd.
   *
   * @param name for the reader
   * @param manners from its second page on
   * @param url under which it is asked
   * @param exit of the command
   * @param code of the fault
   * @param fix what to do begins so
   * @param rows left in the destination
   */
  record Case(
      String name,
      Manners manners,
      Function<BadApi, String> url,
      int exit,
      String code,
      String fix,
      long rows) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return List.of(
        answers(
            "the token is refused",
            (request, page, number) ->
                echo(401, request.getRequestHeaders().getFirst("Authorization")),
            3,
            "http.status_401",
            "check api_key in config"),
        answers(
            "the token may not read this",
            (request, page, number) ->
                echo(403, request.getRequestHeaders().getFirst("Authorization")),
            3,
            "http.status_403",
            "check api_key in config"),
        answers(
            "a web page instead of JSON",
            (request, page, number) ->
                new Odd(
                    200,
                    Map.of("Content-Type", "text/html"),
                    "<!DOCTYPE html><p>log in</p>".getBytes(UTF_8)),
            2,
            "http.not_json",
            "check the URL"),
        answers(
            "compressed data that is cut off",
            (request, page, number) -> halfOf(BadApi.good(page)),
            3,
            "http.truncated",
            "look at this URL's answer"),
        answers(
            "JSON that is cut off",
            (request, page, number) -> Odd.json(200, "{\"data\":[{\"id\":3},"),
            3,
            "http.broken_json",
            "look at this URL's answer"),
        answers(
            "errors of the server for ever",
            (request, page, number) -> Odd.json(500, "{\"error\":\"out of order\"}"),
            3,
            "http.retries_used_up",
            "see the API's limits and status"),
        answers(
            "too many requests for longer than give_up_after",
            (request, page, number) -> new Odd(429, Map.of("Retry-After", "90"), new byte[0]),
            3,
            "http.retries_used_up",
            "see the API's limits and status, and raise give_up_after"),
        answers(
            "the same page for ever",
            (request, page, number) -> Odd.json(200, BadApi.FIRST_PAGE),
            2,
            "paging.not_advancing",
            "check where page_token_option puts the token"),
        reached(
            "nobody listens",
            api -> "http://127.0.0.1:" + closedPort(),
            3,
            "http.unreachable",
            "correct host and port in the URL"),
        reached(
            "no such host",
            api -> "http://no-such-host.invalid",
            3,
            "http.unknown_host",
            "correct the host in the URL"),
        reached(
            "TLS to a port that speaks none",
            api -> "https://127.0.0.1:" + plainPort(),
            2,
            "http.not_tls",
            "write http:// in the URL"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void endsWithWhatToDoAndLosesNothing(Case bad) {
    Desk desk = new Desk(folder);
    try (BadApi api = new BadApi(bad.manners())) {
      Desk.Answer answer = desk.sync(bad.url().apply(api));

      assertThat(answer.exit()).as(answer.err()).isEqualTo(bad.exit());
      answer.blames(bad.code(), bad.fix());
      desk.hidesItsSecret(answer);
      assertThat(desk.items()).isEqualTo(bad.rows());
      assertThat(desk.rowsInTheLedger()).isEqualTo(bad.rows());

      api.heal();
      assertThat(desk.sync(api.url()).exit()).isZero();
      assertThat(desk.column("SELECT id FROM items ORDER BY id"))
          .containsExactly("1", "2", "3", "4", "5");
    }
  }

  @Test
  void waitsByATimerAsLongAsTheApiAsks() {
    Desk desk = new Desk(folder, folder.resolve("home"), folder.resolve("w.duckdb"), "PT30S");
    Manners busyOnce =
        (request, page, number) ->
            number == 1 ? new Odd(429, Map.of("Retry-After", "4"), new byte[0]) : BadApi.good(page);
    try (BadApi api = new BadApi(busyOnce)) {
      Desk.Answer answer = desk.sync(api.url());

      assertThat(answer.exit()).as(answer.err()).isZero();
      assertThat(answer.err()).contains("items: waiting").contains("answered 429");
      assertThat(desk.items()).isEqualTo(ALL);
      assertThat(desk.rowsInTheLedger()).isEqualTo(ALL);
    }
  }

  @Test
  void goesOnOnceTheServersErrorsPass() {
    Desk desk = new Desk(folder, folder.resolve("home"), folder.resolve("w.duckdb"), "PT30S");
    Manners brokenTwice =
        (request, page, number) -> number <= 2 ? Odd.json(500, "{}") : BadApi.good(page);
    try (BadApi api = new BadApi(brokenTwice)) {
      Desk.Answer answer = desk.sync(api.url());

      assertThat(answer.exit()).as(answer.err()).isZero();
      assertThat(desk.items()).isEqualTo(ALL);
      assertThat(desk.rowsInTheLedger()).isEqualTo(ALL);
    }
  }

  private static Case answers(String name, Manners manners, int exit, String code, String fix) {
    return new Case(name, manners, BadApi::url, exit, code, fix, FIRST_PAGE);
  }

  private static Case reached(
      String name, Function<BadApi, String> url, int exit, String code, String fix) {
    return new Case(name, (request, page, number) -> BadApi.good(page), url, exit, code, fix, 0);
  }

  /** As some APIs do: the refused token in the message. */
  private static Odd echo(int status, String authorization) {
    return Odd.json(status, "{\"message\":\"no such key: " + authorization + "\"}");
  }

  private static Odd halfOf(Odd whole) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
      zip.write(whole.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] half = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
    return new Odd(
        200, Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"), half);
  }

  /** A web server without TLS: it answers what it cannot read with 400 at once. */
  private static int plainPort() {
    try {
      ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> refuse(server));
      return server.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refuse(ServerSocket server) {
    while (true) {
      try (Socket socket = server.accept()) {
        assertThat(socket.getInputStream().read()).isNotNegative();
        socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static int closedPort() {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return closed.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
