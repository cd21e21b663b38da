package dev.eider.record;

import dev.eider.record.RowSchema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What became of a stream's declared columns and key.
 *
 * @param changes in the order of the new columns, then what is gone, then the key
 */
public record SchemaDiff(List<Change> changes) {

  /** One change. */
  public sealed interface Change {
    /** In words, for the person who is asked. */
    String words();

    /** Whether everything that was promised before still holds. */
    boolean compatible();
  }

  /** A column that was not there. */
  public record Added(String column, FieldType type) implements Change {
    @Override
    public String words() {
      return "column '" + column + "' is new, " + name(type);
    }

    @Override
    public boolean compatible() {
      return true;
    }
  }

  /** A column that may hold more than it did, all of that included. */
  public record Widened(String column, FieldType from, FieldType to) implements Change {
    @Override
    public String words() {
      return "column '" + column + "' was " + name(from) + " and is now " + name(to);
    }

    @Override
    public boolean compatible() {
      return true;
    }
  }

  /** A column that may no longer hold what it did: narrower, or another kind of thing. */
  public record Narrowed(String column, FieldType from, FieldType to) implements Change {
    @Override
    public String words() {
      return "column '" + column + "' was " + name(from) + " and is now only " + name(to);
    }

    @Override
    public boolean compatible() {
      return false;
    }
  }

  /** A column that is not there any more: new rows have nothing in it. */
  public record Dropped(String column) implements Change {
    @Override
    public String words() {
      return "column '" + column + "' is gone";
    }

    @Override
    public boolean compatible() {
      return false;
    }
  }

  /** Other columns say which rows are one: rows known by the old ones may be there twice. */
  public record Rekeyed(List<String> from, List<String> to) implements Change {
    @Override
    public String words() {
      return "the primary key was " + listed(from) + " and is now " + listed(to);
    }

    @Override
    public boolean compatible() {
      return false;
    }

    private static String listed(List<String> columns) {
      return columns.isEmpty() ? "none" : "(" + String.join(", ", columns) + ")";
    }
  }

  /** Keeps its own copy. */
  public SchemaDiff {
    changes = List.copyOf(changes);
  }

  /** From what was accepted to what is declared now; a schema without columns declares nothing. */
  public static SchemaDiff between(
      RowSchema before, List<String> keysBefore, RowSchema now, List<String> keysNow) {
    List<Change> changes = new ArrayList<>();
    if (!before.columns().isEmpty() && !now.columns().isEmpty()) {
      now.columns().forEach(column -> compare(before, column, changes));
      before.columns().stream()
          .filter(column -> now.column(column.name()).isEmpty())
          .forEach(column -> changes.add(new Dropped(column.name())));
    }
    if (!keysBefore.equals(keysNow)) {
      changes.add(new Rekeyed(keysBefore, keysNow));
    }
    return new SchemaDiff(changes);
  }

  private static void compare(RowSchema before, Column now, List<Change> changes) {
    Column was = before.column(now.name()).orElse(null);
    if (was == null) {
      changes.add(new Added(now.name(), now.type()));
    } else if (!was.type().equals(now.type())) {
      boolean wider = FieldTypes.join(was.type(), now.type()).equals(now.type());
      changes.add(
          wider
              ? new Widened(now.name(), was.type(), now.type())
              : new Narrowed(now.name(), was.type(), now.type()));
    }
  }

  /** Nothing changed. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Whether all of it goes without asking. */
  public boolean compatible() {
    return changes.stream().allMatch(Change::compatible);
  }

  /** Each change in words. */
  public List<String> words() {
    return changes.stream().map(Change::words).toList();
  }

  private static String name(FieldType type) {
    return switch (type) {
      case FieldType.Decimal d -> "decimal(" + d.precision() + "," + d.scale() + ")";
      case FieldType.Native n -> n.name();
      case FieldType.Bool b -> "boolean";
      case FieldType.Int64 i -> "integer";
      case FieldType.Float64 f -> "double";
      case FieldType.TimestampTz t -> "timestamp with time zone";
      case FieldType.Text t -> plain(t);
      case FieldType.Date d -> plain(d);
      case FieldType.Time t -> plain(t);
      case FieldType.Timestamp t -> plain(t);
      case FieldType.Json j -> plain(j);
    };
  }

  private static String plain(FieldType type) {
    return type.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
