package dev.eider.embedding.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eider.embedding.Embedder;
import dev.eider.embedding.Opened;
import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Denied;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Rejected;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.http.Call;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OpenAiEmbedderTest {
  private static final String SECRET_TEXT = "a row about Mrs Smith";

  private final FakeEmbeddings service = new FakeEmbeddings();

  @AfterEach
  void stopService() {
    service.close();
  }

  @Test
  void asksOnceForTheDimensionWhenNobodySaysIt() {
    try (Embedder embedder = open(Map.of())) {
      assertThat(embedder.dimension()).isEqualTo(64);
      assertThat(embedder.fingerprint()).isEqualTo("openai/words/64");
      assertThat(embedder.dimension()).isEqualTo(64);
    }
    assertThat(service.calls()).hasSize(1);
  }

  @Test
  void sendsTheDimensionsAndAsksForNone() {
    try (Embedder embedder = open(Map.of("dimensions", 32))) {
      assertThat(service.calls()).isEmpty();
      assertThat(embedder.embed(List.of("a")).getFirst()).hasSize(32);
    }
    assertThat(service.calls().getFirst().bodyText()).contains("\"dimensions\":32");
  }

  @Test
  void sendsTheKeyAsOpenAiWantsIt() {
    assertThat(sent(Map.of()).headers())
        .containsEntry("Authorization", "Bearer " + FakeEmbeddings.KEY);
    assertThat(sent(Map.of()).url()).isEqualTo("/v1/embeddings");
  }

  @Test
  void sendsTheKeyAsAzureWantsIt() {
    Call call = sent(Map.of("api_version", "2024-10-21"));
    assertThat(call.headers())
        .containsEntry("Api-key", FakeEmbeddings.KEY)
        .doesNotContainKey("Authorization");
    assertThat(call.url()).isEqualTo("/v1/embeddings?api-version=2024-10-21");
  }

  @Test
  void sendsNoKeyWhenThereIsNone() {
    Map<String, Object> options = new HashMap<>(options());
    options.remove("api_key");
    try (Embedder embedder = new OpenAiEmbedderProvider().open(Opened.with(options))) {
      assertThat(embedder.embed(List.of("a"))).hasSize(1);
    }
    assertThat(service.calls().getLast().headers()).doesNotContainKey("Authorization");
  }

  @Test
  void putsNoMoreTextsIntoARequestThanItMay() {
    try (Embedder embedder = open(Map.of("batch", 2, "dimensions", 8))) {
      assertThat(embedder.embed(List.of("a", "b", "c", "d", "e"))).hasSize(5);
    }
    assertThat(service.calls()).hasSize(3);
  }

  @Test
  void waitsAsLongAsItIsTold() {
    service.says(429, Map.of("Retry-After", "7"), "{\"error\":{\"code\":\"rate_limit_exceeded\"}}");
    Unavailable fault = fault(Unavailable.class);
    assertThat(fault.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(fault).hasMessageContaining("rate_limit_exceeded");
  }

  @Test
  void doesNotWaitForCreditThatNeverComes() {
    service.says(429, Map.of(), "{\"error\":{\"code\":\"insufficient_quota\"}}");
    assertThat(fault(Denied.class).problem().code()).isEqualTo("openai.no_credit");
  }

  @Test
  void triesAgainWhenTheServiceIsBroken() {
    service.says(500, Map.of(), "oops");
    assertThat(fault(Unavailable.class)).hasMessageContaining("status 500");
  }

  @Test
  void neverTellsTheKey() {
    String echo = "{\"error\":{\"message\":\"bad key " + FakeEmbeddings.KEY + "\"}}";
    for (int status : List.of(400, 401, 403, 404, 429, 500)) {
      service.says(status, Map.of(), echo);
      assertThat(fault(Fault.class)).hasMessageNotContaining(FakeEmbeddings.KEY);
    }
    service.says(400, Map.of(), echo);
    assertThatThrownBy(() -> open(Map.of()))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("bad key ***");
  }

  @Test
  void neverTellsATextItSent() {
    service.says(422, Map.of(), "{\"error\":{\"message\":\"input was '" + SECRET_TEXT + "'\"}}");
    assertThat(fault(Misconfigured.class)).hasMessageNotContaining("Smith");
  }

  @Test
  void saysThatTheKeyIsRefused() {
    service.says(401, Map.of(), "{\"error\":{\"code\":\"invalid_api_key\"}}");
    assertThat(fault(Denied.class).problem().where()).isEqualTo("/embedder/api_key");
  }

  @Test
  void setsATextAsideThatIsTooLong() {
    service.says(
        400, Map.of(), "{\"error\":{\"message\":\"This model's maximum context length is 8192\"}}");
    assertThat(fault(Rejected.class).problem().fix()).contains("smaller chunks");
  }

  @Test
  void noticesMissingVectors() {
    service.says(200, Map.of(), "{\"data\":[{\"index\":0,\"embedding\":[1,0]}]}");
    assertThat(fault(Unavailable.class)).hasMessageContaining("expected 2 vectors for 2 texts");
  }

  @Test
  void noticesTheSameIndexTwice() {
    service.says(
        200,
        Map.of(),
        "{\"data\":[{\"index\":0,\"embedding\":[1,0]},{\"index\":0,\"embedding\":[1,0]}]}");
    assertThat(fault(Unavailable.class)).hasMessageContaining("gave 1");
  }

  @Test
  void noticesVectorsThatAreNone() {
    for (String numbers : List.of("NaN,1", "0,0", "Infinity,1")) {
      service.says(
          200, Map.of(), "{\"data\":[{\"embedding\":[1,0]},{\"embedding\":[" + numbers + "]}]}");
      assertThat(fault(Rejected.class)).hasMessageContaining("text 2");
    }
  }

  @Test
  void noticesAnotherDimension() {
    service.says(200, Map.of(), "{\"data\":[{\"embedding\":[1,0,0]},{\"embedding\":[1,0,0]}]}");
    assertThat(fault(Misconfigured.class)).hasMessageContaining("of 2 numbers but 'words' gave 3");
  }

  @Test
  void noticesAnAnswerThatIsNoneOfThisApi() {
    for (String body : List.of("<html>", "", "[]", "{}", "null", "{\"data\":7}")) {
      service.says(200, Map.of(), body);
      assertThat(fault(Misconfigured.class).problem().code()).isEqualTo("openai.unreadable_answer");
    }
  }

  @Test
  void refusesAnAddressThatHoldsAPassword() {
    assertThatThrownBy(() -> open(Map.of("base_url", "https://me:hidden@example.com/v1")))
        .isInstanceOf(Misconfigured.class)
        .hasMessageNotContaining("hidden");
  }

  @Test
  void refusesNumbersThatAreNone() {
    assertThatThrownBy(() -> open(Map.of("batch", 0)))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("from 1 to 2048 but was '0'");
  }

  private <F extends Fault> F fault(Class<F> kind) {
    try (Embedder embedder = open(Map.of("dimensions", 2))) {
      return catchThrowableOfType(kind, () -> embedder.embed(List.of(SECRET_TEXT, "b")));
    }
  }

  private Call sent(Map<String, Object> more) {
    try (Embedder embedder = open(more)) {
      assertThat(embedder.embed(List.of("a"))).hasSize(1);
    }
    return service.calls().getLast();
  }

  private Embedder open(Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>(options());
    options.putAll(more);
    return new OpenAiEmbedderProvider().open(Opened.with(options));
  }

  private Map<String, Object> options() {
    return Map.of("base_url", service.url(), "model", "words", "api_key", FakeEmbeddings.KEY);
  }
}
