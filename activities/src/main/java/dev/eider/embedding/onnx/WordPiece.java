package dev.eider.embedding.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * BERT's uncased tokenizer, equal to the tokenizers library's: words at white space, each
 * punctuation mark and each Chinese character alone, every word in its longest known pieces. Reads
 * a text once, whatever its length; positions are chars of the text as it was given.
 */
final class WordPiece {
  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

  private final Vocabulary vocabulary;
  private final Folding folding = new Folding();
  private final int unknown;

  WordPiece(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.unknown = vocabulary.required("[UNK]");
  }

  /** The tokens of a text, without those in front and behind. */
  Encoded encode(String text) {
    Encoded tokens = new Encoded();
    Word word = new Word();
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      @Nullable String special = codePoint == '[' ? special(text, at) : null;
      if (special != null) {
        take(word, tokens);
        tokens.add(vocabulary.required(special), at, at + special.length());
        at += special.length();
        continue;
      }
      int end = at + Character.charCount(codePoint);
      read(codePoint, at, end, word, tokens);
      at = end;
    }
    take(word, tokens);
    return tokens;
  }

  /** The library takes these out of a text before anything else. */
  private static @Nullable String special(String text, int at) {
    for (String each : SPECIAL) {
      if (text.startsWith(each, at)) {
        return each;
      }
    }
    return null;
  }

  private void read(int codePoint, int start, int end, Word word, Encoded tokens) {
    String folded = folding.of(codePoint);
    if (folded.equals(Folding.SPACE)) {
      take(word, tokens);
      return;
    }
    boolean alone = Folding.isChinese(codePoint);
    if (alone) {
      take(word, tokens);
    }
    for (int i = 0; i < folded.length(); i += Character.charCount(folded.codePointAt(i))) {
      append(folded.codePointAt(i), start, end, word, tokens);
    }
    if (alone) {
      take(word, tokens);
    }
  }

  private void append(int folded, int start, int end, Word word, Encoded tokens) {
    boolean punctuation = Folding.isPunctuation(folded);
    if (punctuation) {
      take(word, tokens);
    }
    word.append(folded, start, end);
    if (punctuation) {
      take(word, tokens);
    }
  }

  /**
   * The word's pieces, the longest first; a word with a part nobody knows is unknown as a whole.
   */
  private void take(Word word, Encoded tokens) {
    if (word.isEmpty()) {
      return;
    }
    int before = tokens.count();
    boolean known = !word.isTooLong();
    for (int at = 0; known && at < word.length(); ) {
      int end = piece(word, at, tokens);
      known = end > at;
      at = end;
    }
    if (!known) {
      tokens.cutBackTo(before);
      tokens.add(unknown, word.start(0), word.end(word.length()));
    }
    word.clear();
  }

  private int piece(Word word, int at, Encoded tokens) {
    for (int end = Math.min(word.length(), at + vocabulary.longest()); end > at; end--) {
      @Nullable Integer id = vocabulary.find(word.part(at, end), at > 0);
      if (id != null) {
        tokens.add(id, word.start(at), word.end(end));
        return end;
      }
    }
    return at;
  }
}
