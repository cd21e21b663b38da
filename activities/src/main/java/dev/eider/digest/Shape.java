package dev.eider.digest;

import java.util.List;

/**
 * What rows of both sides are compared by.
 *
 * @param columns the source's fields with the types they have at the destination
 * @param keys the fields that identify a row; empty = none do, rows are compared as they are
 * @param portable hash by a function that every version of every engine agrees on
 */
public record Shape(List<Column> columns, List<String> keys, boolean portable) {

  /** Keeps its own copies. */
  public Shape {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
  }

  /**
   * A field.
   *
   * @param field its name at the source
   * @param type the destination's word for what it holds there
   * @param there whether the destination has a column for it; else it is compared with nulls
   */
  public record Column(String field, String type, boolean there) {}
}
