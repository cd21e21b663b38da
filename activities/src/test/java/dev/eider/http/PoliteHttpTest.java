package dev.eider.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Unavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class PoliteHttpTest {

  @Test
  void decompressesWhatItAskedToBeCompressed() {
    try (FakeApi api = answering(gzip("[1]".repeat(1000)), Map.of("Content-Encoding", "gzip"));
        PoliteHttp http = new PoliteHttp(Map.of(), Map.of())) {
      assertThat(http.send(get(api.url() + "/a")).text()).isEqualTo("[1]".repeat(1000));
      assertThat(api.calls().getFirst().headers())
          .containsEntry("Accept-encoding", "gzip, deflate");
    }
  }

  @Test
  void callsATruncatedAnswerUnavailable() {
    byte[] whole = gzip("abcdefgh".repeat(999));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    try (FakeApi api = answering(half, Map.of("Content-Encoding", "gzip"));
        PoliteHttp http = new PoliteHttp(Map.of(), Map.of())) {
      Fault fault =
          catchThrowableOfType(Unavailable.class, () -> http.send(get(api.url() + "/a?key=1")));
      assertThat(fault.problem().code()).isEqualTo("http.truncated");
      assertThat(fault.problem().where()).isEqualTo(api.url() + "/a");
    }
  }

  @Test
  void refusesAnAnswerLargerThanItsLimitHoweverSmallOnTheWire() {
    try (FakeApi api = answering(gzip("a".repeat(3 << 20)), Map.of("Content-Encoding", "gzip"));
        PoliteHttp http = new PoliteHttp(Map.of(), Map.of(), 1 << 20)) {
      assertThatThrownBy(() -> http.send(get(api.url() + "/")))
          .isInstanceOf(Misconfigured.class)
          .hasMessageContaining("expected at most 1 MB");
    }
  }

  @Test
  void carriesNoCredentialsToAnotherHost() {
    try (FakeApi other = answering(bytes("there"), Map.of());
        FakeApi api = redirecting(other.url() + "/there");
        PoliteHttp http = new PoliteHttp(Map.of(), Map.of())) {
      Call call =
          new Call(
              "GET", api.url() + "/", Map.of("Authorization", "Bearer x", "X-Api-Key", "y"), null);
      assertThat(http.send(call).text()).isEqualTo("there");
      assertThat(other.calls().getFirst().headers())
          .doesNotContainKeys("Authorization", "X-api-key");
    }
  }

  @Test
  void keepsCredentialsOnTheSameHost() {
    try (FakeApi api =
            new FakeApi(
                call ->
                    call.url().equals("/b")
                        ? new Answer(200, Map.of(), bytes("b"))
                        : new Answer(302, Map.of("Location", "/b"), new byte[0]));
        PoliteHttp http = new PoliteHttp(Map.of(), Map.of())) {
      http.send(new Call("GET", api.url() + "/a", Map.of("X-Api-Key", "y"), null));
      assertThat(api.calls().getLast().headers()).containsEntry("X-api-key", "y");
    }
  }

  @Test
  void saysWhereNobodyListens() {
    try (PoliteHttp http =
        new PoliteHttp(Map.of("https://api.example.com", closedPort()), Map.of())) {
      Fault fault =
          catchThrowableOfType(
              Unavailable.class, () -> http.send(get("https://api.example.com/v1?token=t")));
      assertThat(fault.problem().line())
          .startsWith("https://api.example.com/v1: expected a server at 127.0.0.1:");
      assertThat(PoliteHttp.isDeadHost(fault)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void doesNotWaitForEverForAServerThatSaysNothing(boolean withBody) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PoliteHttp http = new PoliteHttp(Map.of(), Map.of(), 1 << 20, Duration.ofMillis(50))) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/items";
      Call call = new Call("GET", url, Map.of(), withBody ? bytes("{}") : null);
      Fault fault = catchThrowableOfType(Unavailable.class, () -> http.send(call));
      assertThat(fault.problem().code()).isEqualTo("http.timeout");
      assertThat(fault.problem().message())
          .isEqualTo("127.0.0.1:" + silent.getLocalPort() + " did not answer in time");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void doesNotWaitForEverForTheRestOfAnAnswer(boolean withBody) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PoliteHttp http = new PoliteHttp(Map.of(), Map.of(), 1 << 20, Duration.ofMillis(200))) {
      CompletableFuture<Socket> half = CompletableFuture.supplyAsync(() -> halfAnAnswer(server));
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/items";
      Call call = new Call("GET", url, Map.of(), withBody ? bytes("{}") : null);
      Fault fault = catchThrowableOfType(Unavailable.class, () -> http.send(call));
      assertThat(fault.problem().code()).isEqualTo("http.timeout");
      half.join().close();
    }
  }

  @Test
  void readsALongAnswerToAGetWithABody() {
    byte[] rows = bytes("0123456789".repeat(300_000));
    try (FakeApi api = answering(rows, Map.of());
        PoliteHttp http = new PoliteHttp(Map.of(), Map.of())) {
      Call call = new Call("GET", api.url() + "/q", Map.of(), bytes("{}"));
      assertThat(http.send(call).body()).isEqualTo(rows);
    }
  }

  private static Socket halfAnAnswer(ServerSocket server) {
    try {
      Socket socket = server.accept();
      socket.getOutputStream().write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n[1"));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void saysWhichHostHasNoAddress(boolean withBody) {
    try (PoliteHttp http = new PoliteHttp(Map.of(), Map.of())) {
      Call call = new Call("GET", "http://no.invalid/", Map.of(), withBody ? bytes("{}") : null);
      Fault fault = catchThrowableOfType(Unavailable.class, () -> http.send(call));
      assertThat(fault.problem().code()).isEqualTo("http.unknown_host");
      assertThat(fault.problem().message()).contains("no.invalid:80");
    }
  }

  @Test
  void sendsAGetWithABody() {
    try (FakeApi api = answering(bytes("ok"), Map.of());
        PoliteHttp http = new PoliteHttp(Map.of(), Map.of())) {
      http.send(new Call("GET", api.url() + "/q", Map.of("X-A", "1"), bytes("size=1")));
      assertThat(api.calls().getFirst().method()).isEqualTo("GET");
      assertThat(api.calls().getFirst().bodyText()).isEqualTo("size=1");
    }
  }

  @Test
  void namesTheHeaderThatHoldsALineBreak() {
    try (PoliteHttp http = new PoliteHttp(Map.of(), Map.of())) {
      Call call = new Call("GET", "http://127.0.0.1:1/", Map.of("Authorization", "abc\n"), null);
      assertThatThrownBy(() -> http.send(call))
          .isInstanceOf(Misconfigured.class)
          .hasMessageContaining("'Authorization'")
          .hasMessageNotContaining("abc");
    }
  }

  private static Call get(String url) {
    return new Call("GET", url, Map.of(), null);
  }

  private static FakeApi answering(byte[] body, Map<String, String> headers) {
    return new FakeApi(call -> new Answer(200, headers, body));
  }

  private static FakeApi redirecting(String location) {
    return new FakeApi(call -> new Answer(307, Map.of("Location", location), new byte[0]));
  }

  private static String closedPort() {
    try (FakeApi api = answering(bytes(""), Map.of())) {
      return api.url();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
