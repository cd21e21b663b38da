package dev.eider.connector.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Denied;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.fault.Guard;
import dev.eider.http.Answer;
import dev.eider.http.Call;
import dev.eider.http.FakeApi;
import dev.eider.plan.Position;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user reads when an API does not answer as it should. */
@Tag("slow")
final class BadAnswersTest {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void namesTheSecretToCheckWhenItIsRefused(int status) {
    Denied fault = fault(Denied.class, call -> json(status, "{\"message\":\"bad key\"}"));
    assertThat(fault.problem().code()).isEqualTo("http.status_" + status);
    assertThat(fault.problem().message()).isEqualTo("answered " + status + ": 'bad key'");
    assertThat(fault.problem().fix()).isEqualTo("check api_key in config, and what it may read");
  }

  @Test
  void saysInACheckWhichStreamWasRefused() {
    try (FakeApi server = new FakeApi(call -> json(401, "{}"))) {
      Denied fault =
          catchThrowableOfType(Denied.class, () -> new LoopbackApi(server.url()).check());
      assertThat(fault.problem().where()).isEqualTo("items " + server.url() + "/items");
      assertThat(fault.problem().fix()).contains("api_key in config");
    }
  }

  @Test
  void neverShowsASecretTheApiEchoes() {
    String echo = "{\"message\":\"no such key: %s\"}".formatted(LoopbackApi.TOKEN);
    assertThat(masked(call -> json(401, echo)))
        .contains("answered 401: 'no such key: ***'")
        .doesNotContain(LoopbackApi.TOKEN);
  }

  @Test
  void neverShowsHalfASecretWhereALongMessageIsCut() {
    String filler = "x ".repeat(95);
    assertThat(masked(call -> json(403, "{\"message\":\"" + filler + LoopbackApi.TOKEN + "\"}")))
        .doesNotContain("planted");
  }

  @Test
  void saysThatAWebPageIsNoJson() {
    Misconfigured fault =
        fault(
            Misconfigured.class,
            call -> answer("text/html", "<html>please log in</html>".getBytes(UTF_8)));
    assertThat(fault.problem().message())
        .isEqualTo("expected JSON but the server answered a web page (26 bytes)");
    assertThat(fault.problem().fix()).contains("login page");
  }

  @Test
  void knowsAWebPageThatCallsItselfJson() {
    Misconfigured fault = fault(Misconfigured.class, call -> json(200, "\n<!DOCTYPE html><p>"));
    assertThat(fault.problem().code()).isEqualTo("http.not_json");
  }

  @Test
  void saysWhatABodyIsThatIsNoJson() {
    Misconfigured fault =
        fault(Misconfigured.class, call -> answer("text/csv", "id,name\n1,a".getBytes(UTF_8)));
    assertThat(fault.problem().message()).contains("(text/csv, 11 bytes)");
  }

  @Test
  void triesLaterWhenJsonIsCutOff() {
    Unavailable fault = fault(Unavailable.class, call -> json(200, "{\"data\":[{\"id\":1},"));
    assertThat(fault.problem().code()).isEqualTo("http.broken_json");
  }

  @Test
  void doesNotTakeAnEmptyBodyForAnEmptyStream() {
    Unavailable fault = fault(Unavailable.class, call -> json(200, ""));
    assertThat(fault.problem().code()).isEqualTo("http.empty_body");
  }

