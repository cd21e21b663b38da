package dev.eider.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordsTest {
  private static final List<String> KNOWN = List.of("primary_key", "cursor", "write", "mode");

  @ParameterizedTest
  @CsvSource({"primarykey,primary_key", "Primary-Key,primary_key", "wirte,write", "cusror,cursor"})
  void findsWhatWasMeant(String word, String meant) {
    assertThat(Words.closest(word, KNOWN)).contains(meant);
  }

  @Test
  void doesNotGuessWildly() {
    assertThat(Words.closest("token", KNOWN)).isEmpty();
  }
}
