package dev.eider.connector.duckdb;

import dev.eider.fault.Fault.Misconfigured;

/** What a stream says whose schema may not change, and did. */
final class Frozen {
  private Frozen() {}

  static Misconfigured refused(String stream, String what) {
    return new Misconfigured(
        "schema.frozen",
        stream,
        "expected the schema to stay as it was but " + what,
        "write schema_changes: evolve or discard, or mend the source");
  }
}
