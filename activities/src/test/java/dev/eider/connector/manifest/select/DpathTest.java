package dev.eider.connector.manifest.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DpathTest {
  private static final Map<String, ?> DOCUMENT =
      Map.of("data", List.of(Map.of("id", 1L), Map.of("id", 2L)), "a/b", "slash");

  @Test
  void followsKeysAndIndexesAlsoFromTheEnd() {
    assertThat(Dpath.of(List.of("data", "0", "id")).get(DOCUMENT, null)).isEqualTo(1L);
    assertThat(Dpath.of(List.of("data", "-1", "id")).get(DOCUMENT, null)).isEqualTo(2L);
    assertThat(Dpath.of(List.of("a/b")).get(DOCUMENT, null)).isEqualTo("slash");
    assertThat(Dpath.of(List.of("data", "7")).get(DOCUMENT, "none")).isEqualTo("none");
  }

  @Test
  void matchesGlobsInDocumentOrder() {
    assertThat(Dpath.of(List.of("data", "*", "id")).values(DOCUMENT)).isEqualTo(List.of(1L, 2L));
    assertThat(Dpath.of(List.of("d?ta", "[01]", "**", "id")).values(DOCUMENT)).hasSize(2);
  }

  @Test
  void deletesKeysAndBlanksListItemsButTheLast() {
    Map<String, Object> record = new HashMap<>();
    record.put("tags", new ArrayList<>(List.of("a", "b", "c")));
    Dpath.of(List.of("tags", "0")).delete(record);
    assertThat(record.get("tags")).isEqualTo(Arrays.asList(null, "b", "c"));
    Dpath.of(List.of("tags", "2")).delete(record);
    assertThat(record.get("tags")).isEqualTo(Arrays.asList(null, "b"));
    Dpath.of(List.of("missing")).delete(record);
    Dpath.of(List.of("t*")).delete(record);
    assertThat(record).isEmpty();
  }

  @Test
  void createsListsWhereAnIndexFollows() {
    Map<String, Object> record = new HashMap<>();
    AddFields.set(record, List.of("a", "1", "b"), 5L, "/x");
    assertThat(record).hasToString("{a=[null, {b=5}]}");
  }
}
