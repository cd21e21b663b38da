package dev.eider.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.outcome.Problem;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteWord;
import dev.eider.record.FieldType;
import dev.eider.record.RowSchema;
import dev.eider.record.Staging;
import dev.eider.source.StreamInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EmbedFieldsTest {
  private static final List<String> ID = List.of("id");
  private static final String CLOSED = "{}";
  private static final String OPEN = "{\"additionalProperties\": true}";

  @TempDir Path home;
  private final List<Problem> problems = new ArrayList<>();

  @Test
  void theTaskSaysHowItIsEmbedded() {
    EmbedPlan embed = embed("{{ record.name }}", "at.city");

    assertThat(resolve(embed).orElseThrow().embed()).isEqualTo(embed);
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no field at all",
        "{{ record }}",
        "{{ record['name'] }} {{ record.at['anything'] }}",
        "{{ record.get('what ever') }}",
        "{% for tag in record.at %}{{ tag.label }}{% endfor %}",
        "{% set r = record %}{{ r.name }} {{ now_utc() }}",
        "{% for record in record.at %}{{ record.inner }}{% endfor %}",
        "{% for key, value in record.items() %}{{ key }}: {{ value }}{% endfor %}",
      })
  void acceptsTemplatesOfTheStreamsFields(String template) {
    assertThat(resolve(embed(template))).isPresent();
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ record.nmae }}",
        "{{ record['nmae'] }}",
        "{{ record.nmae.first }}",
        "{% if record.nmae is defined %}x{% endif %}",
        "{% for tag in record.at %}{{ record.nmae }}{% endfor %}",
        "{{ record.nmae | upper }} {{ record.nmae }}",
      })
  void namesTheFieldThatIsNotThereAndTheClosest(String template) {
    assertThat(resolve(embed(template))).isEmpty();
    assertThat(problems)
        .containsExactly(
            new Problem(
                "embed.unknown_field",
                "/streams/birds/embed/document",
                "expected a column of the stream but was 'nmae'",
                "write record.name"));
  }

  @Test
  void namesAllThatIsWrongTogether() {
    EmbedPlan embed = embed("{{ record.qqqqqq }} {{ name }}", "nmae.first", "_eider_key");

    assertThat(resolve(plan(embed, null, null), info(CLOSED, List.of()))).isEmpty();
    assertThat(problems)
        .extracting(Problem::line)
        .containsExactly(
            "/streams/birds/embed: expected a primary key to know documents by but the stream"
                + " declares none → write primary_key: [<column>]",
            "/streams/birds/embed/document: expected 'record' in the template of a document but was"
                + " 'name' → write record.name",
            "/streams/birds/embed/document: expected a column of the stream but was 'qqqqqq' →"
                + " write one of at, id, name",
            "/streams/birds/embed/metadata: expected a column of the stream but was 'nmae' → write"
                + " name",
            "/streams/birds/embed/metadata: expected a field's name that does not begin with"
                + " '_eider_' but was '_eider_key' → leave it out: Eider's own metadata is always"
                + " there");
  }

  @Test
  void saysWhereATemplateBreaksOff() {
    assertThat(resolve(embed("Name: {{ record.name }"))).isEmpty();
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("embed.template");
              assertThat(problem.message()).containsPattern("\\d");
            });
  }

  @Test
  void aFieldThatIsNotTakenIsNotThere() {
    StreamPlan named =
        new StreamPlan(
            "birds",
            null,
            null,
            null,
            null,
            null,
            null,
            ID,
            null,
            null,
            null,
            null,
            null,
            embed("{{ record.name }} {{ record.id }}"));

    assertThat(resolve(named, info(OPEN, ID))).isEmpty();
    assertThat(problems)
        .extracting(Problem::message)
        .containsExactly("expected a column of the stream but was 'name'");
  }

  @Test
  void anOpenSchemaMayHaveAnyField() {
    StreamPlan plan = plan(embed("{{ record.more }}", "other"), null, null);

    assertThat(resolve(plan, info(OPEN, ID))).isPresent();
    assertThat(resolve(plan, info("{\"additionalProperties\": {\"type\": \"string\"}}", ID)))
        .isPresent();
    assertThat(resolve(plan, info("{\"additionalProperties\": false}", ID))).isEmpty();
  }

  @Test
  void aStreamThatDeclaresNothingMayHaveAnyField() {
    StreamInfo info =
        new StreamInfo(
            "birds",
            new RowSchema(List.of(), CLOSED),
            ID,
            null,
            Set.of(ReadMode.FULL_REFRESH),
            "birds",
            List.of());

    assertThat(resolve(plan(embed("{{ record.x }}", "y.z"), null, null), info)).isPresent();
  }

  @Test
  void rowsThatAreNotWrittenByKeyAreKnownByTheStreamsKey() {
    for (WriteWord write : List.of(WriteWord.APPEND, WriteWord.OVERWRITE)) {
      assertThat(resolve(plan(embed("x"), write, null), info(CLOSED, ID)))
          .get()
          .satisfies(task -> assertThat(task.write().keys()).isEmpty())
          .extracting(StreamTask::documentKey)
          .isEqualTo(ID);
      assertThat(resolve(plan(embed("x"), write, List.of("NAME")), info(CLOSED, ID)))
          .get()
          .extracting(StreamTask::documentKey)
          .isEqualTo(List.of("name"));
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void rowsOfAStreamWithoutAKeyCannotBeEmbedded() {
    for (WriteWord write : List.of(WriteWord.APPEND, WriteWord.OVERWRITE)) {
      assertThat(resolve(plan(embed("x"), write, null), info(CLOSED, List.of()))).isEmpty();
    }
    assertThat(problems).extracting(Problem::code).containsExactly("embed.no_key", "embed.no_key");
  }

  @Test
  void anyWriteThatKnowsTheKeyWillDo() {
    Stream.of(WriteWord.UPSERT, WriteWord.MIRROR)
        .forEach(
            write ->
                assertThat(resolve(plan(embed("x"), write, null), info(CLOSED, ID))).isPresent());
    assertThat(resolve(plan(embed("x"), null, List.of("name")), info(CLOSED, List.of())))
        .isPresent();
  }

  @Test
  void aMirrorWithoutAKeyCannotBeEmbedded() {
    StreamPlan plan = plan(embed("x"), WriteWord.MIRROR, null);

    assertThat(resolve(plan, info(CLOSED, List.of()))).isEmpty();
    assertThat(problems).extracting(Problem::code).containsExactly("embed.no_key");
  }

  private static EmbedPlan embed(String template, String... metadata) {
    ConnectorPlan any = new ConnectorPlan("any", Map.of());
    return new EmbedPlan(template, List.of(metadata), 0, 0, any, List.of(any));
  }

  private static StreamPlan plan(
      EmbedPlan embed, @Nullable WriteWord write, @Nullable List<String> key) {
    return new StreamPlan(
        "birds", null, write, key, null, null, null, null, null, null, null, null, null, embed);
  }

  private Optional<StreamTask> resolve(EmbedPlan embed) {
    return resolve(plan(embed, null, null), info(CLOSED, ID));
  }

  private Optional<StreamTask> resolve(StreamPlan plan, StreamInfo info) {
    return new StreamResolver(new Staging(home), BatchFormat.NDJSON, problems).resolve(plan, info);
  }

  private static StreamInfo info(String jsonSchema, List<String> key) {
    RowSchema schema =
        new RowSchema(
            List.of(
                new RowSchema.Column("id", new FieldType.Int64()),
                new RowSchema.Column("name", new FieldType.Text()),
                new RowSchema.Column("at", new FieldType.Json())),
            jsonSchema);
    return new StreamInfo(
        "birds", schema, key, null, Set.of(ReadMode.FULL_REFRESH), "birds", List.of());
  }
}
