package dev.eider.connector.duckdb;

import dev.eider.fault.Fault.Misconfigured;
import dev.eider.plan.Spec;
import dev.eider.secret.Settings;
import java.util.Optional;

/**
 * How a search finds its way.
 *
 * @param approximate through an HNSW index where the engine has one
 * @param extension the file of DuckDB's vss extension; empty = the one that is installed
 */
record VectorIndex(boolean approximate, Optional<String> extension) {
  static final Spec.Field INDEX =
      new Spec.Field(
          "index",
          Spec.Type.TEXT,
          false,
          "exact",
          "exact, or hnsw: faster and approximate, made in memory with the first search of an open"
              + " file, which pays for many searches of a large collection");
  static final Spec.Field EXTENSION =
      new Spec.Field(
          "vss_extension",
          Spec.Type.PATH,
          false,
          "the installed one",
          "the file of DuckDB's vss extension, of the same version as DuckDB, for index: hnsw");

  static VectorIndex of(Settings settings) {
    String index = settings.optionalText("index").orElse("exact");
    if (!index.equals("exact") && !index.equals("hnsw")) {
      throw new Misconfigured(
          "duckdb.unknown_index",
          settings.where() + "/index",
          "expected one of exact, hnsw but was '" + index + "'",
          "write one of these");
    }
    return new VectorIndex(index.equals("hnsw"), settings.optionalText("vss_extension"));
  }
}
