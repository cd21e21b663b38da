package dev.eider.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.fault.Fault.Misconfigured;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ChunksTest {
  private final WordsEmbedder words = new WordsEmbedder(21);

  @Test
  void leavesADocumentWholeWhenItFits() {
    assertThat(texts(" one two\nthree. ", 4, 0)).containsExactly("one two\nthree.");
  }

  @Test
  void cutsWindowsThatShareTheirOverlap() {
    assertThat(texts("a b c d e f g", 3, 1)).containsExactly("a b c", "c d e", "e f g");
    assertThat(texts("a b c d e f g", 3, 0)).containsExactly("a b c", "d e f", "g");
  }

  @Test
  void numbersChunksFromNought() {
    assertThat(Chunks.of("a b c", words, 1, 0).stream().map(Chunk::number))
        .containsExactly(0, 1, 2);
  }

  @Test
  void takesWhatSuitsTheModelWhenNothingIsSaid() {
    assertThat(texts("a ".repeat(21), 0, 0)).containsExactly("a ".repeat(20).strip(), "a");
  }

  @Test
  void givesNoChunkForATextWithoutTokens() {
    assertThat(Chunks.of("", words, 3, 1)).isEmpty();
    assertThat(Chunks.of(" \n\t ", words, 3, 1)).isEmpty();
  }

  @Test
  void cutsBetweenWordsWhereOneIsNear() {
    assertThat(texts("a b c d e f g h i!! k", 10, 0)).containsExactly("a b c d e f g h i!", "! k");
    assertThat(texts("a b c d e f g h! j", 9, 0)).containsExactly("a b c d e f g h!", "j");
    assertThat(texts("a b c d e f g h!", 8, 0)).containsExactly("a b c d e f g", "h!");
  }

  @Test
  void neverPartsAPairOfSurrogates() {
    String text = "😀".repeat(30);
    Embedder halves = new HalvesEmbedder();
    List<String> chunks = Chunks.of(text, halves, 7, 2).stream().map(Chunk::text).toList();
    assertThat(chunks).allMatch(chunk -> chunk.codePoints().allMatch(c -> c == 0x1F600));
    assertThat(chunks).allMatch(chunk -> !chunk.isEmpty());
  }

  @Test
  void shortensAChunkThatHasMoreTokensByItself() {
    Embedder growing = new GrowingEmbedder();
    List<Chunk> chunks = Chunks.of("a b c d e f g h i j", growing, 5, 0);
    assertThat(chunks)
        .allMatch(chunk -> growing.tokens(chunk.text()).count() <= growing.maxTokens());
    assertThat(String.join(" ", chunks.stream().map(Chunk::text).toList()))
        .isEqualTo("a b c d e f g h i j");
  }

  @Test
  void keepsEveryTokenOfALongDocumentAndReadsItAFewTimesOnly() {
    StringBuilder text = new StringBuilder();
    List<String> all = new ArrayList<>();
    for (int i = 0; text.length() < 1 << 20; i++) {
      String word = "w" + Integer.toString(i, 26).replaceAll("\\d", "x") + "z";
      all.add(word);
      text.append(word).append(i % 3 == 0 ? "\u202e \n" : " ");
    }
    List<String> chunks = texts(text.toString(), 20, 0);
    assertThat(String.join(" ", chunks).replace("\u202e", "").split("\\s+"))
        .containsExactly(all.toArray(String[]::new));
    assertThat(words.read()).isLessThan(4 * text.length());
  }

  @Test
  void partsAWordThatIsLongerThanAChunk() {
    String blob = "x".repeat(10_000);
    List<String> chunks = texts("before " + blob + " after it", 20, 0);
    assertThat(chunks).hasSizeGreaterThan(100).allMatch(chunk -> chunk.length() <= 100);
    assertThat(String.join("", chunks).replace(" ", "")).isEqualTo("before" + blob + "afterit");
    assertThat(texts("y".repeat(100), 20, 0)).containsExactly("y".repeat(100));
  }

  @Test
  void partsACharacterThatIsLongerThanAChunk() {
    String heap = "e" + "\u0301".repeat(5_000);
    List<Chunk> chunks = Chunks.of("see " + heap + " there", new HeapEmbedder(), 20, 3);
    assertThat(chunks).allMatch(chunk -> chunk.text().length() <= 40);
  }

  @Test
  void noChunkIsLongerThanTheModelTakesAndNothingIsLeftOut() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      StringBuilder text = new StringBuilder();
      for (int parts = random.nextInt(1, 12); parts > 0; parts--) {
        switch (random.nextInt(4)) {
          case 0 -> text.append("q".repeat(random.nextInt(1, 3_000)));
          case 1 -> text.append("😀".repeat(random.nextInt(1, 60)));
          case 2 -> text.append("some words, and more ".repeat(random.nextInt(1, 9)));
          case 3 -> text.append(" \n\t".repeat(random.nextInt(1, 5)));
          default -> throw new IllegalStateException("four kinds");
        }
      }
      int size = random.nextInt(1, 22);
      List<Chunk> chunks = Chunks.of(text.toString(), words, size, random.nextInt(size));
      assertThat(chunks)
          .allMatch(chunk -> words.tokens(chunk.text()).count() <= words.maxTokens())
          .allMatch(chunk -> chunk.text().length() <= 100 * words.maxTokens());
      String all = String.join("", texts(text.toString(), size, 0));
      assertThat(all.replaceAll("\\s", "")).isEqualTo(text.toString().replaceAll("\\s", ""));
    }
  }

  @Test
  void givesTheSameChunksEachTime() {
    String text = "one two, three four! five (six) seven ".repeat(50);
    assertThat(Chunks.of(text, words, 9, 3)).isEqualTo(Chunks.of(text, words, 9, 3));
  }

  @Test
  void refusesSizesThatCannotBe() {
    assertThatThrownBy(() -> Chunks.of("a", words, 22, 0))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("expected 1 to 21 tokens in a chunk but was 22");
    assertThatThrownBy(() -> Chunks.of("a", words, 5, 5))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("expected an overlap of 0 to 4 tokens but was 5");
  }

  private List<String> texts(String text, int tokens, int overlap) {
    return Chunks.of(text, words, tokens, overlap).stream().map(Chunk::text).toList();
  }

  /** Every char is a token, half a pair too. */
  private static final class HalvesEmbedder extends CountingEmbedder {
    @Override
    public Tokens tokens(String text) {
      int[] starts = new int[text.length()];
      int[] ends = new int[text.length()];
      for (int i = 0; i < starts.length; i++) {
        starts[i] = i;
        ends[i] = i + 1;
      }
      return new Tokens(starts, ends);
    }

    @Override
    public int maxTokens() {
      return 8;
    }
  }

  /** A text's first word counts twice, unless the text is long: a part has more than the whole. */
  private static final class GrowingEmbedder extends CountingEmbedder {
    private final WordsEmbedder words = new WordsEmbedder(5);

    @Override
    public Tokens tokens(String text) {
      Tokens plain = words.tokens(text);
      int extra = plain.count() < 8 ? 1 : 0;
      int[] starts = new int[plain.count() + extra];
      int[] ends = new int[plain.count() + extra];
      for (int i = 0; i < starts.length; i++) {
        starts[i] = plain.start(Math.max(0, i - extra));
        ends[i] = plain.end(Math.max(0, i - extra));
      }
      return new Tokens(starts, ends);
    }

    @Override
    public int maxTokens() {
      return 5;
    }
  }

  /** A char is a token, and a mark one that begins where its character does. */
  private static final class HeapEmbedder extends CountingEmbedder {
    @Override
    public Tokens tokens(String text) {
      int[] starts = new int[text.length()];
      int[] ends = new int[text.length()];
      for (int i = 0; i < starts.length; i++) {
        starts[i] = i > 0 && text.charAt(i) == '\u0301' ? starts[i - 1] : i;
        ends[i] = i + 1;
      }
      return new Tokens(starts, ends);
    }

    @Override
    public int maxTokens() {
      return 40;
    }
  }

  private abstract static class CountingEmbedder implements Embedder {
    @Override
    public String fingerprint() {
      return "counting";
    }

    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
      return List.of();
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
