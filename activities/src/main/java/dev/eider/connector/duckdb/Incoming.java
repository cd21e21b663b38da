package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Table.Field;
import dev.eider.record.FieldType;
import dev.eider.record.RowSchema;
import dev.eider.record.StagedBatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a staged batch as SQL.
 *
 * @param from what to select from
 * @param parts the fields and where their values stand
 * @param ownMeta where a line's own {@code _airbyte_meta} stands; null = lines have none
 * @param extractedAtMillis when they were read
 */
record Incoming(String from, List<Part> parts, @Nullable String ownMeta, long extractedAtMillis) {

  static final String ARRIVAL = "_eider_arrival";
  private static final String OWN = "_airbyte_meta_of_line";

  /** DuckDB takes buffers of twice this size for each thread at once, used or not. */
  static final long USUAL_LINE = 8L << 20;

  static final long LONGEST_LINE = 32L << 20;

  /** Lines parsed by type while they are read: the fast way. */
  static Incoming lines(StagedBatch batch, long longest) {
    if (collides(batch.schema())) {
      return rawLines(batch, longest);
    }
    List<Part> parts = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    for (RowSchema.Column column : batch.schema().columns()) {
      String read = readType(column.type());
      String name = Names.quoted(column.name());
      parts.add(new Part(field(column), name, read));
      columns.add(name + ": " + Names.literal(read));
    }
    columns.add(Names.quoted(Names.META) + ": 'JSON'");
    String from =
        "read_json(%s, format = 'newline_delimited', maximum_object_size = %d, columns = {%s})"
            .formatted(file(batch), longest, String.join(", ", columns));
    return new Incoming(from, parts, Names.quoted(Names.META), batch.extractedAtMillis());
  }

  /**
   * Lines parsed field by field: for names that differ in case only, which {@code read_json} cannot
   * tell apart, and for batches with a value that does not fit its declared type.
   */
  static Incoming rawLines(StagedBatch batch, long longest) {
    List<Part> parts = new ArrayList<>();
    for (RowSchema.Column column : batch.schema().columns()) {
      boolean json = column.type() instanceof FieldType.Json;
      String function = json ? "json_extract" : "json_extract_string";
      String value = function + "(\"json\", " + pointer(column.name()) + ")";
      parts.add(new Part(field(column), value, json ? "JSON" : "VARCHAR"));
    }
    String from =
        "read_ndjson_objects(%s, maximum_object_size = %d)".formatted(file(batch), longest);
    String meta = "json_extract(\"json\", " + pointer(Names.META) + ")";
    return new Incoming(from, parts, meta, batch.extractedAtMillis());
  }

  /** A staged DuckDB file, attached under a name. */
  static Incoming table(Table attached, long extractedAtMillis) {
    List<Part> parts = new ArrayList<>();
    attached
        .columns()
        .forEach(
            (name, type) -> parts.add(new Part(new Field(name, type), Names.quoted(name), type)));
    return new Incoming(attached.sql(), parts, null, extractedAtMillis);
  }

  /** Without the fields a table has no column for. */
  Incoming only(Table table) {
    List<Part> kept =
        parts.stream()
            .filter(
                part ->
                    table
                        .columns()
                        .containsKey(Names.columnFor(part.field.name(), table.columns().keySet())))
            .toList();
    return new Incoming(from, kept, ownMeta, extractedAtMillis);
  }

  List<Field> fields() {
    return parts.stream().map(Part::field).toList();
  }

