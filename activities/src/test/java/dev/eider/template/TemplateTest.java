package dev.eider.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every line of cases.jsonl says what the reference made of one template. */
final class TemplateTest {

  private static final List<Map<?, ?>> LINES = lines();

  private static List<Map<?, ?>> lines() {
    try (InputStream in = TemplateTest.class.getResourceAsStream("cases.jsonl")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      List<Map<?, ?>> lines = new ArrayList<>();
      text.lines()
          .forEach(line -> lines.add((Map<?, ?>) Objects.requireNonNull(JsonReader.read(line))));
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Scope scope() {
    OffsetDateTime now = OffsetDateTime.parse(String.valueOf(LINES.getFirst().get("now")));
    Object config = SelfReadable.copy(LINES.getFirst().get("config"));
    Clock clock = Clock.fixed(now.toInstant(), ZoneOffset.UTC);
    return new Scope(
        clock, Map.of("config", Objects.requireNonNull(config), "parameters", Map.of()));
  }

  @TestFactory
  Stream<DynamicTest> evaluatesAsTheReferenceDoes() {
    return tests("eval", template -> template.eval(scope()));
  }

  @TestFactory
  Stream<DynamicTest> dropsEmptyAndUndefinedValuesOfMappings() {
    return tests("orNull", template -> template.evalOrNull(scope()));
  }

  @TestFactory
  Stream<DynamicTest> keepsOnlyTextsAndListsForRequestParameters() {
    return tests("param", template -> template.evalOrNull(scope(), ValidTypes.STRING_OR_LIST));
  }

  @TestFactory
  Stream<DynamicTest> testsTruthAsTheReferenceDoes() {
    return tests("test", template -> template.test(scope()));
  }

  private static Stream<DynamicTest> tests(
      String field, Function<Template, @Nullable Object> evaluation) {
    return LINES.stream()
        .skip(1)
        .map(
            line -> {
              String text = String.valueOf(line.get("template"));
              Map<?, ?> expected = (Map<?, ?>) Objects.requireNonNull(line.get(field));
              return DynamicTest.dynamicTest(
                  text, () -> assertThat(answer(text, evaluation)).as(text).isEqualTo(expected));
            });
  }

  private static Map<String, @Nullable Object> answer(
      String text, Function<Template, @Nullable Object> evaluation) {
    try {
      Map<String, @Nullable Object> answer = new java.util.HashMap<>();
      answer.put("value", written(evaluation.apply(Template.compile(text))));
      return answer;
    } catch (TemplateException e) {
      return Map.of("error", e.undefined() ? "undefined" : "other");
    }
  }

  /** A value in the words of the cases: types that JSON does not tell apart are named. */
  private static @Nullable Object written(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean flag -> flag;
      case String text -> text;
      case Double number -> Map.of("float", Values.repr(number));
      case Number number -> Map.of("int", number.toString());
      case Ellipsis ellipsis -> Map.of("ellipsis", 1L);
      case Tuple tuple -> Map.of("tuple", all(tuple));
      case List<?> list -> all(list);
      case Set<?> set ->
          Map.of(
              "set",
              all(set).stream().sorted((a, b) -> Values.str(a).compareTo(Values.str(b))).toList());
      case Map<?, ?> map -> {
        List<@Nullable Object> entries = new ArrayList<>();
        map.forEach(
            (key, item) -> entries.add(java.util.Arrays.asList(written(key), written(item))));
        yield Map.of("dict", entries);
      }
      case byte[] bytes -> Map.of("bytes", new String(bytes, StandardCharsets.ISO_8859_1));
      default -> throw new AssertionError("unexpected " + value.getClass());
    };
  }

  private static List<@Nullable Object> all(Iterable<?> items) {
    List<@Nullable Object> written = new ArrayList<>();
    items.forEach(item -> written.add(written(item)));
    return written;
  }

  @Test
  void stopsATemplateThatWouldNotEnd() {
    Scope scope = scope();
    String loop = "{% for i in config.name * 100 %}".repeat(4) + "{% endfor %}".repeat(4);
    assertThatThrownBy(() -> Template.compile(loop).eval(scope))
        .isInstanceOf(TemplateException.class);
    assertThatThrownBy(() -> Template.compile("{{ 9 ** 99999999 }}").eval(scope))
        .isInstanceOf(TemplateException.class);
    assertThatThrownBy(() -> Template.compile("{{ 'a' * 99999999999 }}").eval(scope))
        .isInstanceOf(TemplateException.class);
    assertThatThrownBy(() -> Template.compile("{{ " + "(".repeat(5000)))
        .isInstanceOf(TemplateException.class);
  }

  @Test
  void showsASliceUnderItsThreeNamesAndItsParts() {
    Scope scope =
        scope().withSlice(Map.of("id", 5), Map.of("start_time", "2024"), Map.of("extra", "e"));
    assertThat(Template.compile("{{ stream_partition.id }}").eval(scope)).isEqualTo(5L);
    assertThat(Template.compile("{{ stream_interval['start_time'] }}").eval(scope))
        .isEqualTo(2024L);
    assertThat(Template.compile("{{ stream_slice.extra_fields['extra'] }}").eval(scope))
        .isEqualTo("e");
    assertThat(Template.compile("{{ extra }}").eval(scope)).isEqualTo("e");
  }

  @Test
  void readsKeysThatBeginWithAnUnderscore() {
    Scope scope = scope().with("record", Map.of("_id", "a1"));
    assertThat(Template.compile("{{ record._id }}").eval(scope)).isEqualTo("a1");
  }

  @Test
  void namesTheMissingNameOfAScope() {
    assertThatThrownBy(() -> Template.compile("{{ record.id }}").eval(scope()))
        .hasMessageContaining("'record'");
  }

  @Test
  void takesOnlyFloatsAsNumbersAndBooleansAsIntegers() {
    assertThat(Template.compile("{{ 5 }}").eval(scope(), ValidTypes.NUMBER)).isEqualTo("5");
    assertThat(Template.compile("{{ 5.5 }}").eval(scope(), ValidTypes.NUMBER)).isEqualTo(5.5);
    assertThat(Template.compile("{{ true }}").eval(scope(), ValidTypes.INTEGER)).isEqualTo(true);
    assertThat(Template.compile("true").eval(scope(), ValidTypes.BOOLEAN)).isEqualTo("true");
  }

  @Test
  void offersJsonLoadsOnlyWhereAskedFor() {
    assertThat(
            Template.compile("{{ json_loads('{\"a\": [1]}')['a'][0] }}")
                .eval(scope().withJsonLoads()))
        .isEqualTo(1L);
    assertThatThrownBy(() -> Template.compile("{{ json_loads('1') }}").eval(scope()))
        .isInstanceOf(TemplateException.class);
  }

  @Test
  void aDocumentLeavesOutWhatIsNoneOrUndefinedAndNothingElse() {
    Scope scope = new Scope(Clock.systemUTC(), Map.of("config", Map.of("zero", 0L, "no", false)));

    assertThat(
            Template.compile("{{ none }}[{{ config.x }}]{{ config.zero }}{{ config.no }}")
                .document(scope))
        .isEqualTo("[]0False");
    assertThat(Template.compile("{% filter upper %}a{{ none }}{% endfilter %}").document(scope))
        .isEqualTo("A");
  }

  @Test
  void aDocumentIsNeverItsTemplate() {
    Template template = Template.compile("{{ 1 + 'a' }}");
    Scope scope = new Scope(Clock.systemUTC(), Map.of());

    assertThat(template.render(scope)).isEqualTo("{{ 1 + 'a' }}");
    assertThatThrownBy(() -> template.document(scope)).isInstanceOf(TemplateException.class);
  }
}
