package dev.eider.cli.syncfile;

import dev.eider.plan.Described;
import dev.eider.plan.Spec;
import java.util.List;

/** Connectors that can be described but not opened. */
public record FakeConnector(Kind kind, String name, Spec spec) implements Described {

  /** Two sources, two destinations, two embedders and three stores. */
  public static Connectors all() {
    return new Connectors(
        List.of(
            new FakeConnector(
                Kind.SOURCE,
                "manifest",
                spec(
                    "An HTTP API described by a manifest.",
                    field("manifest", Spec.Type.DOCUMENT, true),
                    field("config", Spec.Type.MAP, false))),
            duckdb(Kind.SOURCE),
            duckdb(Kind.DESTINATION),
            new FakeConnector(
                Kind.DESTINATION,
                "motherduck",
                spec(
                    "A database at MotherDuck.",
                    field("database", Spec.Type.TEXT, true),
                    field("token", Spec.Type.SECRET, true))),
            new FakeConnector(
                Kind.EMBEDDER,
                "minilm",
                spec("A small model.", field("threads", Spec.Type.INTEGER, false))),
            new FakeConnector(
                Kind.EMBEDDER,
                "openai",
                spec(
                    "A service.",
                    field("model", Spec.Type.TEXT, true),
                    field("api_key", Spec.Type.SECRET, false))),
            new FakeConnector(
                Kind.STORE,
                "duckdb",
                spec(
                    "Vectors in a file.",
                    field("path", Spec.Type.PATH, true),
                    field("threads", Spec.Type.INTEGER, false))),
            new FakeConnector(
                Kind.STORE,
                "motherduck",
                spec(
                    "Vectors at MotherDuck.",
                    field("database", Spec.Type.TEXT, true),
                    field("token", Spec.Type.SECRET, true))),
            new FakeConnector(
                Kind.STORE,
                "chroma",
                spec(
                    "Vectors in a server.",
                    field("url", Spec.Type.TEXT, false),
                    field("token", Spec.Type.SECRET, false)))));
  }

  private static FakeConnector duckdb(Kind kind) {
    return new FakeConnector(
        kind,
        "duckdb",
        spec(
            "A DuckDB file.",
            field("path", Spec.Type.PATH, true),
            field("threads", Spec.Type.INTEGER, false),
            field("read_only", Spec.Type.FLAG, false),
            field("tables", Spec.Type.LIST, false)));
  }

  private static Spec spec(String summary, Spec.Field... fields) {
    return new Spec(summary, List.of(fields), "type: example\n");
  }

  private static Spec.Field field(String name, Spec.Type type, boolean required) {
    return new Spec.Field(name, type, required, required ? null : "nothing", "The " + name + ".");
  }
}
