package dev.eider.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a batch lies in the staging folder. Every source writes and every destination reads NDJSON.
 */
public enum BatchFormat {
  /** One JSON object a line. */
  @JsonProperty("ndjson")
  NDJSON,
  /** A DuckDB file with one table {@code batch}: every type survives, nothing is parsed twice. */
  @JsonProperty("duckdb")
  DUCKDB
}
