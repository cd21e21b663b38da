package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.plan.Described;
import dev.eider.source.Source;
import dev.eider.source.StreamInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void findsKeysThatAreDeclaredAndGuessesOnlyWhatItCanProve() {
    Sql.run(
        folder.resolve("shop.duckdb"),
        "CREATE TABLE a (x INTEGER, id INTEGER, PRIMARY KEY (x, id))",
        "CREATE TABLE b (code VARCHAR UNIQUE NOT NULL, id INTEGER)",
        "CREATE TABLE c (id INTEGER)",
        "INSERT INTO c VALUES (1), (2)",
        "CREATE TABLE d (id INTEGER, d_id INTEGER)",
        "INSERT INTO d VALUES (1, 1), (1, 2)",
        "CREATE TABLE e (id INTEGER)",
        "INSERT INTO e VALUES (1), (NULL)",
        "CREATE TABLE f (code VARCHAR UNIQUE)");

    assertThat(discover(false))
        .extracting(s -> s.name() + s.primaryKey())
        .containsExactly("a[x, id]", "b[code]", "c[id]", "d[d_id]", "e[]", "f[]");
  }

  @Test
  void takesUpdatedAtInAnySpellingIfItsTypeHasAnOrder() {
    Sql.run(
        folder.resolve("shop.duckdb"),
        "CREATE TABLE a (\"Updated_At\" TIMESTAMP)",
        "CREATE TABLE b (updated_at VARCHAR)");

    assertThat(discover(false)).extracting(StreamInfo::cursor).containsExactly("Updated_At", null);
  }

  @Test
  void offersOtherSchemasAndViewsButNoBooks() {
    Sql.run(
        folder.resolve("shop.duckdb"),
        "CREATE SCHEMA raw",
        "CREATE TABLE raw.orders (i INTEGER)",
        "CREATE TABLE orders (i INTEGER)",
        "CREATE TABLE _eider_ledger (i INTEGER)",
        "CREATE VIEW recent AS SELECT * FROM orders");

    assertThat(discover(false))
        .extracting(StreamInfo::name)
        .containsExactly("orders", "raw.orders");
    assertThat(discover(false))
        .extracting(StreamInfo::table)
        .containsExactly("shop_main_orders", "shop_raw_orders");
    assertThat(discover(true)).extracting(StreamInfo::name).contains("recent");
  }

  @Test
  void allFourConnectorsAreFoundByName() {
    assertThat(ServiceLoader.load(Described.class))
        .extracting(d -> d.kind() + " " + d.name())
        .contains(
            "SOURCE duckdb", "SOURCE motherduck", "DESTINATION duckdb", "DESTINATION motherduck");
  }

  private List<StreamInfo> discover(boolean views) {
    LocalFile file = new LocalFile(folder.resolve("shop.duckdb"), LocalFile.MEMORY);
    try (Source source = new DuckDbSource(file, null, views, DuckDbSource.Limits.DEFAULT, folder)) {
      return source.discover();
    }
  }
}
