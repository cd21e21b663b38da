package dev.eider.connector.manifest;

import dev.eider.plan.Position;
import dev.eider.record.JsonText;
import dev.eider.template.Values;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a read goes on: everything needed to cut the same slices again and to find the page.
 *
 * @param now what the read takes for the present, since its first page
 * @param from the state the read began from; empty = the beginning
 * @param slice how many slices are done
 * @param page how many pages of the current slice are done
 * @param token what the next page is asked with; null = the slice's first page
 * @param cursor the cursor's own memory; null = none yet
 * @param seen what is known of the slice's pages so far; null = nothing
 * @param pause how long the API asked to be left alone; null = it did not
 */
record ReadState(
    Instant now,
    Map<String, @Nullable Object> from,
    int slice,
    int page,
    @Nullable Object token,
    @Nullable Map<?, ?> cursor,
    @Nullable Map<?, ?> seen,
    @Nullable Pause pause) {

  /** Where a position says; at the beginning of a read {@code now} is the present. */
  static ReadState of(Position position, Instant now, boolean incremental, String where) {
    if (position.resume() == null) {
      Map<String, @Nullable Object> state =
          incremental ? Json.object(position.state(), where) : Map.of();
      return new ReadState(now, state, 0, 0, null, null, null, null);
    }
    Map<String, @Nullable Object> json = Json.object(position.resume(), where);
    return new ReadState(
        Instant.parse(String.valueOf(json.get("now"))),
        json.get("from") instanceof Map<?, ?> from ? Values.fields(from) : Map.of(),
        number(json.get("slice")),
        number(json.get("page")),
        json.get("token"),
        json.get("cursor") instanceof Map<?, ?> cursor ? cursor : Map.of(),
        json.get("seen") instanceof Map<?, ?> seen ? seen : null,
        Pause.of(json.get("pause")));
  }

  /** As JSON text. */
  String json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("now", now.toString());
    json.put("from", from);
    json.put("slice", slice);
    json.put("page", page);
    json.put("token", token);
    json.put("cursor", cursor);
    json.put("seen", seen);
    if (pause != null) {
      json.put("pause", pause.json());
    }
    return JsonText.of(json);
  }

  /** The wait is the workflow's; a request before its end would be one too many. */
  void refuseDuringPause(Instant present, String where) {
    if (pause != null) {
      pause.refuse(present, where);
    }
  }

  private static int number(@Nullable Object value) {
    return value instanceof Number number ? number.intValue() : 0;
  }
}
