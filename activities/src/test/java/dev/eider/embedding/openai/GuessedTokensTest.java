package dev.eider.embedding.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.embedding.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GuessedTokensTest {
  @Test
  void countsThreeLettersAsOne() {
    assertThat(parts("the xylophone")).containsExactly("the", "xyl", "oph", "one");
  }

  @Test
  void countsCapitalsDigitsAndSignsByThemselves() {
    assertThat(parts("HelloW 42 a_b")).containsExactly("Hel", "lo", "W", "4", "2", "a", "_", "b");
  }

  @Test
  void countsBytesBeyondAscii() {
    assertThat(parts("я")).hasSize(1);
    assertThat(parts("北")).hasSize(2);
    assertThat(parts("😀")).hasSize(4);
  }

  @Test
  void letsAccentsAndJoinedSignsBeginWhereTheirCharacterDoes() {
    assertThat(parts("e\u0301")).containsExactly("e", "e\u0301");
    Tokens family = GuessedTokens.of("x👩‍👧y");
    for (int i = 1; i < family.count() - 1; i++) {
      assertThat(family.start(i)).isEqualTo(1);
    }
  }

  private static List<String> parts(String text) {
    Tokens tokens = GuessedTokens.of(text);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < tokens.count(); i++) {
      parts.add(text.substring(tokens.start(i), tokens.end(i)));
    }
    return parts;
  }
}
