package dev.eider.connector.duckdb;

import dev.eider.plan.BatchFormat;
import dev.eider.plan.Spec;
import dev.eider.secret.Settings;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The options of all four connectors, and what they mean. */
final class Options {
  static final String DUCKDB = "duckdb";
  static final String MOTHERDUCK = "motherduck";
  private static final String DEFAULT_TOKEN = "${secret:MOTHERDUCK_TOKEN}";

  static final Spec.Field PATH =
      new Spec.Field("path", Spec.Type.PATH, true, null, "the DuckDB file");
  static final Spec.Field DATABASE =
      new Spec.Field("database", Spec.Type.TEXT, true, null, "the MotherDuck database's name");
  static final Spec.Field SCHEMA =
      new Spec.Field("schema", Spec.Type.TEXT, false, "main", "the schema");
  static final Spec.Field SCHEMAS =
      new Spec.Field("schema", Spec.Type.TEXT, false, "every schema", "the schema to read");
  static final Spec.Field TOKEN =
      new Spec.Field(
          "token",
          Spec.Type.SECRET,
          false,
          DEFAULT_TOKEN,
          "a MotherDuck access token with write access");
  static final Spec.Field VIEWS =
      new Spec.Field("views", Spec.Type.FLAG, false, "false", "offer views as streams too");

  static final Spec.Field MEMORY_TO_READ =
      memory("256MB, and more where a large table cannot be read with it");

  /** With the JVM beside it a worker that loads takes some 600 MB, whatever the table's size. */
  static final Spec.Field MEMORY_TO_WRITE =
      memory("192MB, and more where a large table cannot be written with it");

  /** A search walks over all vectors; those that fit are read once. */
  static final Spec.Field MEMORY_TO_SEARCH = memory("512MB");

  /** Best first. */
  static final Set<BatchFormat> FORMATS =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(List.of(BatchFormat.DUCKDB, BatchFormat.NDJSON)));

  private Options() {}

  private static Spec.Field memory(String usual) {
    return new Spec.Field(
        "memory_limit",
        Spec.Type.TEXT,
        false,
        usual,
        "how much memory DuckDB may take; what is over it is spilled beside the file");
  }

  static Place file(Settings settings) {
    return new LocalFile(path(settings), settings.optionalText("memory_limit").orElse(null));
  }

  private static Path path(Settings settings) {
    return Path.of(settings.text("path"));
  }

  static Place cloud(Settings settings) {
    String token = settings.optionalText("token").orElse(DEFAULT_TOKEN);
    return new MotherDuck(
        settings.text("database"), settings.secrets().resolve(token, settings.where() + "/token"));
  }

  static String schema(Settings settings) {
    return settings.optionalText("schema").orElse("main");
  }
}
