package dev.eider.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LiteralTest {

  @Test
  void readsNumbersAsPythonDoes() {
    assertThat(read("1_000")).isEqualTo(1000L);
    assertThat(read("-0x1F")).isEqualTo(-31L);
    assertThat(read("0b101")).isEqualTo(5L);
    assertThat(read("1e3")).isEqualTo(1000.0);
    assertThat(read(".5")).isEqualTo(0.5);
    assertThat(read("5.")).isEqualTo(5.0);
    assertThat(read("00")).isEqualTo(0L);
    assertThat(read("9223372036854775808")).isEqualTo(new BigInteger("9223372036854775808"));
  }

  @Test
  void readsTextsAndBytes() {
    assertThat(read("'a\\n'")).isEqualTo("a\n");
    assertThat(read("r'a\\n'")).isEqualTo("a\\n");
    assertThat(read("'a' \"b\"")).isEqualTo("ab");
    assertThat(read("'''a\nb'''")).isEqualTo("a\nb");
    assertThat(read("b'ab'")).isEqualTo(new byte[] {'a', 'b'});
  }

  @Test
  void readsContainers() {
    assertThat(read("[1, 'a', None]")).isEqualTo(Arrays.asList(1L, "a", null));
    assertThat(read("{'a': True, 'b': [ ]}")).isEqualTo(Map.of("a", true, "b", List.of()));
    assertThat(read("1, 2")).isInstanceOf(Tuple.class);
    assertThat(read("(1)")).isEqualTo(1L);
    assertThat(read("set()")).isEqualTo(java.util.Set.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "007",
        "1__0",
        "0x",
        "true",
        "null",
        "[1",
        "{1: 2",
        "'a",
        "1 2",
        "--1",
        "1+1",
        "2024-01-05",
        "1,2)",
        "f'a'",
        "[,]",
        "nan",
        "\n 1"
      })
  void leavesATextThatIsNoLiteralAsItIs(String text) {
    assertThat(Literal.parse(text)).isSameAs(Literal.NONE);
    assertThat(Values.literalEval(text)).isEqualTo(text);
  }

  @Test
  void takesADecimalForAFloat() {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("price", new BigDecimal("19.900000000000000001"));
    Scope scope = new Scope(Clock.systemUTC(), Map.of("record", record));
    assertThat(Template.compile("{{ record.price }}").eval(scope)).isEqualTo(19.9);
    assertThat(Template.compile("{{ record['price'] * 2 }}").eval(scope)).isEqualTo(39.8);
    assertThat(Template.compile("costs {{ record.price }}").eval(scope)).isEqualTo("costs 19.9");
    assertThat(Template.compile("{{ record.price > 19 and record.price is number }}").test(scope))
        .isTrue();
    assertThat(Template.compile("{{ [record.price] }}").eval(scope)).isEqualTo(List.of(19.9));
  }

  private static @Nullable Object read(String text) {
    return Literal.parse(text);
  }
}
