package dev.eider.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.fault.Fault;
import dev.eider.step.Embed;
import dev.eider.step.Embed.Hit;
import dev.eider.wire.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AnswerSizeTest {
  /** Room for what stands around the hits. */
  private static final int ROOM = 1_000;

  private static List<Hit> hits(int count, String text) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Hit(0.5, Map.of("id", i), i, i + text, Map.of("note", "short")))
        .toList();
  }

  private static int size(List<Hit> hits) throws Exception {
    return WireFormat.mapper()
        .writeValueAsBytes(new Embed.Answer("duckdb", "shop.orders", "exact", hits))
        .length;
  }

  @Test
  void whatFitsStaysWhole() {
    List<Hit> hits = hits(500, " words".repeat(100));

    assertThat(AnswerSize.fitted(hits)).isSameAs(hits);
  }

  @Test
  void longTextsAreCutMarkedAndNoneIsDropped() throws Exception {
    List<Hit> fitted = AnswerSize.fitted(hits(500, "größer 😀 \"quoted\" \u0001".repeat(1_000)));

    assertThat(fitted).hasSize(500).allMatch(Hit::shortened);
    assertThat(fitted).allMatch(hit -> hit.document().endsWith("…"));
    assertThat(fitted).allMatch(hit -> hit.metadata().get("note").equals("short"));
    assertThat(size(fitted)).isBetween(AnswerSize.MOST / 2, AnswerSize.MOST + 2 * ROOM);
    for (Hit hit : fitted) {
      String cut = hit.document().substring(0, hit.document().length() - 1);
      assertThat(Character.isHighSurrogate(cut.charAt(cut.length() - 1))).isFalse();
    }
  }

  @Test
  void shortOnesStayWholeBesideALongOne() throws Exception {
    Hit large = new Hit(0.9, Map.of("id", 1), 0, "x".repeat(5_000_000), Map.of());
    Hit small = new Hit(0.8, Map.of("id", 2), 0, "small", Map.of("a", "y".repeat(3_000_000)));
    Hit plain = new Hit(0.7, Map.of("id", 3), 0, "plain", Map.of("n", 1.5));

    List<Hit> fitted = AnswerSize.fitted(List.of(large, small, plain));

    assertThat(fitted).extracting(Hit::shortened).containsExactly(true, true, false);
    assertThat(fitted.get(1).document()).isEqualTo("small");
    assertThat(fitted.get(1).metadata().get("a").toString()).endsWith("y…");
    assertThat(fitted.getLast()).isEqualTo(plain);
    assertThat(size(fitted)).isBetween(AnswerSize.MOST - ROOM, AnswerSize.MOST + ROOM);
  }

  @Test
  void keysThatAloneAreTooLargeAreRefused() {
    List<Hit> hits =
        IntStream.range(0, 500)
            .mapToObj(
                i ->
                    new Hit(
                        0.5, Map.of("id", "k".repeat(3_000)), 0, "text", Map.<String, Object>of()))
            .toList();

    assertThatThrownBy(() -> AnswerSize.fitted(hits))
        .isInstanceOfSatisfying(
            Fault.Misconfigured.class,
            fault -> assertThat(fault.problem().code()).isEqualTo("search.too_large"));
  }
}
