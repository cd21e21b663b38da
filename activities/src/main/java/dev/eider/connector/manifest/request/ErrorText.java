package dev.eider.connector.manifest.request;

import dev.eider.template.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what an API says about its error, under the names such texts usually have. */
final class ErrorText {
  private static final List<String> NAMES =
      List.of(
          "message",
          "messages",
          "error",
          "errors",
          "failures",
          "failure",
          "detail",
          "err",
          "error_message",
          "msg",
          "reason",
          "status_message");

  private ErrorText() {}

  static Optional<String> of(Response response) {
    return response.isJson() ? in(response.json()) : Optional.of(response.answer().text());
  }

  private static Optional<String> in(@Nullable Object value) {
    return switch (value) {
      case null -> Optional.empty();
      case String text -> Optional.of(text);
      case List<?> list ->
          Optional.of(
              list.stream()
                  .map(item -> in(item))
                  .flatMap(Optional::stream)
                  .collect(Collectors.joining(", ")));
      case Map<?, ?> map -> inMap(map);
      case Object other -> Optional.empty();
    };
  }

  private static Optional<String> inMap(Map<?, ?> map) {
    for (String name : NAMES) {
      if (Values.truthy(map.get(name))) {
        return in(map.get(name));
      }
    }
    return Optional.empty();
  }
}
