package dev.eider.connector.chroma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eider.connector.chroma.FakeChroma.Told;
import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Denied;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Rejected;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.http.ImpatientHttp;
import dev.eider.http.PoliteHttp;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStore.Entry;
import dev.eider.vector.VectorStore.Found;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user reads when Chroma is not as it should be. */
final class ChromaTroubleTest {
  private static final String TOKEN = "planted-token-4711";
  private static final Found DOCS = new Found("docs", FakeChroma.ID, 2, Map.of());

  private final FakeChroma chroma = new FakeChroma();
  private final VectorStore store = store(Map.of("url", chroma.url(), "token", TOKEN));

  private static VectorStore store(Map<String, Object> options) {
    return new ChromaStoreProvider()
        .open(new Settings("store", Map.copyOf(options), new Secrets(List.of()), Path.of("none")));
  }

  @AfterEach
  void close() {
    store.close();
    chroma.close();
  }

  private static Entry entry(String id) {
    return new Entry(id, "text", new float[] {1, 0}, Map.of());
  }

  private static List<Entry> entries(int count) {
    return IntStream.range(0, count).mapToObj(i -> entry("id" + i)).toList();
  }

  private <F extends Fault> F fault(Class<F> kind) {
    return catchThrowableOfType(kind, () -> store.upsert(DOCS, List.of(entry("a"))));
  }

  @Test
  void nobodyListensThere() {
    chroma.close();

    Unavailable fault = fault(Unavailable.class);

    assertThat(fault.problem().code()).isEqualTo("chroma.unreachable");
    assertThat(fault.problem().where()).isEqualTo(chroma.url());
    assertThat(fault.problem().fix()).contains("chroma run");
  }

  @Test
  void aSilentServerIsLeftInTime() {
    chroma.instead(request -> chroma.silence());
    try (PoliteHttp http = ImpatientHttp.after(Duration.ofMillis(100))) {
      ChromaApi api = new ChromaApi(http, new ChromaApi.Place(chroma.url(), "t", "d"), Map.of());

      assertThatThrownBy(() -> new ChromaStore(api, () -> {}).count(DOCS))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("did not answer in time");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 429, 408})
  void aServerInTroubleIsTriedAgain(int status) {
    chroma.instead(request -> Told.json(status, "{}").with("Retry-After", "7"));

    assertThat(fault(Unavailable.class).retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void anOddRetryAfterIsNoTrouble() {
    chroma.instead(request -> Told.json(429, "{}").with("Retry-After", "soon"));

    assertThat(fault(Unavailable.class).retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aRefusedTokenIsNotShown(int status) {
    chroma.instead(request -> Told.json(status, "{\"error\":\"x\",\"message\":\"" + TOKEN + "\"}"));

    Denied fault = fault(Denied.class);

    assertThat(fault.problem().code()).isEqualTo("chroma.denied");
    assertThat(fault.problem().line()).doesNotContain(TOKEN);
  }

  @Test
  void theTokenTravelsAsBearer() {
    assertThat(store.count(DOCS)).isZero();

    assertThat(chroma.asked.getFirst().authorization()).isEqualTo("Bearer " + TOKEN);
  }

  @Test
  void tooLargeBatchesAreHalvedUntilTheyFit() {
    chroma.instead(
        request ->
            request.path().endsWith("/upsert") && request.body().split("id\\d").length > 3
                ? new Told(413, "text/plain", "Payload too large", Map.of())
                : null);

    store.upsert(DOCS, entries(8));

    assertThat(
            chroma.asked.stream()
                .filter(request -> request.path().endsWith("/upsert"))
                .filter(request -> request.body().split("id\\d").length <= 3))
        .hasSize(4);
  }

  @Test
  void anEntryTooLargeAloneIsSetAside() {
    chroma.instead(
        request ->
            request.path().endsWith("/upsert")
                ? new Told(413, "text/plain", "Payload too large", Map.of())
                : null);

    assertThat(fault(Rejected.class).problem().code()).isEqualTo("chroma.entry_too_large");
  }

  @Test
  void writesAThousandAtATime() {
    store.upsert(DOCS, entries(2001));

    assertThat(chroma.asked.stream().filter(request -> request.path().endsWith("/upsert")))
        .hasSize(3);
  }

  @Test
  void aCollectionThatGoesMeanwhileStartsTheStepOver() {
    chroma.instead(
        request ->
            request.path().endsWith("/upsert")
                ? Told.json(404, "{\"error\":\"NotFoundError\",\"message\":\"gone\"}")
                : null);

    Unavailable fault = fault(Unavailable.class);

    assertThat(fault.problem().code()).isEqualTo("chroma.collection_gone");
    assertThat(fault).hasMessageContaining("'docs'");
  }

  @ParameterizedTest
  @CsvSource({
    "200,text/html,<html>Welcome</html>",
    "404,text/html,<html>Not found</html>",
    "404,application/json,{\"detail\":\"Not Found\"}",
    "200,text/plain,''"
  })
  void somethingElseAtThatUrlIsNamed(int status, String type, String body) {
    chroma.instead(request -> new Told(status, type, body, Map.of()));

    assertThat(fault(Misconfigured.class).problem().code()).isEqualTo("chroma.not_chroma");
    assertThatThrownBy(() -> store.find("docs")).isInstanceOf(Misconfigured.class);
  }

  @Test
  void aDatabaseThatIsNotThereIsNamedAlthoughChromaDoesNot() {
    chroma.instead(
        request -> Told.json(404, "{\"error\":\"NotFoundError\",\"message\":\"not found\"}"));

    assertThatThrownBy(() -> store.find("docs"))
        .isInstanceOfSatisfying(
            Misconfigured.class,
            fault -> assertThat(fault.problem().code()).isEqualTo("chroma.unknown_database"))
        .hasMessageContaining("'default_database' of tenant 'default_tenant'");
  }

  @Test
  void chromasOwnWordsAboutADimensionAreKept() {
    chroma.instead(
        request ->
            request.path().endsWith("/upsert")
                ? Told.json(
                    400,
                    "{\"error\":\"InvalidArgumentError\",\"message\":\"Collection expecting"
                        + " embedding with dimension of 4, got 2\"}")
                : null);

    Misconfigured fault = fault(Misconfigured.class);

    assertThat(fault.problem().code()).isEqualTo("chroma.dimension");
    assertThat(fault).hasMessageContaining("dimension of 4, got 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "-docs", "docs-", "a b", "Übersicht", "a..b", "10.0.0.1", ""})
  void namesChromaDoesNotTakeAreRefusedBeforeItIsAsked(String name) {
    assertThatThrownBy(() -> store.find(name))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("'" + name + "'");
    assertThat(chroma.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "$and", "#x", "chroma:document"})
  void metadataChromaDoesNotTakeIsNamed(String key) {
    Entry odd = new Entry("a", "text", new float[] {1, 0}, Map.of(key, "x"));

    assertThatThrownBy(() -> store.upsert(DOCS, List.of(odd)))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("'" + key + "'");
  }

  @Test
  void anUnknownTokenHeaderIsRefused() {
    assertThatThrownBy(() -> store(Map.of("token_header", "X-Token")))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("X-Chroma-Token");
  }
}
