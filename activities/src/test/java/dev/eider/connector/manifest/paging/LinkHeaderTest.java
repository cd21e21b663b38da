package dev.eider.connector.manifest.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class LinkHeaderTest {

  @Test
  void findsLinksByTheirRelation() {
    assertThat(
            LinkHeader.parse(
                Map.of(
                    "Link", "<https://h/a?p=2&x=;1>; rel=\"next\", <https://h/a?p=9>; rel=last")))
        .containsOnlyKeys("https://h/a?p=2&x=", "last");
    assertThat(LinkHeader.parse(Map.of("LINK", "<https://h/a?p=2>; rel=\"next\"")))
        .isEqualTo(Map.of("next", Map.of("url", "https://h/a?p=2", "rel", "next")));
  }

  @Test
  void isEmptyWithoutTheHeader() {
    assertThat(LinkHeader.parse(Map.of("X", "y"))).isEmpty();
  }
}
