package dev.eider.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReaderTest {

  @Test
  void keepsEveryInteger() {
    assertThat(read("[1, 12345678901234567890]"))
        .isEqualTo(List.of(1L, new BigInteger("12345678901234567890")));
  }

  @Test
  void keepsDigitsADoubleWouldLose() {
    assertThat(read("[1.5, 0.1, 1e2, 0.12345678901234567890]"))
        .isEqualTo(List.of(1.5, 0.1, 100.0, new BigDecimal("0.12345678901234567890")));
  }

  @Test
  void readsNestedValuesInOrder() {
    assertThat(read("{\"b\":{\"x\":[true,\"é\"]},\"a\":2}"))
        .isEqualTo(Map.of("a", 2L, "b", Map.of("x", List.of(true, "é"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{} {}", "{\"a\":", "nul"})
  void isNoJson(String text) {
    assertThat(JsonReader.parse(text.getBytes(UTF_8), true)).isEmpty();
  }

  private static @Nullable Object read(String json) {
    Optional<JsonReader.Parsed> parsed = JsonReader.parse(json.getBytes(UTF_8), true);
    return parsed.orElseThrow().value();
  }
}
