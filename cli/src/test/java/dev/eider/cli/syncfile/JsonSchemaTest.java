package dev.eider.cli.syncfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.SyncPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonSchemaTest {
  private final JsonNode schema =
      new ObjectMapper().valueToTree(new JsonSchema(FakeConnector.all()).document());

  @Test
  void knowsEveryKeyOfTheModelAndNoOther() {
    assertThat(schema.at("/properties").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(Model.FILE.stream().map(Key::name).toList());
    assertThat(schema.at("/additionalProperties").asBoolean(true)).isFalse();
    assertThat(schema.at("/required")).hasToString("[\"name\",\"source\",\"destination\"]");
  }

  @Test
  void offersTheOptionsOfEachConnector() {
    JsonNode motherduck = schema.at("/properties/destination/oneOf/1");

    assertThat(motherduck.at("/properties/type/const").asText()).isEqualTo("motherduck");
    assertThat(motherduck.at("/required")).hasToString("[\"type\",\"database\",\"token\"]");
    assertThat(motherduck.at("/properties/token/description").asText()).isEqualTo("The token.");
  }

  @Test
  void letsAStreamSayNothing() {
    JsonNode stream = schema.at("/properties/streams/oneOf/0/additionalProperties");

    assertThat(stream.at("/type")).hasToString("[\"object\",\"null\"]");
    assertThat(stream.at("/properties/write/enum"))
        .hasToString("[\"append\",\"overwrite\",\"upsert\",\"mirror\"]");
  }

  @Test
  void takesAnEmbedderByItsNameOrWithItsOptions() {
    JsonNode embedder = embed().at("/properties/embedder/anyOf");

    assertThat(embedder.at("/0/enum")).hasToString("[\"minilm\",\"openai\"]");
    assertThat(embedder.at("/1/oneOf/1/required")).hasToString("[\"type\",\"model\"]");
  }

  @Test
  void takesOneStoreOrAListOfThem() {
    JsonNode store = embed().at("/properties/store/anyOf");

    assertThat(store.at("/0/enum")).hasToString("[\"chroma\",\"duckdb\",\"motherduck\"]");
    assertThat(store.at("/1/oneOf/0/properties/type/const").asText()).isEqualTo("chroma");
    assertThat(store.at("/2/items/anyOf/0")).isEqualTo(store.at("/0"));
    assertThat(store.at("/2/items/anyOf/1")).isEqualTo(store.at("/1"));
  }

  @Test
  void needsATemplateAndNothingElseToEmbed() {
    assertThat(embed().at("/required")).hasToString("[\"document\"]");
    assertThat(embed().at("/additionalProperties").asBoolean(true)).isFalse();
  }

  private JsonNode embed() {
    return schema.at("/properties/streams/oneOf/0/additionalProperties/properties/embed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "9.x_-", "rick-and-morty"})
  void takesTheNamesAPlanTakes(String name) {
    assertThat(name).matches(Model.NAME);
    assertThatNoException().isThrownBy(() -> plan(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a b", "a/b", "ü"})
  void refusesTheNamesAPlanRefuses(String name) {
    assertThat(name).doesNotMatch(Model.NAME);
    assertThatIllegalArgumentException().isThrownBy(() -> plan(name));
  }

  private static SyncPlan plan(String name) {
    ConnectorPlan connector = new ConnectorPlan("duckdb", Map.of());
    return new SyncPlan(name, connector, connector, List.of(), false, SyncPlan.Pace.DEFAULT);
  }
}
