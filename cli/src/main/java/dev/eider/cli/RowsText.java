package dev.eider.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Rows as a table a screen can hold: long cells are cut, columns that no longer fit are named. */
final class RowsText {
  private static final int WIDEST_CELL = 24;
  private static final int WIDEST_TABLE = 110;
  private static final ObjectMapper JSON = new ObjectMapper();

  private RowsText() {}

  /** The rows' own columns; Eider's metadata columns are left out. */
  static String of(LocalMode.Preview preview) {
    List<List<String>> cells = new ArrayList<>();
    List<String> columns =
        preview.columns().stream().filter(name -> !name.startsWith("_airbyte_")).toList();
    preview.rows().forEach(row -> cells.add(cells(row, columns)));
    List<Integer> shown = fitting(columns, cells);
    Columns table =
        new Columns(shown.stream().map(columns::get).map(RowsText::cut).toArray(String[]::new));
    cells.forEach(row -> table.row(shown.stream().map(row::get).toArray()));
    List<String> left = new ArrayList<>(columns);
    left.removeAll(shown.stream().map(columns::get).toList());
    return table.text() + (left.isEmpty() ? "" : "\nalso: " + String.join(", ", left));
  }

  /** Short columns first to find room, shown in their own order. */
  private static List<Integer> fitting(List<String> columns, List<List<String>> cells) {
    List<Integer> shown = new ArrayList<>();
    int room = WIDEST_TABLE;
    for (int i = 0; i < columns.size(); i++) {
      int index = i;
      int width =
          Math.max(
              cut(columns.get(i)).length(),
              cells.stream().mapToInt(row -> row.get(index).length()).max().orElse(0));
      if (width + 2 <= room) {
        shown.add(i);
        room -= width + 2;
      }
    }
    return shown;
  }

  private static List<String> cells(String row, List<String> columns) {
    try {
      JsonNode json = JSON.readTree(row);
      return columns.stream().map(column -> cell(json.get(column))).toList();
    } catch (JsonProcessingException e) {
      return columns.stream().map(column -> "?").toList();
    }
  }

  private static String cell(@org.jspecify.annotations.Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    if (value.isNumber()) {
      return value.decimalValue().stripTrailingZeros().toPlainString();
    }
    return cut(value.isTextual() ? value.asText() : value.toString());
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= WIDEST_CELL ? line : line.substring(0, WIDEST_CELL - 1) + "…";
  }
}
