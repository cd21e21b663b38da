package dev.eider.worker.chaos;

import dev.eider.plan.ConnectorPlan;
import dev.eider.worker.rig.Warehouse;
import java.nio.file.Path;
import java.util.Map;

/** A DuckDB file with a table of orders that changes, and how its copy is compared with it. */
final class Shop {
  static final String ORDERS = "orders";

  private static final String COLUMNS = "SELECT id, title, total, updated_at FROM ";

  private final String name;
  private final Path file;

  /**
   * A shop.
   *
   * @param name of its file
   */
  Shop(Path folder, String name) {
    this.name = name;
    this.file = folder.resolve(name + ".duckdb");
  }

  ConnectorPlan plan() {
    return new ConnectorPlan("duckdb", Map.of("path", file.toString(), "schema", "main"));
  }

  /** Begins anew, without an order. */
  void opens() {
    new Warehouse(file)
        .run(
            "CREATE OR REPLACE TABLE orders (id BIGINT PRIMARY KEY, title VARCHAR,"
                + " total DECIMAL(18, 2), updated_at TIMESTAMP)");
  }

  /** Lets orders come, change and go; which there were before is kept where no sync looks. */
  void changes(String... statements) {
    new Warehouse(file)
        .run(
            "CREATE SCHEMA IF NOT EXISTS aside;"
                + " CREATE OR REPLACE TABLE aside.known AS SELECT id FROM orders;"
                + String.join(";", statements));
  }

  /** How many orders there were before the last changes and are no more. */
  long gone() {
    return new Warehouse(file)
        .number("SELECT count(*) FROM aside.known WHERE id NOT IN (SELECT id FROM orders)");
  }

  /** How many orders came or changed at a moment or later. */
  long changedSince(String moment) {
    return new Warehouse(file).number("SELECT count(*) FROM orders WHERE updated_at >= " + moment);
  }

  Difference differenceFrom(Path copy) {
    Warehouse warehouse = new Warehouse(copy);
    String catalog = copy.getFileName().toString().replace(".duckdb", "");
    return Difference.between(
        query -> warehouse.with(file, query),
        COLUMNS + name + ".main.orders",
        COLUMNS + "\"" + catalog + "\".main." + name + "_main_orders",
        "SELECT id FROM " + name + ".aside.known");
  }
}
