package dev.eider.connector.manifest.request;

import dev.eider.http.Answer;
import dev.eider.template.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer whose JSON is read at most once, however many components look at it. */
public final class Response {
  private final Answer answer;
  private final Dialect dialect;
  private final String where;
  private Optional<JsonReader.Parsed> parsed = Optional.empty();
  private boolean read;

  Response(Answer answer, Dialect dialect, String where) {
    this.answer = answer;
    this.dialect = dialect;
    this.where = where;
  }

  /** Status, headers and bytes. */
  public Answer answer() {
    return answer;
  }

  /** The body as JSON, an empty object when it is none: what filters see. */
  public @Nullable Object json() {
    Optional<JsonReader.Parsed> body = parsed();
    return body.isPresent() ? body.get().value() : Map.of();
  }

  /** Whether the body is JSON. */
  public boolean isJson() {
    return parsed().isPresent();
  }

  /**
   * What the JSON decoder makes of it: the items of a root list, or the root alone. Never empty: an
   * empty list and a body that is no JSON count as one empty object. In a sync only an answer that
   * promises no body may have none: anything else would pass for an empty stream.
   */
  public List<@Nullable Object> elements() {
    @Nullable Object root = json();
    if (dialect.refusesOddBodies()) {
      (isJson() ? OddBody.notAPage(root, where) : OddBody.notJson(answer, where))
          .ifPresent(
              fault -> {
                throw fault;
              });
    }
    if (root instanceof List<?> items) {
      return items.isEmpty() ? List.of(Map.of()) : nullable(items);
    }
    return List.of(root == null ? Map.of() : root);
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> nullable(List<?> items) {
    return (List<@Nullable Object>) items;
  }

  /**
   * JSON that is not UTF-8: in the charset the server names, or with a replacement character where
   * a byte means nothing. No user can mend the API, and the other rows are worth more than one
   * letter.
   */
  private Optional<JsonReader.Parsed> repaired() {
    return dialect.refusesOddBodies() && answer.body().length > 0
        ? JsonReader.parse(answer.text().getBytes(StandardCharsets.UTF_8), dialect.keepsDigits())
        : Optional.empty();
  }

  private Optional<JsonReader.Parsed> parsed() {
    if (!read) {
      parsed = JsonReader.parse(answer.body(), dialect.keepsDigits()).or(this::repaired);
      read = true;
    }
    return parsed;
  }
}
