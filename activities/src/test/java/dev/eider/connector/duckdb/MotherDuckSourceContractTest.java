package dev.eider.connector.duckdb;

import dev.eider.source.Source;
import dev.eider.source.SourceContract;
import java.nio.file.Path;

/** MotherDuck as far as it can be tried without it: an attached database under another name. */
final class MotherDuckSourceContractTest extends SourceContract {

  @Override
  protected Source source() {
    return new DuckDbSource(
        new AttachedFile(file(), "my db"),
        "raw \"x\"",
        true,
        new DuckDbSource.Limits(2, 2),
        folder);
  }

  @Override
  protected void fill(int rows) {
    Sql.run(
        file(),
        "CREATE SCHEMA IF NOT EXISTS \"raw \"\"x\"\"\"",
        "CREATE OR REPLACE TABLE \"raw \"\"x\"\"\".people"
            + " (id BIGINT PRIMARY KEY, name VARCHAR, updated_at TIMESTAMP)",
        "INSERT INTO \"raw \"\"x\"\"\".people"
            + " SELECT i, 'p' || i, TIMESTAMP '2024-01-01' + to_days(i::INTEGER) FROM range(1, "
            + (rows + 1)
            + ") r(i)");
  }

  @Override
  protected void change(long id) {
    Sql.run(
        file(), "UPDATE \"raw \"\"x\"\"\".people SET updated_at = '2025-01-01' WHERE id = " + id);
  }

  private Path file() {
    return folder.resolve("cloud.duckdb");
  }
}
