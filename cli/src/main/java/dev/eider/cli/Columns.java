package dev.eider.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table for people: two spaces between columns, numbers to the right. */
final class Columns {
  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();

  Columns(String... head) {
    this.head = List.of(head);
  }

  Columns row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell instanceof Number number ? Numbers.grouped(number.longValue()) : "" + cell);
    }
    rows.add(row);
    return this;
  }

  String text() {
    return lines().stream().collect(Collectors.joining("\n"));
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line(head));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String gap = " ".repeat(width(i) - cells.get(i).length());
      line.append(numeric(i) ? gap + cells.get(i) : cells.get(i) + gap).append("  ");
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return Math.max(
        head.get(column).length(),
        rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
  }

  private boolean numeric(int column) {
    return !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column).matches("[-0-9,.]+|-"));
  }
}
