package dev.eider.embedding.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.embedding.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WordPieceTest {
  private static final List<String> PIECES =
      List.of("[UNK]", "[SEP]", "un", "##able", "##a", "cafe", "!", "北", "i", "##i", "s", "$");

  private final WordPiece tokenizer = tokenizer();

  @Test
  void takesTheLongestPiecesOfAWord() {
    assertThat(pieces("unable una")).containsExactly("un", "##able", "un", "##a");
  }

  @Test
  void takesAWordWithAnUnknownPartAsUnknown() {
    assertThat(pieces("unknown un")).containsExactly("[UNK]", "un");
    assertThat(places("unknown un")).containsExactly("unknown", "un");
  }

  @Test
  void foldsAccentsAndCapitalsAndKeepsTheirPlaces() {
    assertThat(pieces("CAFÉ cafe\u0301!")).containsExactly("cafe", "cafe", "!");
    assertThat(places("CAFÉ cafe\u0301!")).containsExactly("CAFÉ", "cafe", "!");
  }

  @Test
  void setsPunctuationAndChineseCharactersApart() {
    assertThat(pieces("un!北i$")).containsExactly("un", "!", "北", "i", "$");
  }

  @Test
  void leavesOutControlCharactersAndHalvesOfPairs() {
    assertThat(pieces("u\u0000n \u200b \uD83D i\uDE00s")).containsExactly("un", "[UNK]");
    assertThat(places("u\u0000n")).containsExactly("u\u0000n");
  }

  @Test
  void takesAWordOfMoreThanAHundredCharactersAsUnknown() {
    assertThat(pieces("i".repeat(100))).hasSize(100).contains("##i");
    assertThat(pieces("i".repeat(101))).containsExactly("[UNK]");
    assertThat(places("s " + "i".repeat(101) + " s")).containsExactly("s", "i".repeat(101), "s");
  }

  @Test
  void knowsSpecialTokensInsideAText() {
    assertThat(pieces("un[SEP]un [sep")).containsSequence("un", "[SEP]", "un");
  }

  private List<String> pieces(String text) {
    Encoded tokens = tokenizer.encode(text);
    return IntStream.range(0, tokens.count()).mapToObj(i -> PIECES.get(tokens.id(i))).toList();
  }

  private List<String> places(String text) {
    Tokens tokens = tokenizer.encode(text).tokens();
    List<String> places = new ArrayList<>();
    for (int i = 0; i < tokens.count(); i++) {
      places.add(text.substring(tokens.start(i), tokens.end(i)));
    }
    return places;
  }

  private static WordPiece tokenizer() {
    Map<String, Integer> vocabulary = new java.util.HashMap<>();
    PIECES.forEach(piece -> vocabulary.put(piece, vocabulary.size()));
    return new WordPiece(new Vocabulary(vocabulary));
  }
}
