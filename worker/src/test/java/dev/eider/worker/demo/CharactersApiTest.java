package dev.eider.worker.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CharactersApiTest {
  private final CharactersApi api = CharactersApi.start();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
    api.close();
  }

  @Test
  void everyPageTogetherHasEachCharacterOnce() throws Exception {
    Set<Integer> ids = new HashSet<>();
    for (int page = 1; page <= 42; page++) {
      get("?page=" + page).path("results").forEach(c -> ids.add(c.path("id").asInt()));
    }
    assertThat(ids).hasSize(826).contains(1, 826);
  }

  @Test
  void aCharacterHasTheFieldsOfTheOriginal() throws Exception {
    JsonNode character = get("?page=1").path("results").path(0);
    assertThat(character.fieldNames())
        .toIterable()
        .containsExactly(
            "id",
            "name",
            "status",
            "species",
            "type",
            "gender",
            "origin",
            "location",
            "image",
            "episode",
            "url",
            "created");
    assertThat(character.path("origin").fieldNames()).toIterable().containsExactly("name", "url");
    assertThat(character.path("episode").isArray()).isTrue();
  }

  @Test
  void someCharactersAreCalledSmith() throws Exception {
    assertThat(get("?page=1").toString() + get("?page=2") + get("?page=3")).contains(" Smith\"");
  }

  @Test
  void theFirstPageNamesTheSecondAndTheLastNamesNone() throws Exception {
    assertThat(get("").path("info").path("next").asText())
        .isEqualTo(CharactersApi.ORIGINAL + "/api/character/?page=2");
    assertThat(get("").path("info").path("prev").isNull()).isTrue();
    assertThat(get("?page=42").path("info").path("next").isNull()).isTrue();
  }

  @Test
  void pastTheEndIsA404WithTheWordsOfTheOriginal() throws Exception {
    HttpResponse<String> answer = ask("?page=43");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"error\":\"There is nothing here\"}");
  }

  @Test
  void theManifestNamesTheOriginalAddress() {
    assertThat(CharactersApi.manifest()).contains("url_base: " + CharactersApi.ORIGINAL + "/api");
  }

  private JsonNode get(String query) throws Exception {
    return new ObjectMapper().readTree(ask(query).body());
  }

  private HttpResponse<String> ask(String query) throws Exception {
    URI uri = URI.create(api.root() + "/api/character/" + query);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