  /**
   * A query for the rows with the table's columns and types, and {@code _airbyte_meta}.
   *
   * @param arrival also select the row's place in the batch
   */
  String select(Table table, boolean arrival) {
    List<String> inner = new ArrayList<>();
    List<String> outer = new ArrayList<>();
    List<Suspect> suspects = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      String column = Names.columnFor(part.field.name(), table.columns().keySet());
      String value = Values.cast(part.value, part.type, table.type(column));
      inner.add(value + " AS c" + i);
      outer.add("c" + i + " AS " + Names.quoted(column));
      if (value.contains("TRY_CAST(")) {
        inner.add("(" + part.value + ") IS NOT NULL AS r" + i);
        suspects.add(new Suspect("r" + i + " AND c" + i + " IS NULL", part.field.name()));
      }
    }
    if (arrival) {
      inner.add(place() + " AS " + ARRIVAL);
      outer.add(ARRIVAL);
    }
    inner.add((ownMeta == null ? "NULL::JSON" : ownMeta) + " AS " + OWN);
    outer.add(meta(suspects) + " AS " + Names.quoted(Names.META));
    return "SELECT %s FROM (SELECT %s FROM %s)"
        .formatted(String.join(", ", outer), String.join(", ", inner), from);
  }

  /** A column of this name hides DuckDB's own. */
  private String place() {
    boolean hidden = parts.stream().anyMatch(part -> Names.same(part.field.name(), "rowid"));
    return hidden ? "row_number() OVER ()" : "rowid";
  }

  /** The columns the rows fill. */
  List<String> columns(Table table) {
    return parts.stream()
        .map(p -> Names.columnFor(p.field.name(), table.columns().keySet()))
        .toList();
  }

  String extractedAt() {
    return "make_timestamptz(" + extractedAtMillis * 1000 + ")";
  }

  /** What a line says about itself, and which of its values did not fit. */
  private static String meta(List<Suspect> suspects) {
    String own = "coalesce(" + OWN + ", '{}'::JSON)";
    if (suspects.isEmpty()) {
      return own;
    }
    String any =
        suspects.stream().map(s -> "(" + s.nulled + ")").collect(Collectors.joining(" OR "));
    String each = suspects.stream().map(Suspect::change).collect(Collectors.joining(", "));
    return ("CASE WHEN %s THEN json_merge_patch(%s, json_object('changes', list_concat("
            + "coalesce(from_json(json_extract(%s, '$.changes'), '[\"JSON\"]'), []),"
            + " list_filter([%s], lambda x: x IS NOT NULL)))) ELSE %s END")
        .formatted(any, own, OWN, each, own);
  }

  private static Field field(RowSchema.Column column) {
    return new Field(column.name(), Types.column(column.type()));
  }

  /**
   * Exact numbers and moments are read as text, so that nothing is rounded or dropped on the way.
   */
  private static String readType(FieldType type) {
    return switch (type) {
      case FieldType.Bool b -> "BOOLEAN";
      case FieldType.Int64 i -> "BIGINT";
      case FieldType.Float64 f -> "DOUBLE";
      case FieldType.Json j -> "JSON";
      case FieldType.Decimal d -> "VARCHAR";
      case FieldType.Text t -> "VARCHAR";
      case FieldType.Date d -> "VARCHAR";
      case FieldType.Time t -> "VARCHAR";
      case FieldType.Timestamp t -> "VARCHAR";
      case FieldType.TimestampTz t -> "VARCHAR";
      case FieldType.Native n -> "VARCHAR";
    };
  }

  private static boolean collides(RowSchema schema) {
    Set<String> seen = new HashSet<>(Set.of(Names.META));
    return !schema.columns().stream().allMatch(c -> seen.add(Names.folded(c.name())));
  }

  private static String pointer(String name) {
    return Names.literal("/" + name.replace("~", "~0").replace("/", "~1"));
  }

  private static String file(StagedBatch batch) {
    return Names.literal(batch.file().toString());
  }

  /**
   * One field of the rows.
   *
   * @param field what it becomes
   * @param value where it stands
   * @param type what stands there
   */
  record Part(Field field, String value, String type) {}

  /**
   * A value that may not have fitted.
   *
   * @param nulled the condition that it did not
   * @param field its field
   */
  private record Suspect(String nulled, String field) {
    String change() {
      return "CASE WHEN "
          + nulled
          + " THEN json_object('field', "
          + Names.literal(field)
          + ", 'change', 'NULLED', 'reason', 'DESTINATION_TYPECAST_ERROR') END";
    }
  }
}
