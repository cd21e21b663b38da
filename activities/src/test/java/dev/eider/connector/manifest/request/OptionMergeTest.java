package dev.eider.connector.manifest.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.fault.Fault.Misconfigured;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OptionMergeTest {

  @Test
  void refusesEvenEqualValuesOutsideJson() {
    assertThatThrownBy(() -> merged(with("header", "k", "v"), with("header", "k", "v")))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("'k'");
  }

  @Test
  void mergesJsonDeeplyAndToleratesEquals() {
    RequestOptions both =
        merged(
            with("body_json", "q", Map.of("a", 1L, "same", 0L)),
            with("body_json", "q", Map.of("b", 2L, "same", 0L)));
    assertThat(both.bodyJson()).isEqualTo(Map.of("q", Map.of("a", 1L, "b", 2L, "same", 0L)));
  }

  @Test
  void namesThePathOfAClashInJson() {
    assertThatThrownBy(
            () ->
                merged(
                    with("body_json", "q", Map.of("a", 1L)),
                    with("body_json", "q", Map.of("a", 2L))))
        .hasMessageContaining("'q.a'");
  }

  @Test
  void leavesItsSourcesAsTheyWere() {
    RequestOptions first = with("body_json", "q", Map.of("a", 1L));
    merged(first, with("body_json", "q", Map.of("b", 2L)));
    assertThat(first.bodyJson()).isEqualTo(Map.of("q", Map.of("a", 1L)));
  }

  private static RequestOptions merged(RequestOptions first, RequestOptions second) {
    RequestOptions target = RequestOptions.empty();
    OptionMerge merge = new OptionMerge("/streams/0");
    merge.add(target, first);
    merge.add(target, second);
    return target;
  }

  private static RequestOptions with(String place, String key, @Nullable Object value) {
    RequestOptions options = RequestOptions.empty();
    RequestOption.of(
            Parts.part(
                "{type: RequestOption, inject_into: " + place + ", field_name: " + key + "}"),
            new Parts().playing(Dialect.REFERENCE))
        .inject(options, value);
    return options;
  }
}
