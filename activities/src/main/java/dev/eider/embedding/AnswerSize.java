package dev.eider.embedding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.step.Embed.Hit;
import dev.eider.wire.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Keeps an answer well under the 2 MB a step may answer with: the longest texts of its hits are cut
 * to one length, the others stay whole, and no hit is dropped.
 */
final class AnswerSize {
  /** Bytes of JSON; what stands around them and what encrypts them has the rest. */
  static final int MOST = 1 << 20;

  /** What it takes to say that a hit was shortened. */
  private static final int PER_HIT = 20;

  private static final String MARK = "…";
  private static final ObjectMapper JSON = WireFormat.mapper();

  private AnswerSize() {}

  /** The same hits with texts that fit. */
  static List<Hit> fitted(List<Hit> hits) {
    long all = hits.stream().mapToLong(AnswerSize::bytes).sum();
    if (all <= MOST) {
      return hits;
    }
    List<Integer> texts = hits.stream().flatMap(AnswerSize::texts).map(AnswerSize::bytes).toList();
    long told = (long) hits.size() * PER_HIT;
    long rest = all + told - texts.stream().mapToLong(Integer::intValue).sum();
    int allowed = allowance(texts, MOST - rest);
    if (allowed < bytes(MARK)) {
      throw new Misconfigured(
          "search.too_large",
          "eider search --limit",
          "expected an answer of up to 1 MB but the keys of "
              + hits.size()
              + " documents alone take more",
          "ask for fewer");
    }
    return hits.stream().map(hit -> cut(hit, allowed)).toList();
  }

  /** The greatest length that makes them fit. */
  private static int allowance(List<Integer> texts, long budget) {
    int low = 0;
    int high = MOST;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      long sum = texts.stream().mapToLong(bytes -> Math.min(bytes, middle)).sum();
      if (sum <= budget) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static Stream<String> texts(Hit hit) {
    return Stream.concat(
        Stream.of(hit.document()),
        hit.metadata().values().stream().filter(String.class::isInstance).map(String.class::cast));
  }

  private static Hit cut(Hit hit, int allowed) {
    Map<String, Object> metadata = new TreeMap<>(hit.metadata());
    metadata.replaceAll((name, value) -> value instanceof String text ? cut(text, allowed) : value);
    String document = cut(hit.document(), allowed);
    boolean shortened = !document.equals(hit.document()) || !metadata.equals(hit.metadata());
    return new Hit(hit.score(), hit.key(), hit.chunk(), document, metadata, shortened);
  }

  private static String cut(String text, int allowed) {
    if (bytes(text) <= allowed) {
      return text;
    }
    int left = allowed - bytes(MARK);
    int end = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      left -= inside(text.substring(end, next));
      if (left < 0) {
        break;
      }
      end = next;
    }
    return text.substring(0, end) + MARK;
  }

  private static int bytes(Object value) {
    try {
      // As it will travel: as a text, a character of two halves would seem to take a third.
      return JSON.writeValueAsBytes(value).length;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As JSON, without its quotes. */
  private static int inside(String text) {
    return bytes(text) - 2;
  }
}
