package dev.eider.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.record.RowSchema.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SchemaDiffTest {
  private static final Column ID = new Column("id", new FieldType.Int64());
  private static final Column NAME = new Column("name", new FieldType.Text());
  private static final Column PRICE = new Column("price", new FieldType.Decimal(12, 2));
  private static final List<String> KEY = List.of("id");

  @Test
  void findsNothingWhereNothingChanged() {
    assertThat(diff(List.of(ID, NAME), List.of(NAME, ID)).isEmpty()).isTrue();
  }

  @Test
  void takesANewColumnAsCompatible() {
    SchemaDiff diff = diff(List.of(ID), List.of(ID, NAME));

    assertThat(diff.words()).containsExactly("column 'name' is new, text");
    assertThat(diff.compatible()).isTrue();
  }

  @Test
  void takesAWiderTypeAsCompatible() {
    Column wider = new Column("price", new FieldType.Decimal(18, 4));

    SchemaDiff diff = diff(List.of(ID, PRICE), List.of(ID, wider));

    assertThat(diff.words())
        .containsExactly("column 'price' was decimal(12,2) and is now decimal(18,4)");
    assertThat(diff.compatible()).isTrue();
  }

  @Test
  void takesANarrowerTypeAsABrokenPromise() {
    Column narrower = new Column("price", new FieldType.Int64());

    SchemaDiff diff = diff(List.of(ID, PRICE), List.of(ID, narrower));

    assertThat(diff.words())
        .containsExactly("column 'price' was decimal(12,2) and is now only integer");
    assertThat(diff.compatible()).isFalse();
  }

  @Test
  void takesAColumnThatIsGoneAsABrokenPromise() {
    SchemaDiff diff = diff(List.of(ID, NAME), List.of(ID));

    assertThat(diff.words()).containsExactly("column 'name' is gone");
    assertThat(diff.compatible()).isFalse();
  }

  @Test
  void takesAnotherKeyAsABrokenPromise() {
    RowSchema schema = new RowSchema(List.of(ID, NAME), "{}");

    SchemaDiff diff = SchemaDiff.between(schema, KEY, schema, List.of("id", "name"));

    assertThat(diff.words()).containsExactly("the primary key was (id) and is now (id, name)");
    assertThat(diff.compatible()).isFalse();
  }

  @Test
  void takesASchemaThatDeclaresNothingAsNoChange() {
    assertThat(diff(List.of(ID, NAME), List.of()).isEmpty()).isTrue();
    assertThat(diff(List.of(), List.of(ID, NAME)).isEmpty()).isTrue();
  }

  private static SchemaDiff diff(List<Column> before, List<Column> now) {
    return SchemaDiff.between(new RowSchema(before, "{}"), KEY, new RowSchema(now, "{}"), KEY);
  }
}
