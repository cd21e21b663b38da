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

  /** The state, whatever it says; empty when it was written by somebody else. */
  static State any(@Nullable String text) {
    try {
      State state = text == null ? null : JSON.readValue(text, State.class);
      return state == null ? State.NONE : state;
    } catch (JsonProcessingException e) {
      return State.NONE;
    }
  }

  static Resume resume(String text, String stream) {
    return position(text, stream, Resume.class);
  }

  static Pass pass(String text, String stream) {
    return position(text, stream, Pass.class);
  }

  private static <T> T position(String text, String stream, Class<T> type) {
    try {
      return JSON.readValue(text, type);
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
   * @param snapshot the {@link Snapshot} that goes with it; null = none
   * @param version which settled difference of that snapshot
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record State(
      @JsonProperty("cursor_field") @Nullable String field,
      @JsonProperty("cursor") @Nullable String value,
      @JsonProperty("type") @Nullable String type,
      @JsonProperty("snapshot") @Nullable String snapshot,
      @JsonProperty("version") @Nullable Long version) {
    static final State NONE = new State(null, null, null, null, null);

    State of(@Nullable String otherSnapshot, @Nullable Long otherVersion) {
      return new State(field, value, type, otherSnapshot, otherVersion);
    }
  }

  /**
   * Where a read that compares goes on.
   *
   * @param difference the pending difference whose rows are handed out
   * @param whole every row is, because there was nothing to compare with
   * @param end the state this read ends in
   * @param after the last key of a whole read, or the last key id; null = none yet
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Pass(
      @JsonProperty("difference") String difference,
      @JsonProperty("whole") boolean whole,
      @JsonProperty("end") State end,
      @JsonProperty("after") @Nullable List<String> after) {

    Pass after(@Nullable List<String> edge) {
      return new Pass(difference, whole, end, edge);
    }
  }

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
