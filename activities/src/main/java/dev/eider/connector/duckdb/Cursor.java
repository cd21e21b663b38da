package dev.eider.connector.duckdb;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.fault.Fault.Defect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a source writes down where it stands. */
final class Cursor {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Cursor() {}

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The state, unless it was written by somebody else or for another column. */
  static @Nullable State state(@Nullable String text, String column) {
    if (text == null) {
      return null;
    }
    try {
      State state = JSON.readValue(text, State.class);
      return column.equals(state.field) && state.value != null ? state : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  static Resume resume(String text, String stream) {
    try {
      return JSON.readValue(text, Resume.class);
    } catch (JsonProcessingException e) {
      throw new Defect("duckdb.resume", stream, "expected a position of this source", e);
    }
  }

  /**
   * What the next sync begins from.
   *
   * @param field the cursor column
   * @param value its exact text
   * @param type its type
   */
  record State(
      @JsonProperty("cursor_field") String field,
      @JsonProperty("cursor") @Nullable String value,
      @JsonProperty("type") String type) {}

  /** The parts of a read, in order. */
  enum Phase {
    /** Rows from the state on, up to the upper bound. */
    WINDOW,
    /**
     * Rows whose cursor is null or infinite; they have no place in time, so each sync reads them.
     */
    TIMELESS,
    /** Every row. */
    ALL
  }

  /**
   * Where this sync goes on.
   *
   * @param phase the part being read
   * @param lower the state's cursor when the read began; null = none
   * @param upper the largest cursor when the read began; null = there were no rows with one
   * @param after the last row read of this part; null = none yet
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Resume(
      Phase phase, @Nullable String lower, @Nullable String upper, @Nullable List<String> after) {

    Resume after(List<String> edge) {
      return new Resume(phase, lower, upper, edge);
    }
  }
}
