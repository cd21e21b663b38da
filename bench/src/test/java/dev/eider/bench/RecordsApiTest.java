package dev.eider.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.URI;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RecordsApiTest {
  private RecordsApi api;

  @BeforeEach
  void start() throws Exception {
    api = RecordsApi.start(2_500);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aRecordHasTwelveFieldsAndAbout390Bytes() throws Exception {
    JsonNode record = get("").path("data").path(0);
    assertThat(record).hasSize(12);
    assertThat(new Records().bytes()).isBetween(370, 410);
    assertThat(record.path("id").asLong()).isEqualTo(1_000_000_000L);
    assertThat(record.path("updated_at").asText()).isEqualTo("2024-01-01T00:00:00Z");
  }

  @Test
  void pagesEndWithTheRestAndThenAreEmpty() throws Exception {
    assertThat(get("?page=2").path("data")).hasSize(1_000);
    assertThat(get("?page=2").path("has_more").asBoolean()).isTrue();
    assertThat(get("?page=3").path("data")).hasSize(500);
    assertThat(get("?page=3").path("has_more").asBoolean()).isFalse();
    assertThat(get("?page=4").path("data")).isEmpty();
  }

  @Test
  void sinceLeavesOutWhatChangedBefore() throws Exception {
    JsonNode last = get("?since=2024-01-01T00:41:39Z").path("data");
    assertThat(last).hasSize(1);
    assertThat(last.path(0).path("id").asLong()).isEqualTo(1_000_002_499L);
    assertThat(get("?since=2025-01-01T00%3A00%3A00Z").path("data")).isEmpty();
  }

  @Test
  void newRecordsComeAfterTheOthers() throws Exception {
    api.grow(1);
    assertThat(get("?page=3").path("data")).hasSize(501);
  }

  @Test
  void oneRecordOfAHundredHasAnotherAmountAfterAChange() throws Exception {
    JsonNode before = get("").path("data");
    assertThat(api.change()).isEqualTo(25);
    JsonNode after = get("").path("data");
    assertThat(IntStream.range(0, 1_000).filter(i -> !before.get(i).equals(after.get(i))))
        .containsExactly(0, 100, 200, 300, 400, 500, 600, 700, 800, 900);
    assertThat(after.path(100).path("amount").asInt()).isEqualTo(22_345);
  }

  private JsonNode get(String query) throws Exception {
    try (InputStream body = URI.create(api.root() + "/payments" + query).toURL().openStream()) {
      return new ObjectMapper().readTree(body);
    }
  }
}
