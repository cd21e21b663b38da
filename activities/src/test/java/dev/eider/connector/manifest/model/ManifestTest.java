package dev.eider.connector.manifest.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.fault.Fault.Misconfigured;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class ManifestTest {
  private static final String TOP =
      """
      version: 1.0.0
      check: {stream_names: [items]}
      """;

  @Test
  void fillsParametersIntoMissingAndFalsyFieldsButNotUnderTheirOwnName() {
    Part stream =
        first(
            """
            streams:
              - name: items
                primary_key: ""
                $parameters: {primary_key: id, path: /items}
                retriever:
                  requester: {url_base: https://example.com}
                  record_selector: {extractor: {field_path: []}}
            """);
    assertThat(stream.raw("primary_key")).isEqualTo("id");
    Part requester = stream.part("retriever").part("requester");
    assertThat(requester.text("path")).isEqualTo("/items");
    assertThat(requester.type()).isEqualTo("HttpRequester");
    assertThat(requester.parameters()).containsEntry("path", "/items");
  }

  @Test
  void mergesReferencesShallowlyWithOwnKeysFirst() {
    Part stream =
        first(
            """
            definitions:
              base: {type: DeclarativeStream, name: base, retriever: {a: 1, b: 2}}
              odd/key: [1, 2]
            streams:
              - {$ref: '#/definitions/base', name: items, retriever: {b: 3}}
              - '#/definitions/base'
            """);
    assertThat(stream.text("name")).isEqualTo("items");
    assertThat(stream.part("retriever").raw("a")).isNull();
    assertThat(stream.part("retriever").raw("b")).isEqualTo(3L);
  }

  @Test
  void refusesReferencesThatLeadBackToThemselves() {
    assertThatThrownBy(() -> first("a: '#/b'\nb: '#/a'\nstreams: ['#/a']"))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("leads back to itself");
  }

  @Test
  void readsYamlAsPythonDoes() {
    Part root =
        Manifest.parse(
                TOP + "streams: []\nmetadata: {a: yes, b: 1e5, c: 2024-01-01, d: 1.5, d: 2.5}",
                "test")
            .root();
    assertThat(root.raw("metadata"))
        .hasToString("{a=true, b=1e5, c=" + LocalDate.of(2024, 1, 1) + ", d=2.5}");
  }

  @Test
  void namesEveryProblemOfAStreamWithItsPlaceAndTheClosestWord() {
    Part stream =
        first(
            """
            streams:
              - name: items
                retriever:
                  requester: {url_base: https://example.com}
                  paginator: {type: DefaultPaginator, pagination_strategy: {type: OffsetIncrementor}}
            """);
    assertThat(Manifest.problems(stream))
        .anySatisfy(
            problem -> {
              assertThat(problem.where())
                  .isEqualTo("/streams/0/retriever/paginator/pagination_strategy/type");
              assertThat(problem.fix()).isEqualTo("write OffsetIncrement");
            })
        .anySatisfy(
            problem ->
                assertThat(problem.where()).isEqualTo("/streams/0/retriever/record_selector"));
  }

  @Test
  void namesABadTemplateWithItsPlaceBesideTheOtherProblems() {
    Part stream =
        first(
            """
            streams:
              - name: items
                retriever:
                  requester:
                    url_base: "https://example.com/{{ config['a' }}"
                    request_parameters: {q: "{{ 1 + }}"}
            """);
    assertThat(Manifest.problems(stream))
        .extracting(problem -> problem.where() + " " + problem.message())
        .hasSize(3)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("/streams/0/retriever/requester/url_base ")
                    .containsPattern("character \\d+"))
        .anySatisfy(
            line ->
                assertThat(line).startsWith("/streams/0/retriever/requester/request_parameters/q "))
        .anySatisfy(line -> assertThat(line).startsWith("/streams/0/retriever/record_selector "));
  }

  @Test
  void namesEveryReferenceThatLeadsNowhereAtOnceAndNoneThatNobodyFollows() {
    assertThatThrownBy(
            () ->
                Manifest.parse(
                    """
                    check: {stream_names: [items]}
                    definitions: {unused: '#/definitions/nowhere'}
                    a: '#/b'
                    b: '#/a'
                    streams: ['#/definitions/items']
                    """,
                    "test"))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("'version' but it is missing")
        .hasMessageContaining("'#/b' leads back to itself")
        .hasMessageContaining("'#/definitions/items' in the manifest but it is not there")
        .hasMessageNotContaining("nowhere");
  }

  @Test
  void refusesWhatWouldChangeTheConfigUnseen() {
    Manifest manifest =
        Manifest.parse(
            TOP
                + "streams: []\n"
                + "spec: {config_normalization_rules: {transformations: [{type: ConfigAddFields}]}}",
            "test");
    assertThat(manifest.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("manifest.unsupported_component");
              assertThat(problem.where()).isEqualTo("/spec/config_normalization_rules");
            });
  }

  @Test
  void refusesAManifestThatHasDynamicStreamsOnly() {
    Manifest manifest = Manifest.parse(TOP + "dynamic_streams: [{}]", "test");
    assertThat(manifest.problems())
        .extracting(problem -> problem.where())
        .containsExactly("/dynamic_streams");
  }

  private static Part first(String rest) {
    return Manifest.parse(TOP + rest, "test").streams().getFirst();
  }
}
