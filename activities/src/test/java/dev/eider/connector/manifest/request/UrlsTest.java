package dev.eider.connector.manifest.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UrlsTest {

  @ParameterizedTest
  @CsvSource({
    "https://h/api, items, https://h/api/items",
    "https://h/api/, '', https://h/api/",
    "https://h, items, https://h/items",
    "https://h/api?x=1, y, https://h/y",
    "https://h/api/, /x, https://h/x",
    "https://h/api/v1, ../v2/x, https://h/api/v2/x",
    "https://h/api, https://other/z?a=1, https://other/z?a=1",
    "https://h/api, //other/z, https://other/z",
    "https://h/api, items:search, items:search",
    "https://h/api, a//b/, https://h/api/a/b/",
    "https://h/api, ?q=1, https://h/api/?q=1",
  })
  void joinsAsPythonDoes(String base, String path, String joined) {
    assertThat(Urls.join(base, path)).isEqualTo(joined);
  }

  @Test
  void leavesOutPairsTheUrlHasAndSendsOtherValuesTwice() {
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    parameters.put("page", 2L);
    parameters.put("size", 10L);
    assertThat(Urls.withParameters("https://h/a?page=2&size=5", parameters))
        .isEqualTo("https://h/a?page=2&size=5&size=10");
  }

  @Test
  void escapesWhatMayNotStandInAUrl() {
    assertThat(Urls.withParameters("https://h/a b/%7Ex?q={1}", Map.of()))
        .isEqualTo("https://h/a%20b/~x?q=%7B1%7D");
  }
}
