package dev.eider.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every embedder keeps; an embedder's test extends it. */
public abstract class EmbedderContract {
  private static final double SAME = 0.99999;
  private static final String HALF_A_PAIR = "half \uD83D a pair";
  private static final List<String> TEXTS =
      List.of(
          "Last Name is Smith",
          "a",
          "The warehouse shipped the replacement before the customer asked for a refund, which"
              + " surprised the support team because the order had been marked as lost.",
          "Ein Übergrößenträger aß Käse im Café",
          "Привет, мир",
          "北京欢迎你 한국어",
          "שלום עולם مرحبا 123",
          "😀 party 👩‍👩‍👧‍👦 time e\u0301",
          "a\u0000b c\u200bd\te\nf [SEP] g \u0007",
          HALF_A_PAIR);

  private Embedder embedder;

  /** The embedder, ready; opened anew each time, and closed by the contract. */
  protected abstract Embedder embedder();

  @BeforeEach
  final void openEmbedder() {
    embedder = embedder();
  }

  @AfterEach
  final void closeEmbedder() {
    embedder.close();
  }

  @Test
  final void givesAVectorForEachText() {
    assertThat(embedder.embed(TEXTS)).hasSameSizeAs(TEXTS);
  }

  @Test
  final void givesNothingForNoTexts() {
    assertThat(embedder.embed(List.of())).isEmpty();
  }

  @Test
  final void givesVectorsOfLengthOneAndOfItsDimension() {
    for (float[] vector : embedder.embed(TEXTS)) {
      assertThat(vector).hasSize(embedder.dimension());
      assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  final void givesATextTheSameVectorAloneAndInABatch() {
    List<float[]> together = embedder.embed(TEXTS);
    for (int i = 0; i < TEXTS.size(); i++) {
      float[] alone = embedder.embed(List.of(TEXTS.get(i))).getFirst();
      assertThat(cosine(alone, together.get(i))).as(TEXTS.get(i)).isGreaterThan(SAME);
    }
  }

  @Test
  final void keepsTheOrderOfManyTexts() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      many.addAll(TEXTS);
    }
    List<float[]> forwards = embedder.embed(many);
    Collections.reverse(many);
    List<float[]> backwards = embedder.embed(many);
    for (int i = 0; i < many.size(); i++) {
      float[] mirrored = backwards.get(many.size() - 1 - i);
      assertThat(cosine(forwards.get(i), mirrored)).isGreaterThan(SAME);
    }
  }

  @Test
  final void givesATextTheSameVectorWhenItIsOpenedAgain() {
    List<float[]> first = embedder.embed(TEXTS);
    try (Embedder second = embedder()) {
      assertThat(second.fingerprint()).isEqualTo(embedder.fingerprint());
      List<float[]> again = second.embed(TEXTS);
      for (int i = 0; i < TEXTS.size(); i++) {
        assertThat(cosine(first.get(i), again.get(i))).isGreaterThan(SAME);
      }
    }
  }

  @Test
  final void findsTokensInOrderAndInsideTheText() {
    for (String text : TEXTS) {
      Tokens tokens = embedder.tokens(text);
      assertThat(tokens.count()).as(text).isPositive();
      for (int i = 0; i < tokens.count(); i++) {
        assertThat(tokens.start(i)).isBetween(i == 0 ? 0 : tokens.start(i - 1), text.length());
        assertThat(tokens.end(i)).isBetween(tokens.start(i) + 1, text.length());
      }
    }
  }

  @Test
  final void findsNoTokensInABlankText() {
    assertThat(embedder.tokens("").count()).isZero();
    assertThat(embedder.tokens(" \n\t\u0000\u0007 ").count()).isZero();
  }

  @Test
  final void takesTheLongestTextItNames() {
    StringBuilder text = new StringBuilder("word");
    while (embedder.tokens(text + " word").count() <= embedder.maxTokens()) {
      text.append(" word");
    }
    assertThat(embedder.tokens(text.toString()).count()).isEqualTo(embedder.maxTokens());
    assertThat(embedder.embed(List.of(text.toString()))).hasSize(1);
  }

  @Test
  final void setsANearerMeaningNearer() {
    List<float[]> vectors =
        embedder.embed(
            List.of(
                "How do I get my money back?",
                "Refunds: how customers get their money back",
                "The recipe needs two eggs and a spoon of sugar"));
    assertThat(cosine(vectors.get(0), vectors.get(1)))
        .isGreaterThan(cosine(vectors.get(0), vectors.get(2)));
  }

  @Test
  final void takesEveryChunkOfAnOddDocument() {
    String document = String.join(" ", Collections.nCopies(30, String.join("", TEXTS)));
    List<String> chunks =
        Chunks.of(document, embedder, Math.min(40, embedder.maxTokens()), 5).stream()
            .map(Chunk::text)
            .toList();
    assertThat(embedder.embed(chunks)).hasSameSizeAs(chunks);
  }

  /** Of vectors of length 1. */
  protected static double cosine(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return sum;
  }
}