  @Test
  void takesNoContentForAnEmptyStream() {
    try (FakeApi server = new FakeApi(call -> new Answer(204, Map.of(), new byte[0]))) {
      assertThat(new LoopbackApi(server.url()).read().complete()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"42", "\"nothing here\"", "true"})
  void refusesAPageThatIsABareValue(String body) {
    Misconfigured fault = fault(Misconfigured.class, call -> json(200, body));
    assertThat(fault.problem().code()).isEqualTo("http.not_a_page");
  }

  @Test
  void refusesRecordsThatAreNoObjects() {
    Misconfigured fault = fault(Misconfigured.class, call -> json(200, "{\"data\":[1,2]}"));
    assertThat(fault.problem().fix()).isEqualTo("point field_path at a list of objects");
  }

  @Test
  void keepsARowOneByteOfWhichIsNoUtf8() {
    byte[] body = "{\"data\":[{\"id\":1,\"name\":\"Zo?\"}]}".getBytes(UTF_8);
    body[new String(body, UTF_8).indexOf('?')] = (byte) 0xEB;
    assertThat(name(call -> answer("application/json", body))).isEqualTo("Zo\uFFFD");
  }

  @Test
  void readsTheCharsetTheServerNames() {
    byte[] body = "{\"data\":[{\"id\":1,\"name\":\"Zoë\"}]}".getBytes(ISO_8859_1);
    assertThat(name(call -> answer("application/json; charset=iso-8859-1", body))).isEqualTo("Zoë");
  }

  @Test
  void triesLaterWhenCompressedDataIsCutOff() {
    byte[] whole = gzip("{\"data\":[]}".repeat(999).getBytes(UTF_8));
    Unavailable fault =
        fault(Unavailable.class, call -> zipped(Arrays.copyOf(whole, whole.length / 2)));
    assertThat(fault.problem().code()).isEqualTo("http.truncated");
  }

  @Test
  void refusesAFewBytesThatUnpackToVeryMany() {
    byte[] bomb = gzip(new byte[80 << 20]);
    Misconfigured fault = fault(Misconfigured.class, call -> zipped(bomb));
    assertThat(fault.problem().message())
        .isEqualTo("expected at most 64 MB in one answer but there is more");
    assertThat(fault.problem().fix()).isEqualTo("ask for smaller pages");
  }

  @Test
  void readsARecordOfTenMegabytes() {
    String body = "{\"data\":[{\"id\":1,\"name\":\"" + "x".repeat(10 << 20) + "\"}]}";
    assertThat(String.valueOf(name(call -> json(200, body)))).hasSize(10 << 20);
  }

  @Test
  void noticesTheSamePageUnderAnotherAddress() {
    Misconfigured fault =
        fault(Misconfigured.class, call -> json(200, "{\"data\":[{\"id\":1},{\"id\":2}]}"));
    assertThat(fault.problem().code()).isEqualTo("paging.not_advancing");
    assertThat(fault.problem().fix()).contains("page_token_option");
  }

  @Test
  void waitsAsLongAsTheApiAsksIfItIsShort() {
    boolean[] asked = {false};
    Function<Call, Answer> busyOnce =
        call -> {
          boolean first = !asked[0];
          asked[0] = true;
          return first
              ? new Answer(429, Map.of("Retry-After", "1"), new byte[0])
              : json(200, "{\"data\":[{\"id\":1}]}");
        };
    try (FakeApi server = new FakeApi(busyOnce)) {
      LoopbackApi api = new LoopbackApi(server.url(), 1);
      api.read();
      assertThat(api.rows).hasSize(1);
      assertThat(api.waits).containsExactly(server.url() + "/items answered 429, next try in 1 s");
    }
  }

  @Test
  void leavesALongWaitToTheWorkflow() {
    Answer busy = new Answer(429, Map.of("Retry-After", "90"), new byte[0]);
    try (FakeApi server = new FakeApi(call -> busy)) {
      Unavailable fault =
          catchThrowableOfType(Unavailable.class, () -> new LoopbackApi(server.url(), 5).read());
      assertThat(fault.retryAfter()).contains(Duration.ofSeconds(90));
      assertThat(server.calls()).hasSize(1);
    }
  }

  @Test
  void asksNotOnceMoreBeforeTheWaitIsOver() {
    Function<Call, Answer> busyAtTheSecondPage =
        call ->
            call.url().contains("page=2")
                ? new Answer(429, Map.of("Retry-After", "90"), new byte[0])
                : json(200, "{\"data\":[{\"id\":1},{\"id\":2}]}");
    try (FakeApi server = new FakeApi(busyAtTheSecondPage)) {
      LoopbackApi api = new LoopbackApi(server.url(), 5);
      Position kept = api.read();
      assertThat(kept.complete()).isFalse();
      assertThat(api.rows).hasSize(2);

      Unavailable fault = catchThrowableOfType(Unavailable.class, () -> api.read(kept));
      assertThat(fault.problem().message()).isEqualTo("answered 429");
      assertThat(fault.retryAfter().orElseThrow())
          .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(90));
      assertThat(server.calls()).hasSize(2);
    }
  }

  @Test
  void isUnavailableWhenErrorsOfTheServerDoNotPass() {
    try (FakeApi server = new FakeApi(call -> json(500, "{\"error\":\"out of order\"}"))) {
      LoopbackApi api = new LoopbackApi(server.url(), 1);
      Unavailable fault = catchThrowableOfType(Unavailable.class, api::read);
      assertThat(fault.problem().message())
          .isEqualTo("the last of 2 tries answered 500: 'out of order'");
    }
  }

  private static <F extends Fault> F fault(Class<F> kind, Function<Call, Answer> answers) {
    try (FakeApi server = new FakeApi(answers)) {
      return catchThrowableOfType(kind, () -> new LoopbackApi(server.url()).read());
    }
  }

  /** What leaves the step: its message after masking. */
  private static String masked(Function<Call, Answer> answers) {
    try (FakeApi server = new FakeApi(answers)) {
      LoopbackApi api = new LoopbackApi(server.url());
      Denied fault = catchThrowableOfType(Denied.class, api::read);
      return new Guard(api.secrets::mask, (step, problem) -> {}).masked(fault.problem()).line();
    }
  }

  private static Object name(Function<Call, Answer> answers) {
    try (FakeApi server = new FakeApi(answers)) {
      LoopbackApi api = new LoopbackApi(server.url());
      api.read();
      return api.rows.getFirst().getOrDefault("name", "");
    }
  }

  private static Answer json(int status, String body) {
    return new Answer(status, JSON, body.getBytes(UTF_8));
  }

  private static Answer answer(String type, byte[] body) {
    return new Answer(200, Map.of("Content-Type", type), body);
  }

  private static Answer zipped(byte[] body) {
    return new Answer(
        200, Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"), body);
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
