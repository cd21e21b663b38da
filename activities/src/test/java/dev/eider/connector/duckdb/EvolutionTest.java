package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.destination.Destination;
import dev.eider.destination.DestinationHarness;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.plan.Evolution;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.FieldType;
import dev.eider.record.RowSchema;
import dev.eider.record.RowSchema.Column;
import dev.eider.step.Checkpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EvolutionTest extends DestinationHarness {
  private static final Column ID = new Column("id", new FieldType.Int64());
  private static final Column NAME = new Column("name", new FieldType.Text());
  private static final Column PRICE = new Column("price", new FieldType.Decimal(12, 2));
  private static final RowSchema FIRST = schema(ID, NAME);

  @Override
  protected Destination destination() {
    return new DuckDbDestination(new LocalFile(file(), LocalFile.MEMORY), "main");
  }

  @Override
  protected List<Map<String, @Nullable Object>> rows(String table) {
    return Sql.query(file(), "SELECT id, name FROM " + Names.quoted(table) + " ORDER BY id");
  }

  @Test
  void takesANewColumnUnasked() {
    opened("run-1", Evolution.EVOLVE, FIRST, false);

    Checkpoint.Opened second = opened("run-2", Evolution.EVOLVE, schema(ID, NAME, PRICE), false);

    assertThat(second.changes()).isNull();
    assertThat(columns()).contains("price");
  }

  @Test
  void asksBeforeItTakesASchemaThatLostAColumn() {
    opened("run-1", Evolution.EVOLVE, FIRST, false);

    Checkpoint.Opened asked = opened("run-2", Evolution.EVOLVE, schema(ID, PRICE), false);
    assertThat(asked.changes()).contains("column 'name' is gone");
    assertThat(columns()).doesNotContain("price");

    Checkpoint.Opened accepted = opened("run-2", Evolution.EVOLVE, schema(ID, PRICE), true);
    assertThat(accepted.changes()).isNull();
    assertThat(accepted.generation()).isEqualTo(asked.generation());
    assertThat(columns()).contains("name", "price");
  }

  @Test
  void asksBeforeItTakesARenamedKey() {
    opened("run-1", keyed("id"), FIRST);

    Checkpoint.Opened asked =
        opened("run-2", keyed("nr"), schema(new Column("nr", new FieldType.Int64()), NAME));

    assertThat(asked.changes())
        .contains("column 'id' is gone")
        .anyMatch(change -> change.startsWith("the primary key was "));
    assertThat(columns()).doesNotContain("nr");
  }

  private Checkpoint.Opened opened(String run, WriteMode write, RowSchema schema) {
    try (Destination destination = destination()) {
      return destination.open(run(run), task(write), schema, false, false);
    }
  }

  private static WriteMode keyed(String key) {
    return new WriteMode.Upsert(List.of(key), null);
  }

  @Test
  void asksAgainAfterARejection() {
    opened("run-1", Evolution.EVOLVE, FIRST, false);
    opened("run-2", Evolution.EVOLVE, schema(ID), false);

    assertThat(opened("run-3", Evolution.EVOLVE, schema(ID), false).changes()).isNotNull();
  }

  @Test
  void keepsEverySchemaItAcceptedWithWhatChanged() {
    opened("run-1", Evolution.EVOLVE, FIRST, false);
    opened("run-2", Evolution.EVOLVE, schema(ID, NAME, PRICE), false);
    opened("run-3", Evolution.EVOLVE, schema(ID, NAME, PRICE), false);

    assertThat(column("SELECT changes FROM _eider_schemas ORDER BY version"))
        .containsExactly("", "column 'price' is new, decimal(12,2)");
  }

  @Test
  void aFrozenSchemaRefusesEvenANewColumn() {
    opened("run-1", Evolution.FREEZE, FIRST, false);

    assertThatThrownBy(() -> opened("run-2", Evolution.FREEZE, schema(ID, NAME, PRICE), false))
        .isInstanceOfSatisfying(
            Misconfigured.class,
            fault -> {
              assertThat(fault.problem().code()).isEqualTo("schema.frozen");
              assertThat(fault.problem().message()).contains("column 'price' is new");
            });
  }

  @Test
  void aFrozenSchemaRefusesAFieldNobodyDeclared() {
    Checkpoint.Opened opened = opened("run-1", Evolution.FREEZE, FIRST, false);

    assertThatThrownBy(
            () ->
                load(
                    task(Evolution.FREEZE),
                    schema(ID, NAME, PRICE),
                    opened.generation(),
                    0,
                    "{'id':1,'price':2.5}"))
        .isInstanceOf(Misconfigured.class);
    assertThat(rows("people")).isEmpty();
  }

  @Test
  void discardLeavesNewColumnsOutAndTheTableAsItIs() {
    opened("run-1", Evolution.DISCARD, FIRST, false);
    RowSchema more = schema(ID, NAME, PRICE);
    Checkpoint.Opened opened = opened("run-2", Evolution.DISCARD, more, false);

    load(
        task(Evolution.DISCARD), more, opened.generation(), 0, "{'id':1,'name':'Ann','price':2.5}");

    assertThat(columns()).doesNotContain("price");
    assertThat(rows("people")).singleElement().extracting("name").isEqualTo("Ann");
  }

  @Test
  void discardMakesAValueNullThatDoesNotFit() {
    opened("run-1", Evolution.DISCARD, FIRST, false);
    RowSchema texts = schema(new Column("id", new FieldType.Int64()), NAME);
    RowSchema other = schema(new Column("id", new FieldType.Text()), NAME);
    Checkpoint.Opened opened = opened("run-2", Evolution.DISCARD, texts, false);

    load(
        task(Evolution.DISCARD),
        other,
        opened.generation(),
        0,
        "{'id':'7','name':'Ann'}",
        "{'id':'x','name':'Bo'}");

    assertThat(rows("people")).extracting("name").containsExactlyInAnyOrder("Ann", "Bo");
    assertThat(column("SELECT id FROM people WHERE name = 'Bo'")).containsExactly((Object) null);
  }

  private Checkpoint.Opened opened(
      String run, Evolution evolution, RowSchema schema, boolean accepted) {
    try (Destination destination = destination()) {
      return destination.open(run(run), task(evolution), schema, false, accepted);
    }
  }

  private static StreamTask task(Evolution evolution) {
    StreamTask task = task(APPEND);
    return new StreamTask(
        task.stream(),
        task.mode(),
        task.write(),
        task.cursor(),
        task.lookback(),
        task.table(),
        task.columns(),
        task.schema(),
        task.format(),
        evolution,
        null);
  }

  private List<@Nullable Object> columns() {
    return column("SELECT column_name FROM duckdb_columns() WHERE table_name = 'people'");
  }

  private List<@Nullable Object> column(String query) {
    List<@Nullable Object> values = new ArrayList<>();
    Sql.query(file(), query).forEach(row -> values.addAll(row.values()));
    return values;
  }

  private static RowSchema schema(Column... columns) {
    return new RowSchema(List.of(columns), "{\"type\":\"object\"}");
  }

  private Path file() {
    return folder.resolve("warehouse.duckdb");
  }
}
